import { expect, test } from "vitest";
import type { Json, JsonObject } from "@waybill/sync/connector";
import { streamsOf } from "../../test/infer-stream.ts";
import { array, documentOf, get, object, text } from "../../test/list-document.ts";

const record = (fields: readonly string[]): JsonObject =>
  object(Object.fromEntries(fields.map((field) => [field, text])));
const list = (...fields: readonly string[]): JsonObject => ({ get: get(array(record(fields))) });
const one = (schema: Json): JsonObject => ({ get: get(schema) });

const tasks = "/projects/{project_id}/tasks";
const projects = { "/projects": list("id", "name"), [tasks]: list("id", "title") };

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
