import * as fc from "fast-check";
import { expect, test } from "vitest";
import { streamsOf } from "../../../test/infer-stream.ts";
import { array, documentOf, get, integer, object, plainRecord, query, text } from "../../../test/list-document.ts";

const namesOf = (...paths: readonly string[]): Readonly<Record<string, string>> => {
  const document = documentOf(Object.fromEntries(paths.map((path) => [path, { get: get(array(plainRecord)) }])));
  return Object.fromEntries(Object.entries(streamsOf(document)).map(([key, { name }]) => [key.slice(4), name]));
};

test.each([
  ["/v2/contacts", "contacts"],
  ["/rest/api/3/dealFields", "deal_fields"],
  ["/repos/{owner}/{repo}/issues", "issues"],
  ["/contacts/search", "contacts"],
  ["/conversations.list", "conversations"],
  ["/Invoices", "invoices"],
  ["/search", "search"],
  ["/storage/batch_read", "batch_read"],
  ["/meter/bulk-read-sets", "bulk_read_sets"],
  ["/charges/batch-get", "charges"],
  ["/2026-01-31/Accounts.json", "accounts"],
  ["/crm/contacts/2026-09-beta", "contacts"],
])("%s is the stream %s", (path, name) => {
  expect(namesOf(path)).toEqual({ [path]: name });
});

test.each([
  ["/cash-drawers/shifts", "cash_drawer_shifts", "cash_drawer_shifts"],
  ["/shifts", "cash_drawer_shifts", "shifts"],
  ["/incremental/tickets/cursor", "tickets", "tickets_cursor"],
  ["/databases/{id}/query", "results", "database_query"],
  ["/contacts/search", "contacts", "contacts"],
])("%s that answers with %s is the stream %s", (path, member, name) => {
  const document = documentOf({
    [path]: { get: get(object({ [member]: array(plainRecord) }), { parameters: [query("page", integer)] }) },
  });
  expect(streamsOf(document)[`GET ${path}`]?.name).toBe(name);
});

test("of two with one noun, the shorter path has it and the other is told apart by what is above", () => {
  expect(namesOf("/projects/{id}/tasks", "/tasks", "/users/{id}/tasks")).toEqual({
    "/projects/{id}/tasks": "projects_tasks",
    "/tasks": "tasks",
    "/users/{id}/tasks": "users_tasks",
  });
});

test("where the paths do not tell two apart, the operationId does", () => {
  const list = get(array(plainRecord));
  const document = documentOf({
    "/vpcs/ips": { get: list },
    "/vpcs/{id}/ips": { get: { ...list, operationId: "getVpcIps" } },
    "/ips": { get: list },
  });
  expect(streamsOf(document)["GET /vpcs/{id}/ips"]?.name).toBe("get_vpc_ips");
});

test("no list takes the plain name of a collection that comes later, by its path or its operationId", () => {
  const list = get(array(plainRecord));
  const document = documentOf({
    "/search/users": { get: { ...list, operationId: "users" } },
    "/users": { get: list },
    "/users/{id}/tasks": { get: list },
    "/tasks": { get: list },
    "/users_tasks": { get: list },
  });
  const names = Object.entries(streamsOf(document)).map(([key, { name }]) => [key.slice(4), name]);
  expect(Object.fromEntries(names)).toEqual({
    "/search/users": "users_2",
    "/users": "users",
    "/users/{id}/tasks": "tasks_2",
    "/tasks": "tasks",
    "/users_tasks": "users_tasks",
  });
});

test("every stream has a name of its own, whatever the paths", () => {
  const segment = fc.constantFrom(
    "tasks",
    "Tasks",
    "task",
    "{id}",
    "{other}",
    "search",
    "v1",
    "list",
    "users.list",
    "élan",
    "1-clicks",
    "__proto__",
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join("/")}`),
        { maxLength: 12 },
      ),
      (paths) => {
        const names = Object.values(namesOf(...paths));
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect(name).toMatch(/^\S+$/);
      },
    ),
  );
});

test("a plain name is that of the records themselves before that of something of others, also where they are searched", () => {
  const search = { post: { ...get(object({ subscriptions: array(plainRecord), cursor: text })), requestBody: paged } };
  const document = documentOf({
    "/webhooks/subscriptions": { get: get(array(plainRecord)) },
    "/subscriptions/search": search,
  });
  const names = Object.entries(streamsOf(document)).map(([key, { name }]) => [key, name]);
  expect(names).toEqual([
    ["GET /webhooks/subscriptions", "webhooks_subscriptions"],
    ["POST /subscriptions/search", "subscriptions"],
  ]);
});

const paged = { content: { "application/json": { schema: object({ cursor: text, limit: integer }) } } };
