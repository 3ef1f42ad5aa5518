import { expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { array, documentOf, get, object, plainRecord, query, text } from "../../test/list-document.ts";
import { streamsOf } from "../../test/infer-stream.ts";

const body = { requestBody: { content: { "application/json": { schema: object({ name: text }) } } } };
const done = { responses: { "204": { description: "done" } } };

/** What changes a record, where this stands at its path. */
function updateOf(item: JsonObject): unknown {
  const document = documentOf({ "/contacts": { get: get(array(plainRecord)) }, "/contacts/{id}": item });
  return streamsOf(document)["GET /contacts"]?.operations?.update;
}

test.each<readonly [string, JsonObject, string | undefined]>([
  ["what takes a body", { patch: { ...body, ...done } }, "PATCH /contacts/{id}"],
  ["what takes its values in the query", { post: { parameters: [query("name")], ...done } }, "POST /contacts/{id}"],
  [
    "what says that it updates, and forgot its body",
    { put: { summary: "Update a contact", ...done } },
    "PUT /contacts/{id}",
  ],
  ["what is named so", { post: { operationId: "updateContact", ...done } }, "POST /contacts/{id}"],
  ["a PATCH, which does nothing else", { patch: done }, "PATCH /contacts/{id}"],
  ["an addition to a group", { put: { summary: "Add a contact to a group", ...done } }, undefined],
  ["what runs something", { post: { summary: "Run a job", ...done } }, undefined],
  ["what moves something", { put: { summary: "Moves a letter to a contact", ...body, ...done } }, undefined],
  ["what is named after something else", { post: { operationId: "merge/sendContact", ...body, ...done } }, undefined],
  [
    "what adds, and says that it updates too",
    { put: { summary: "Add or update a contact", ...body, ...done } },
    "PUT /contacts/{id}",
  ],
  [
    "what takes text and no JSON",
    { put: { requestBody: { content: { "text/vcard": { schema: text } } }, ...done } },
    "PUT /contacts/{id}",
  ],
  ["what overwrites", { put: { summary: "Add or overwrite a contact", ...body, ...done } }, "PUT /contacts/{id}"],
  ["what renames", { patch: { summary: "Move or rename a contact", ...body, ...done } }, "PATCH /contacts/{id}"],
  [
    "what does something else, which changes a state",
    { post: { summary: "Cancel a contact", description: "The state changes to cancelled.", ...body, ...done } },
    undefined,
  ],
  ["a body beside what takes none", { put: done, post: { ...body, ...done } }, "POST /contacts/{id}"],
])("%s is an update of a record or is none", (_, item, want) => {
  expect(updateOf(item)).toBe(want);
});

test.each<readonly [string, string, JsonObject]>([
  ["invites", "patch", { operationId: "invitesPatch", summary: "Patch an invite" }],
  ["invites", "put", { operationId: "invites_put" }],
  ["runs", "patch", { operationId: "runs.patch", summary: "Partial save of a run" }],
  ["copies", "patch", { operationId: "copyPatch" }],
  ["review_items", "put", { operationId: "reviewItemsPut" }],
])("%s are what %s changes, though a verb is written so", (noun, method, told) => {
  const document = documentOf({
    [`/${noun}`]: { get: get(array(plainRecord)) },
    [`/${noun}/{id}`]: { [method]: { ...told, ...body, ...done } },
  });
  const update = `${method.toUpperCase()} /${noun}/{id}`;
  expect(streamsOf(document)[`GET /${noun}`]?.operations?.update).toBe(update);
});
