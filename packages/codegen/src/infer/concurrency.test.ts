import { expect, test } from "vitest";
import type { Json, JsonObject } from "@waybill/sync/connector";
import { streamsOf } from "../../test/infer-stream.ts";
import { array, documentOf, get, integer, object, text } from "../../test/list-document.ts";

const ifMatch = { name: "If-Match", in: "header", schema: text };

interface Sketch {
  readonly record?: JsonObject;
  readonly update: JsonObject;
  readonly headers?: JsonObject;
}

function controlOf({ record = object({ id: text }), update, headers = {} }: Sketch): object | undefined {
  const read = { responses: { "200": { headers, content: { "application/json": { schema: record } } } } };
  const document = documentOf({
    "/notes": { get: get(array(record)) },
    "/notes/{id}": { get: read, patch: { responses: {}, ...update } },
  });
  return streamsOf(document)["GET /notes"]?.concurrency;
}

const bodyOf = (schema: Json): JsonObject => ({ requestBody: { content: { "application/json": { schema } } } });
const version = { ...integer, description: "The current version. Used for optimistic concurrency." };

test.each<readonly [string, Sketch, object | undefined]>([
  [
    "a tag in a header",
    { update: { parameters: [ifMatch] }, headers: { ETag: {} } },
    { param: "header:If-Match", version: "header:ETag" },
  ],
  [
    "a tag that nobody declares",
    { update: { parameters: [ifMatch] } },
    { param: "header:If-Match", version: "header:ETag" },
  ],
  [
    "a tag in the record",
    { record: object({ id: text, "@odata.etag": text }), update: { parameters: [ifMatch] } },
    { param: "header:If-Match", version: "/@odata.etag" },
  ],
  [
    "a version in the body",
    { record: object({ id: text, version: integer }), update: bodyOf(object({ version })) },
    { param: "/version", version: "/version" },
  ],
  [
    "a revision that the body requires",
    { record: object({ id: text, _rev: text }), update: bodyOf({ ...object({ _rev: text }), required: ["_rev"] }) },
    { param: "/_rev", version: "/_rev" },
  ],
  [
    "the version of the record in the body",
    {
      record: object({ id: text, title: text, version: integer }),
      update: bodyOf(object({ reason: text, invoice: object({ title: text, version }) })),
    },
    { param: "/invoice/version", version: "/version" },
  ],
  [
    "nothing, of what else the body holds and has a version",
    {
      record: object({ id: text, title: text, state: text, version: integer }),
      update: bodyOf(object({ title: text, client: object({ version }) })),
    },
    undefined,
  ],
  [
    "nothing, of a version that is only data",
    { record: object({ id: text, version: text }), update: bodyOf(object({ version: text })) },
    undefined,
  ],
  ["nothing, of a write that takes no version", { record: object({ id: text, etag: text }), update: {} }, undefined],
])("what keeps writes apart is %s", (_, sketch, want) => {
  expect(controlOf(sketch)).toEqual(want);
});
