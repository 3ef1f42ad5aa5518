import { expect, test } from "vitest";
import type { Json, JsonObject } from "@waybill/sync/connector";
import { array, documentOf, integer, object, text } from "../../../test/list-document.ts";
import { inferErrorShape } from "./error-shape.ts";
import { readModel } from "../document/operation.ts";

const refusing = (schema: Json, type = "application/json"): JsonObject => ({
  responses: { "400": { content: { [type]: { schema } } } },
});
const told = (...operations: readonly JsonObject[]) =>
  inferErrorShape(readModel(documentOf(Object.fromEntries(operations.map((get, index) => [`/${index}`, { get }])))));

test.each<readonly [string, JsonObject, object]>([
  [
    "problem details (RFC 9457)",
    refusing(object({ type: text, title: text, status: integer, detail: text }), "application/problem+json"),
    { message: "/detail", code: "/type", standard: expect.stringContaining("RFC 9457") },
  ],
  [
    "errors of JSON:API",
    refusing(object({ errors: array(object({ code: text, title: text, detail: text })) }), "application/vnd.api+json"),
    {
      message: "/errors/0/detail",
      code: "/errors/0/code",
      details: "/errors",
      standard: expect.stringContaining("JSON:API"),
    },
  ],
  [
    "an OAuth error (RFC 6749)",
    refusing(object({ error: text, error_description: text })),
    { message: "/error_description", code: "/error", standard: expect.stringContaining("RFC 6749") },
  ],
  [
    "a Google status (AIP-193)",
    refusing(object({ error: object({ code: integer, message: text, status: text }) })),
    { message: "/error/message", code: "/error/code", standard: expect.stringContaining("AIP-193") },
  ],
  [
    "a form of the vendor's own",
    refusing(object({ error: object({ code: text, message: text, param: text }) })),
    { message: "/error/message", code: "/error/code", standard: undefined },
  ],
])("where %s says why is told", (_, operation, want) => {
  expect(told(operation).value).toMatchObject(want);
});

test("of several forms the one of most refusals counts", () => {
  const rare = refusing(object({ reason: text }));
  const usual = { $ref: "#/x" };
  const document = { "/0": { get: refusing(usual) }, "/1": { get: refusing(usual) }, "/2": { get: rare } };
  const model = readModel(documentOf(document, { x: object({ message: text }) }));
  expect(inferErrorShape(model).value?.message).toBe("/message");
});

test("a document that declares no refusal has no form, and one without words is unsure", () => {
  expect(told({ responses: {} }).value).toBeUndefined();
  expect(told(refusing(object({ ok: text }))).confidence).toBeLessThan(0.8);
});
