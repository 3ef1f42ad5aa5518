import { expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { listDocument, text } from "../../../test/list-document.ts";
import { inferIdempotencyHeader } from "./idempotency.ts";
import { readModel } from "../document/operation.ts";

const told = (document: JsonObject) => inferIdempotencyHeader(readModel(document));
const withHeader = (name: string) =>
  listDocument({
    paths: { "/orders": { post: { parameters: [{ name, in: "header", schema: text }], responses: {} } } },
  });

test.each([
  ["Idempotency-Key", "Idempotency-Key"],
  ["PayPal-Request-Id", "PayPal-Request-Id"],
  ["X-Request-Id", undefined],
  ["X-Trace", undefined],
])("of a write that takes the header %s, the key travels in %s", (given, want) => {
  expect(told(withHeader(given)).value).toBe(want);
});

test.each([
  ["Send an `Idempotency-Key` header with every POST.", "Idempotency-Key"],
  ["Repeat safely: put a UUID into the header `harbor-idempotency-key`.", "harbor-idempotency-key"],
  ["All requests are idempotent.", undefined],
])("of the text %j, the header is %s, and less sure than a declared one", (description, want) => {
  const document = { ...listDocument(), info: { title: "Harbor", version: "1", description } };
  const { value, confidence } = told(document);
  expect(value).toBe(want);
  expect(confidence).toBeLessThan(told(withHeader("Idempotency-Key")).confidence);
});
