import { expect, test } from "vitest";
import type { Json, JsonObject } from "@waybill/sync/connector";
import { streamsOf } from "../../../test/infer-stream.ts";
import { array, documentOf, get, object, query, text } from "../../../test/list-document.ts";

const record = (fields: readonly string[]): JsonObject =>
  object(Object.fromEntries(fields.map((field) => [field, text])));
const list = (...fields: readonly string[]): JsonObject => ({ get: get(array(record(fields))) });
const one = (schema: Json, more: JsonObject = {}): JsonObject => ({ get: get(schema, more) });
const asked = (parameter: JsonObject): JsonObject => ({ parameters: [{ ...parameter, required: true }] });

const tasks = "/projects/{project_id}/tasks";
const projects = { "/projects": list("id", "name"), [tasks]: list("id", "title") };

const task = record(["id", "title", "project_id"]);

/** How far the keys of the tasks reach. */
const reachOf = (paths: JsonObject): unknown => streamsOf(documentOf(paths))[`GET ${tasks}`]?.parent?.keys;

test.each<[string, JsonObject, string]>([
  ["says whose it is", { "/tasks/{task_id}": one(record(["id", "title", "project_id"])) }, "own"],
  ["holds its parent", { "/tasks/{task_id}": one(object({ id: text, title: text, project: record(["id"]) })) }, "own"],
  ["says so in an envelope", { "/tasks/{id}": one(object({ data: record(["id", "title", "project"]) })) }, "own"],
  ["says nothing of it", { "/tasks/{task_id}": one(record(["id", "title"])) }, "below-parent"],
  [
    "may have many parents",
    { "/tasks/{task_id}": one(object({ id: text, title: text, project: array(text) })) },
    "below-parent",
  ],
  ["is something else", { "/tasks/{task_id}": one(record(["id", "state", "project_id"])) }, "below-parent"],
  [
    "holds something else of a parent",
    { "/tasks/{task_id}": one(object({ id: text, state: text, of: record(["id", "title", "project_id"]) })) },
    "below-parent",
  ],
  ["needs the parent too", { [`${tasks}/{task_id}`]: one(record(["id", "title", "project_id"])) }, "below-parent"],
])("what is read by the key alone %s", (_, item, want) => {
  expect(reachOf({ ...projects, ...item })).toBe(want);
});

test.each<[string, JsonObject, string]>([
  ["a parameter of the query", { "/tasks/{task_id}": one(task, asked(query("project_id"))) }, "below-parent"],
  ["a header", { "/tasks/{task_id}": one(task, asked({ ...query("X-Project-Id"), in: "header" })) }, "below-parent"],
  ["what may be left out", { "/tasks/{task_id}": one(task, { parameters: [query("project_id")] }) }, "own"],
  [
    "what the list takes too",
    {
      [tasks]: { get: get(array(record(["id", "title"])), asked({ ...query("X-Shop"), in: "header" })) },
      "/tasks/{task_id}": one(task, asked({ ...query("X-Shop"), in: "header" })),
    },
    "own",
  ],
  ["the bare name of the record", { "/tasks/{task}": one(task) }, "own"],
  ["the name of something else", { "/tasks/{reference}": one(task) }, "below-parent"],
  [
    "another field that is called as the parameter",
    { "/tasks/{global_id}": one(record(["id", "title", "project_id", "global_id"])) },
    "below-parent",
  ],
])("what is read by the key and %s reaches as far as that", (_, item, want) => {
  expect(reachOf({ ...projects, ...item })).toBe(want);
});

test.each<[string, readonly string[], JsonObject]>([
  ["a number", ["number", "title", "project_id"], { [`${tasks}/{number}`]: {} }],
  ["several fields", ["from", "to", "project_id"], { [`${tasks}/{from}/{to}`]: {} }],
  ["nothing", ["amount", "note", "project_id"], {}],
])("tasks that are told apart by %s stay below their parent where one is read by something else", (_, names, items) => {
  const below = Object.fromEntries(Object.keys(items).map((path) => [path, one(record(names))]));
  const paths = { "/projects": list("id", "name"), [tasks]: list(...names), "/tasks/{task_id}": one(record(names)) };
  expect(reachOf({ ...paths, ...below })).toBe("below-parent");
});

test.each<[string, string]>([
  ["slug", "slug"],
  ["key", "key"],
  ["id", "id"],
])("a field %s that a record has of its own does not name the parent that {%s} is of", (field, parameter) => {
  const path = `/projects/{${parameter}}/tasks`;
  const streams = streamsOf(
    documentOf({
      "/projects": list("uid", "name"),
      [path]: list("id", field, "title"),
      "/tasks/{task_id}": one(record(["id", field, "title"])),
    }),
  );
  expect(streams[`GET ${path}`]?.parent).toMatchObject({ stream: "projects", keys: "below-parent" });
});

test.each<[string, JsonObject, string]>([
  ["may say nothing of its project", task, "below-parent"],
  ["always says whose it is", { ...task, required: ["project_id"] }, "own"],
])("a task that people list too and that %s", (_, listed, want) => {
  const paths = {
    ...projects,
    [tasks]: { get: get(array(listed)) },
    "/people": list("id", "name"),
    "/people/{person_id}/tasks": list("id", "title"),
    "/tasks/{task_id}": one(task),
  };
  expect(reachOf(paths)).toBe(want);
});

test("keys below the parent stay so where the children of the children are told by them", () => {
  const notes = `${tasks}/{task_id}/notes`;
  const streams = streamsOf(
    documentOf({
      ...projects,
      "/tasks/{task_id}": one(record(["id", "title", "project_id"])),
      [notes]: list("id", "text"),
    }),
  );
  expect(streams[`GET ${notes}`]?.parent?.inherits).toEqual(["project_id"]);
  expect(streams[`GET ${tasks}`]?.parent?.keys).toBe("below-parent");
});
