import { expect, test } from "vitest";
import type { Json, JsonObject } from "@waybill/sync/connector";
import { inferConnector } from "../infer-connector.ts";
import { streamsOf } from "../../../test/infer-stream.ts";
import { array, documentOf, get, integer, object, text } from "../../../test/list-document.ts";

const ifMatch = { name: "If-Match", in: "header", schema: text };

interface Sketch {
  readonly record?: JsonObject;
  readonly update: JsonObject;
  readonly headers?: JsonObject;
}

function notesOf({ record = object({ id: text }), update, headers = {} }: Sketch): JsonObject {
  const read = { responses: { "200": { headers, content: { "application/json": { schema: record } } } } };
  return documentOf({
    "/notes": { get: get(array(record)) },
    "/notes/{id}": { get: read, patch: { responses: {}, ...update } },
  });
}

function controlOf(sketch: Sketch): object | undefined {
  return streamsOf(notesOf(sketch))["GET /notes"]?.concurrency;
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
      update: bodyOf(object({ reason: text, note: object({ title: text, version }) })),
    },
    { param: "/note/version", version: "/version" },
  ],
  [
    "the version of the record in what wraps it",
    {
      record: object({ id: text, title: text, version: integer }),
      update: bodyOf(object({ data: object({ title: text, version }) })),
    },
    { param: "/data/version", version: "/version" },
  ],
  [
    "nothing, of another record that the body holds",
    {
      record: object({ id: text, title: text, version: integer }),
      update: bodyOf(object({ copy_from: object({ title: text, version }), note: object({ title: text }) })),
    },
    undefined,
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

const questionOf = (sketch: Sketch): string | undefined =>
  inferConnector(notesOf(sketch)).report.couldNotTell.find(({ question }) => question === "concurrency")?.why;

const said = (description: string, type = "string"): JsonObject => ({ type, description });

test.each([
  "The current version shown in the store, such as 1.4.2.",
  "Latest version of the plugin that users are offered.",
  "Model version; omit to use the latest version",
  "Minimum firmware version; devices with a mismatch are told to update.",
])("a version that may be data is asked about: %s", (description) => {
  const record = object({ id: text, title: text, version: said(description) });
  const flat = { record, update: bodyOf(object({ version: said(description) })) };
  const nested = { record, update: bodyOf(object({ note: record })) };
  for (const sketch of [flat, nested]) expect(questionOf(sketch)).toContain("does not say that it compares it");
  const patch = { record, update: { ...flat.update, parameters: [ifMatch] } };
  expect(questionOf(patch)).toBeUndefined();
});

test("a version that is required without a word is asked about", () => {
  const body = { ...object({ version: text }), required: ["version"] };
  expect(questionOf({ record: object({ id: text, version: text }), update: bodyOf(body) })).toContain("/version");
});

test.each([
  said("Rejected with a conflict where it is not the version of the record."),
  said("For optimistic locking."),
  said("Incremented with every change."),
  said("Keeps concurrent edits apart."),
  said("The current version of the note.", "integer"),
])("a version that is compared is followed: $description", (compared) => {
  const record = object({ id: text, version: compared });
  const sketch = { record, update: bodyOf(object({ version: compared })) };
  expect(controlOf(sketch)).toEqual({ param: "/version", version: "/version" });
  expect(questionOf(sketch)).toBeUndefined();
});

test("a drawing whose revision conflicts with no other is data", () => {
  const revision = said("Revision of the drawing. Must not conflict with another drawing's.");
  expect(controlOf({ record: object({ id: text, revision }), update: bodyOf(object({ revision })) })).toBeUndefined();
});
