import { expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { streamsOf } from "../../../test/infer-stream.ts";
import { array, documentOf, flag, get, object, plainRecord, text } from "../../../test/list-document.ts";

const writes = (schema: JsonObject, more: JsonObject = {}): JsonObject => ({
  requestBody: { content: { "application/json": { schema } } },
  responses: {},
  ...more,
});
const many = writes(object({ contacts: array(plainRecord) }));
const one = writes(plainRecord);

function operationsOf(paths: JsonObject): object | undefined {
  const { "/contacts": own = {}, ...rest } = paths;
  const document = documentOf({ "/contacts": { get: get(array(plainRecord)), ...Object(own) }, ...rest });
  return streamsOf(document)["GET /contacts"]?.operations;
}

test.each<readonly [string, JsonObject, object]>([
  ["below the collection", { "/contacts/bulk": { post: many } }, { bulk: "POST /contacts/bulk" }],
  [
    "below it, with what is done",
    { "/contacts/batch/create": { post: many } },
    { bulk: "POST /contacts/batch/create" },
  ],
  ["a custom method", { "/contacts:batchCreate": { post: many } }, { bulk: "POST /contacts:batchCreate" }],
  ["below it, as one word", { "/contacts/create_many": { post: many } }, { bulk: "POST /contacts/create_many" }],
  [
    "what says that it takes several",
    { "/contacts": { patch: { ...many, summary: "Update multiple contacts" } } },
    { bulk: "PATCH /contacts" },
  ],
  ["an upsert of its own", { "/contacts/upsert": { post: one } }, { upsert: "POST /contacts/upsert" }],
  [
    "a write whose words say that it does both",
    { "/contacts/{id}": { put: { ...one, summary: "Create or update a contact" } } },
    { upsert: "PUT /contacts/{id}" },
  ],
])("a write of many, or one that creates or updates, is found: %s", (_, paths, want) => {
  expect(operationsOf(paths)).toMatchObject(want);
});

test.each<readonly [string, JsonObject]>([
  ["reads of many by their ids", { "/contacts/batch/read": { post: many } }],
  ["deletions of many", { "/contacts/batch/archive": { post: many } }],
  [
    "what its words call a reference to it",
    { "/contacts": { post: { ...one, summary: "Create a contact (to bulk create contacts use /imports)" } } },
  ],
  [
    "what changes settings",
    { "/contacts": { patch: { ...writes(object({ autosave: flag })), summary: "Bulk-edit settings of contacts" } } },
  ],
  [
    "what changes parts of one",
    {
      "/contacts": {
        put: { ...writes(object({ contact: text, tags: array(text) })), summary: "Update many tags of one contact" },
      },
    },
  ],
  ["what creates one or more", { "/contacts": { post: { ...many, summary: "Create one or more contacts" } } }],
  ["plain values sent to the collection", { "/contacts": { post: writes(array(text)) } }],
  ["one of many to another path", { "/contacts/{id}": { patch: { ...many, summary: "Update multiple fields" } } }],
  ["a replacement of the whole collection", { "/contacts": { put: writes(array(plainRecord)) } }],
])("%s are no writes of many", (_, paths) => {
  expect(operationsOf(paths) ?? {}).not.toHaveProperty("bulk");
});

test("a job that creates many is one record of the list of jobs", () => {
  const document = documentOf({
    "/contact-create-jobs": { get: get(array(plainRecord)), post: { ...one, summary: "Bulk create contacts" } },
  });
  expect(streamsOf(document)["GET /contact-create-jobs"]?.operations).toEqual({ create: "POST /contact-create-jobs" });
});
