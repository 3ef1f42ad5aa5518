import { expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { array, documentOf, get, integer, object, plainRecord, query, text } from "../../../test/list-document.ts";
import { streamsOf } from "../../../test/infer-stream.ts";

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

const page = object({ data: array(object({ id: text, name: text })), page: text });

/** What reads one record, where this stands at its path. */
function getOf(path: string, item: JsonObject): unknown {
  const document = documentOf({ "/buckets": { get: get(page) }, [path]: { get: item } });
  return streamsOf(document)["GET /buckets"]?.operations?.get;
}

test.each<readonly [string, string, JsonObject, boolean]>([
  ["one bucket", "/buckets/{id}", get(plainRecord), true],
  ["one in an array of one", "/buckets/{bucket_id}", get(page), true],
  ["an array", "/buckets/{bucket_id}", get(array(plainRecord)), false],
  ["a page", "/buckets/{bucket_id}", get(page, { parameters: [query("page", integer)] }), false],
  ["those of a region", "/buckets/{region}", get(page), false],
])("%s, at %s, is a read of one record or is none", (_, path, item, want) => {
  expect(getOf(path, item)).toBe(want ? `GET ${path}` : undefined);
});

const shift = object({ id: text, title: text, starts: text });
const ownShift = object({ id: text, title: text, starts: text, team_id: text });
const teams = { "/teams": { get: get(array(plainRecord)) }, "/teams/{team}/shifts": { get: get(array(shift)) } };
const writesOf = (record: JsonObject): JsonObject => ({ get: get(record), patch: { ...body, ...done }, delete: done });
const alone = { "/shifts/{shift}": writesOf(ownShift) };
const read = { get: "GET /shifts/{shift}" };

test.each<readonly [string, JsonObject, object | undefined]>([
  [
    "answers with such a record, which names its team",
    alone,
    { ...read, update: "PATCH /shifts/{shift}", delete: "DELETE /shifts/{shift}" },
  ],
  ["answers with one that may be of many teams", { "/shifts/{shift}": writesOf(shift) }, read],
  ["answers with something else", { "/shifts/{shift}": { get: get(object({ id: text, hours: text })) } }, undefined],
  ["asks for another of its fields", { "/shifts/{title}": writesOf(ownShift) }, undefined],
  ["is that of another list too", { ...alone, "/users/{user}/shifts": { get: get(array(shift)) } }, read],
  ["is that of a list that posts", { ...alone, "/search/shifts": { post: get(array(shift)) } }, read],
  [
    "stands beside one of its own",
    { ...alone, "/teams/{team}/shifts/{shift}": { delete: done } },
    { delete: "DELETE /teams/{team}/shifts/{shift}" },
  ],
])("the path of the noun alone may read or write records of a list below a parent, where it %s", (_, paths, want) => {
  expect(streamsOf(documentOf({ ...teams, ...paths }))["GET /teams/{team}/shifts"]?.operations).toEqual(want);
});

test.each([
  "Add a note to the member",
  "Adds labels to a member",
  "Add address of a member",
  "Add member address",
  "Add a new note, which a member sees",
])("%j creates no member", (summary) => {
  const document = documentOf({
    "/teams/{team}/members": { get: get(array(object({ name: text }))) },
    "/teams/{team}/members/{name}": { put: { summary, ...body, ...done } },
  });
  expect(streamsOf(document)["GET /teams/{team}/members"]?.operations?.create).toBeUndefined();
});

test.each<readonly [string, string, unknown]>([
  ["below a parent", "/teams/{team}/members", "PUT /teams/{team}/members/{name}"],
  ["of nobody's", "/members", undefined],
])("what is added %s is created by that", (_, path, want) => {
  const document = documentOf({
    [path]: { get: get(array(object({ name: text }))) },
    [`${path}/{name}`]: { put: { summary: "Add a member", ...done } },
  });
  expect(streamsOf(document)[`GET ${path}`]?.operations?.create).toBe(want);
});

test("where the answer holds groups of what the path names, its operations are on those", () => {
  const category = object({ id: text, name: text, budget: integer });
  const groups = array(object({ id: text, name: text, categories: array(category) }));
  const document = documentOf({
    "/categories": { get: get(object({ category_groups: groups })), post: { ...body, ...done } },
  });
  expect(streamsOf(document)["GET /categories"]?.operations).toBeUndefined();
});
