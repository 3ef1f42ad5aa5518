import { expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { upgradeThree } from "./upgrade-three.ts";

const text = { type: "string" };
const answering = (media: JsonObject): JsonObject => ({
  openapi: "3.0.3",
  paths: { "/contacts": { get: { responses: { default: { content: { "application/json": media } } } } } },
});
const upgraded = (schema: JsonObject): unknown => {
  const { components } = upgradeThree({ openapi: "3.0.3", components: { schemas: { Contact: schema } } });
  return Reflect.get(Object(Reflect.get(Object(components), "schemas")), "Contact");
};

test.each<[string, JsonObject, JsonObject]>([
  ["a type that may be null", { ...text, nullable: true }, { type: ["string", "null"] }],
  [
    "several types that may be null",
    { type: ["string", "integer"], nullable: true },
    { type: ["string", "integer", "null"] },
  ],
  ["a reference that may be null", { $ref: "#/a", nullable: true }, { anyOf: [{ $ref: "#/a" }, { type: "null" }] }],
  [
    "one part that may be null",
    { allOf: [{ $ref: "#/a" }], nullable: true },
    { anyOf: [{ $ref: "#/a" }, { type: "null" }] },
  ],
  [
    "joined parts that may be null",
    { allOf: [{ $ref: "#/a" }, text], nullable: true },
    { anyOf: [{ allOf: [{ $ref: "#/a" }, text] }, { type: "null" }] },
  ],
  [
    "a part that may be null, beside what is said of it and of its values",
    { title: "T", ...text, allOf: [{ $ref: "#/a" }], nullable: true },
    { title: "T", anyOf: [{ ...text, allOf: [{ $ref: "#/a" }] }, { type: "null" }] },
  ],
  [
    "a part that may be null, beside a choice",
    { allOf: [{ $ref: "#/a" }], anyOf: [text], nullable: true },
    { anyOf: [{ allOf: [{ $ref: "#/a" }], anyOf: [text] }, { type: "null" }] },
  ],
  [
    "a reference that may be null, and what counts for nothing beside it",
    { description: "d", type: "object", $ref: "#/a", allOf: [text], nullable: true },
    { description: "d", anyOf: [{ $ref: "#/a" }, { type: "null" }] },
  ],
  [
    "a choice that may be null",
    { oneOf: [{ $ref: "#/a" }], nullable: true },
    { oneOf: [{ $ref: "#/a" }, { type: "null" }] },
  ],
  ["a choice of nothing", { oneOf: [], nullable: true }, { oneOf: [], nullable: true }],
  ["nullable without a type", { nullable: true }, { nullable: true }],
  ["a bound that is excluded", { minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
  ["a bound that is included", { maximum: 9, exclusiveMaximum: false }, { maximum: 9 }],
  ["an exclusion of nothing", { exclusiveMinimum: true }, {}],
  ["an example", { ...text, example: "a" }, { ...text, examples: ["a"] }],
  ["bytes as text", { ...text, format: "byte" }, { ...text, contentEncoding: "base64" }],
  ["bytes as they are", { ...text, format: "binary" }, { contentMediaType: "application/octet-stream" }],
  [
    "schemas inside",
    { properties: { example: { ...text, nullable: true } } },
    { properties: { example: { type: ["string", "null"] } } },
  ],
  ["data", { default: { nullable: true, type: "a" } }, { default: { nullable: true, type: "a" } }],
])("%s is written as 3.1 has it", (_, given, want) => {
  expect(upgraded(given)).toEqual(want);
});

test("an answer that is bytes has no type, and no other kind of content than its own", () => {
  const document = upgradeThree(answering({ schema: { ...text, format: "binary" } }));
  expect(document).toEqual({ ...answering({ schema: {} }), openapi: "3.1.1" });
});

test("an example beside a schema becomes one of several", () => {
  const document = upgradeThree(answering({ schema: text, example: { example: 1 } }));
  expect(document).toEqual({
    ...answering({ schema: text, examples: { default: { value: { example: 1 } } } }),
    openapi: "3.1.1",
  });
});

test("webhooks get their name, and their schemas are upgraded", () => {
  const item = (schema: JsonObject): JsonObject => ({
    post: { requestBody: { content: { "text/plain": { schema } } } },
  });
  const document = upgradeThree({ openapi: "3.0.0", "x-webhooks": { created: item({ ...text, nullable: true }) } });
  expect(document).toEqual({ openapi: "3.1.1", webhooks: { created: item({ type: ["string", "null"] }) } });
});

test("what is the same in both versions is shared, and the given document stays as it is", () => {
  const paths = { "/contacts": { parameters: [{ name: "cursor", in: "query", schema: text }] } };
  const given = { openapi: "3.0.0", paths, components: { schemas: { Contact: { ...text, nullable: true } } } };
  const before = JSON.stringify(given);
  expect(upgradeThree(given)["paths"]).toBe(paths);
  expect(JSON.stringify(given)).toBe(before);
});
