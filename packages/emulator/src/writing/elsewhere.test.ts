import type { JsonObject } from "@waybill/sync/connector";
import { expect, test } from "vitest";
import { operationOf } from "../document/operation.ts";
import { schemaReader } from "../document/schema.ts";
import { createEmulator } from "../emulator.ts";
import { harbor, harborDocument, stillClock } from "../harbor.test.fixture.ts";
import { elsewhere } from "./elsewhere.ts";

const shows = (schema: JsonObject): JsonObject => ({ content: { "application/json": { schema } } });
const task = { $ref: "#/components/schemas/Task" };
const paths = harborDocument["paths"] as JsonObject;

/** Contacts are deleted by a task, which is shown at a path of its own. */
const document: JsonObject = {
  ...harborDocument,
  paths: {
    ...paths,
    "/contacts/{contact_id}": {
      ...(paths["/contacts/{contact_id}"] as JsonObject),
      delete: { responses: { "303": shows(task), "404": {} } },
    },
    "/tasks/{task_id}": {
      parameters: [{ name: "task_id", in: "path", required: true, schema: { type: "integer" } }],
      get: { responses: { "200": shows(task) } },
    },
  },
  components: {
    schemas: {
      ...((harborDocument["components"] as JsonObject)["schemas"] as JsonObject),
      Task: { type: "object", required: ["state"], properties: { state: { const: "done" } } },
    },
  },
};

test("a delete that the document answers by a 303 leads to what shows its outcome, and counts as answered", async () => {
  const emulator = createEmulator({ document, connector: harbor(), clock: stillClock(), records: 20 });
  const { id } = emulator.records("contacts")[0] as { id: string };
  const request = new Request(`https://api.harbor.example/contacts/${id}`, { method: "DELETE", redirect: "manual" });
  const answer = await emulator.fetch(request);
  const location = answer.headers.get("location") ?? "";
  expect({ status: answer.status, location }).toEqual({
    status: 303,
    location: expect.stringMatching(/^\/tasks\/\d+$/),
  });
  expect(await answer.json()).toEqual({ state: "done" });
  const shown = await emulator.fetch(new Request(new URL(location, request.url)));
  expect({ status: shown.status, body: await shown.json() }).toEqual({ status: 200, body: { state: "done" } });
  expect(emulator.stats().effects).toMatchObject([{ action: "delete", key: [id] }]);
  expect(emulator.stats().calls[0]).toMatchObject({ status: 303, delivered: true });
});

test.each([
  ["below the path that the vendor's server has", "DELETE /contacts/{contact_id}", { location: "/v2/tasks/9" }],
  ["nowhere for another status", "GET /tasks/{task_id}", {}],
])("a 303 leads %s", (_, named, want) => {
  const reader = schemaReader(document);
  const [method = "", path = ""] = named.split(" ");
  const pathname = `/v2${path.replace(/\{.*\}/, "a")}`;
  const operation = operationOf(document, reader, method, path);
  expect(elsewhere(operation, { document, reader, pathname, valueOf: () => 9 })).toEqual(want);
});
