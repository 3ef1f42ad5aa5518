import { describe, expect, test } from "vitest";
import { array, documentOf, get, object, text } from "../../../test/list-document.ts";
import type { JsonObject } from "@waybill/sync/connector";
import { checkDocument, type CheckedDocument } from "./check-document.ts";
import { mendDocument } from "./mend-document.ts";

const missing = () => ({ $ref: "#/components/schemas/Missing" });
const check = (document: JsonObject): CheckedDocument => checkDocument(mendDocument(document));
const told = (document: JsonObject): readonly string[] =>
  check(document).diagnostics.map(({ code, pointer }) => `${code} ${pointer}`);

describe("a $ref that names nothing", () => {
  test.each([
    ["the answer", { get: get(missing()) }, "/get"],
    ["the records", { get: get(object({ data: array(missing()) })) }, "/get"],
    ["a parameter", { get: get(text, { parameters: [missing()] }) }, "/get"],
    ["a parameter of the path", { parameters: [missing()], get: get(text) }, "/get"],
    ["a path item", missing(), ""],
  ])("as %s leaves the operation out, and the others stay", (_, item, place) => {
    const { document, diagnostics } = check(documentOf({ "/a": item, "/b": { get: get(text) } }));
    expect(diagnostics.map(({ code }) => code)).toEqual(["broken-reference", "left-out"]);
    expect(diagnostics[1]?.pointer).toBe(`/paths/~1a${place}`);
    expect(document["paths"]).not.toHaveProperty(["/a", "get"]);
    expect(document["paths"]).toHaveProperty(["/b", "get"]);
  });

  test("as a field of a record is a diagnostic with its place: the list is a list all the same", () => {
    const record = object({ id: text, owner: missing() });
    const document = documentOf(
      { "/a": { get: get(array({ $ref: "#/components/schemas/A" })) } },
      {
        components: {
          schemas: { A: object({ id: text, tag: missing(), more: object({ owner: missing() }) }), B: record },
        },
      },
    );
    expect(told(document)).toEqual([
      "broken-reference /components/schemas/A/properties/tag",
      "broken-reference /components/schemas/A/properties/more/properties/owner",
      "broken-reference /components/schemas/B/properties/owner",
    ]);
    expect(check(document).document["paths"]).toHaveProperty(["/a", "get"]);
  });
});

test("$refs that lead only to each other name nothing", () => {
  const schemas = { A: { $ref: "#/components/schemas/B" }, B: { $ref: "#/components/schemas/A" } };
  expect(told(documentOf({}, { components: { schemas } }))).toEqual([
    "broken-reference /components/schemas/A",
    "broken-reference /components/schemas/B",
  ]);
});

test("a chain of fifty thousand $refs is followed once", () => {
  const schemas: Record<string, object> = { S50000: { type: "string" } };
  for (let link = 0; link < 50_000; link += 1) schemas[`S${link}`] = { $ref: `#/components/schemas/S${link + 1}` };
  expect(told({ openapi: "3.1.0", paths: {}, components: { schemas } } as never)).toEqual([]);
});

test("a schema that contains itself is no circle of references", () => {
  const schemas = { Tree: object({ children: array({ $ref: "#/components/schemas/Tree" }) }) };
  const paths = { "/a": { get: get({ $ref: "#/components/schemas/Tree" }) } };
  expect(told(documentOf(paths, { components: { schemas } }))).toEqual([]);
});

test("a $ref to true or false is a schema", () => {
  const schemas = { Any: true };
  const paths = { "/a": { get: get(object({ id: { $ref: "#/components/schemas/Any" } })) } };
  expect(told(documentOf(paths, { components: { schemas } }))).toEqual([]);
});

test("operations that share an operationId, or declare no responses, are told and taken", () => {
  const document = documentOf({
    "/a": { get: get(text, { operationId: "list" }) },
    "/b": { get: get(text, { operationId: "list" }), post: {} },
    c: { get: get(text) },
  });
  expect(told(document)).toEqual([
    "duplicate-operation-id /paths/~1b/get/operationId",
    "missing-responses /paths/~1b/post",
    "wrong-nesting /paths/c",
  ]);
});
