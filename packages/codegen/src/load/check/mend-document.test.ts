import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "@waybill/sync/connector";
import { array, documentOf, get, object, query, text } from "../../../test/list-document.ts";
import { mendDocument } from "./mend-document.ts";

const withOperation = (operation: JsonObject): JsonObject => documentOf({ "/a": { get: operation } });
const withSchema = (schema: Json): JsonObject => documentOf({}, { components: { schemas: { A: schema } } });
const told = (document: JsonObject): readonly string[] =>
  mendDocument(document).diagnostics.map(({ code, pointer }) => `${code} ${pointer}`);

test("a sound document is the same object", () => {
  const document = withOperation(get(array(object({ id: text })), { parameters: [query("limit")] }));
  expect(mendDocument(document)).toMatchObject({ diagnostics: [], references: [] });
  expect(mendDocument(document).document).toBe(document);
});

describe("what stands where it cannot is told with its place and not read", () => {
  test.each<[string, JsonObject, string]>([
    ["responses as a list", withOperation({ responses: [] }), "/paths/~1a/get/responses"],
    ["a response as text", withOperation({ responses: { "200": "ok" } }), "/paths/~1a/get/responses/200"],
    ["an operation as text", documentOf({ "/a": { get: "list" } }), "/paths/~1a/get"],
    ["a path item as a list", documentOf({ "/a": [] }), "/paths/~1a"],
    ["properties as a list", withSchema({ properties: [] }), "/components/schemas/A/properties"],
    ["a property as text", withSchema(object({ id: "string" })), "/components/schemas/A/properties/id"],
    ["required as a flag", withSchema({ required: {} }), "/components/schemas/A/required"],
    ["enum as an object", withSchema({ enum: {} }), "/components/schemas/A/enum"],
    ["allOf as an object", withSchema({ allOf: {} }), "/components/schemas/A/allOf"],
    ["a description as an object", withSchema({ description: {} }), "/components/schemas/A/description"],
    ["components as a list", documentOf({}, { components: [] }), "/components"],
  ])("%s", (_, document, pointer) => {
    expect(told(document)).toEqual([`wrong-nesting ${pointer}`]);
    const places = pointer
      .split("/")
      .slice(1)
      .map((name) => name.replace("~1", "/"));
    expect(mendDocument(document).document).not.toHaveProperty(places);
  });
});

test.each<[string, JsonObject]>([
  ["parameters as an object", { ...get(text), parameters: { name: "cursor", in: "query" } }],
  ["a parameter without a place", { ...get(text), parameters: [{ name: "cursor" }] }],
  ["a parameter as text", { ...get(text), parameters: ["cursor"] }],
])("%s takes the operation with it: without a parameter it would mean something else", (_, operation) => {
  const { document, diagnostics } = mendDocument(withOperation(operation));
  expect(diagnostics.at(-1)).toMatchObject({ code: "left-out", pointer: "/paths/~1a/get" });
  expect(document["paths"]).toEqual({ "/a": {} });
});

test("members that YAML leaves empty say nothing", () => {
  expect(told(withOperation({ ...get(text), parameters: null, tags: null, description: null }))).toEqual([]);
});

test("numbers and flags are taken for text", () => {
  const { document, diagnostics } = mendDocument(withSchema({ type: "string", description: 2026, title: true }));
  expect(diagnostics).toEqual([]);
  expect(document["components"]).toEqual({ schemas: { A: { type: "string", description: "2026", title: "true" } } });
});

test("a property that is called like a keyword is a property, and data are not looked at", () => {
  const schema = {
    ...object({ parameters: text, $ref: text, "x-note": text }),
    example: { properties: [] },
    default: [],
  };
  expect(told(withSchema(schema))).toEqual([]);
});

test("what OpenAPI 3.2 adds is told as lost", () => {
  const media = { itemSchema: text, schema: text };
  const document = documentOf({
    "/a": {
      query: get(text),
      additionalOperations: { COPY: get(text) },
      get: { responses: { "200": { description: "ok", content: { "application/jsonl": media } } } },
    },
  });
  expect(told(document)).toEqual([
    "newer-version /paths/~1a/query",
    "newer-version /paths/~1a/additionalOperations",
    "newer-version /paths/~1a/get/responses/200/content/application~1jsonl/itemSchema",
  ]);
});

test("names like __proto__ are names like any other", () => {
  const written =
    '{"openapi":"3.1.0","paths":{},"components":{"schemas":{"__proto__":{"properties":{"__proto__":"x","constructor":{}}}}}}';
  const { document } = mendDocument(JSON.parse(written));
  expect(JSON.stringify(document)).toBe(written.replace('"__proto__":"x",', ""));
});

test("a mended document is sound, whatever was put into it", () => {
  const places = ["paths", "components", "servers", "definitions", "parameters", "responses"];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...places), fc.jsonValue()), (parts) => {
      const { document } = mendDocument({ openapi: "3.1.0", ...(parts as JsonObject) });
      expect(mendDocument(document).diagnostics).toEqual([]);
    }),
  );
});
