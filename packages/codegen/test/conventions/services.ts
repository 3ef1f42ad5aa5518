import { array, documentOf, get, integer, object, text } from "../list-document.ts";
import { body, operation, type Convention } from "./convention.ts";
import type { JsonObject } from "@waybill/sync/connector";

const refusal = (schema: JsonObject): JsonObject => ({
  responses: { "400": { content: { "application/json": { schema } } } },
});
const note = object({ id: text, _rev: text });

/** What concerns a whole API, and how it is written to. */
export const serviceConventions: readonly Convention[] = [
  {
    name: "OAuth errors",
    document: documentOf({ "/token": { post: refusal(object({ error: text, error_description: text })) } }),
    want: {},
  },
  {
    name: "Google errors",
    document: documentOf({
      "/a": { get: refusal(object({ error: object({ code: integer, message: text, status: text }) })) },
    }),
    want: {},
  },
  {
    name: "OData errors",
    document: documentOf({
      "/a": { get: refusal(object({ error: object({ code: text, message: text, target: text }) })) },
    }),
    want: {},
  },
  {
    name: "callbacks",
    document: documentOf({ "/orders": { post: { callbacks: { orderPaid: {} }, responses: {} } } }),
    want: {},
  },
  { name: "x-webhooks of Redoc", document: documentOf({}, { "x-webhooks": { orderPaid: {} } }), want: {} },
  {
    name: "an idempotency key that is only spoken of",
    document: documentOf(
      {},
      { info: { title: "Harbor", version: "1", description: "Send an `Idempotency-Key` header with every POST." } },
    ),
    want: {},
  },
  {
    name: "If-Match with an etag in the record (AIP-154)",
    document: documentOf({
      "/books": { get: get(array(object({ id: text, etag: text }))) },
      "/books/{id}": {
        patch: { parameters: [{ name: "If-Match", in: "header", schema: text }], responses: {} },
      },
    }),
    want: { "GET /books": { concurrency: { param: "header:If-Match", version: "/etag" } } },
  },
  {
    name: "a revision in the body, as CouchDB asks for it",
    document: documentOf({
      "/notes": { get: operation(array(note)) },
      "/notes/{id}": { put: { requestBody: body({ ...note, required: ["_rev"] }), responses: {} } },
    }),
    want: { "GET /notes": { concurrency: { param: "/_rev", version: "/_rev" } } },
  },
  {
    name: "a custom method that creates many (AIP-233)",
    document: documentOf({
      "/books": { get: operation(array(object({ id: text }))) },
      "/books:batchCreate": {
        post: { requestBody: body(object({ requests: array(object({ id: text })) })), responses: {} },
      },
    }),
    want: { "GET /books": { operations: { bulk: "POST /books:batchCreate" } } },
  },
];
