import type { Json, JsonObject } from "@waybill/sync/connector";
import { array, documentOf, flag, get, instant, integer, object, query, text } from "../list-document.ts";
import { body, operation, pathParameter, type Convention } from "./convention.ts";

/** Whole products as a stranger would bring them: how shops, help desks, tables and rotas usually write their APIs. */

const done = { responses: { "204": { description: "done" } } };
const write = (schema: Json): JsonObject => ({ ...operation(schema), requestBody: body(schema) });
const writeOf = (name: string): JsonObject => write(object({ [name]: object({ id: integer }) }));

const order = object({ id: integer, name: text, number: integer, email: text, phone: text, updated_at: instant });
const payment = object({ id: integer, order_id: integer, kind: text, card_number: text });
const forward = { headers: { Link: { description: "The pages around this one", schema: text } } };

const shop: Convention = {
  name: "a shop, whose paths end in a format",
  document: documentOf({
    "/admin/orders.json": {
      get: operation(object({ orders: array(order) }), {
        ...forward,
        parameters: [
          query("limit", { ...integer, maximum: 250 }),
          query("page_info"),
          query("updated_at_min", instant),
        ],
      }),
      post: writeOf("order"),
    },
    "/admin/orders/{order_id}.json": { put: writeOf("order"), delete: done },
    "/admin/orders/{order_id}/payments.json": {
      parameters: [pathParameter("order_id")],
      get: operation(object({ payments: array(payment) }), forward),
    },
  }),
  want: {
    "GET /admin/orders.json": {
      pagination: { style: "link-header" },
      incremental: { param: "updated_at_min", cursorField: "/updated_at" },
      operations: { update: "PUT /admin/orders/{order_id}.json" },
      classes: { "/email": "pii", "/phone": "pii" },
    },
    "GET /admin/orders/{order_id}/payments.json": {
      parent: { stream: "orders", parameters: { order_id: "/id" } },
      classes: { "/card_number": "secret" },
    },
  },
};

const ticket = object({ id: integer, subject: text, status: text, updated_at: instant });
const person = object({ id: integer, name: text, email: text, phone: text, role: text });
const pageOf = (name: string, record: Json): JsonObject =>
  object({
    [name]: array(record),
    meta: object({ has_more: flag, after_cursor: text, before_cursor: text }),
    next_page: { type: ["string", "null"] },
  });
const paged = {
  parameters: [query("page[size]", { ...integer, maximum: 100 }), query("page[after]"), query("page[before]")],
};

const desk: Convention = {
  name: "a help desk, which names the place of the next page in two ways",
  document: documentOf({
    "/tickets": { get: operation(pageOf("tickets", ticket), paged), post: writeOf("ticket") },
    "/tickets/{ticket_id}": { get: get(object({ ticket })), put: writeOf("ticket"), delete: done },
    "/tickets/show_many": { get: operation(pageOf("tickets", ticket), { parameters: [query("ids")] }) },
    "/tickets/create_many": { post: write(object({ tickets: array(ticket) })) },
    "/incremental/tickets/cursor": {
      get: operation(object({ tickets: array(ticket), after_cursor: text, end_of_stream: flag }), {
        parameters: [query("cursor"), query("per_page", integer)],
      }),
    },
    "/deleted_tickets": {
      get: operation(pageOf("deleted_tickets", object({ id: integer, subject: text, deleted_at: instant })), paged),
    },
    "/users": { get: operation(pageOf("users", person), paged) },
    "/users/search": { get: operation(pageOf("users", person), paged) },
  }),
  want: {
    "GET /tickets": {
      pagination: { style: "cursor", cursor: "page[after]", nextCursor: "/meta/after_cursor", end: "has-more" },
      operations: { create: "POST /tickets", bulk: "POST /tickets/create_many" },
    },
    "GET /tickets/show_many": null,
    "GET /incremental/tickets/cursor": { name: "tickets_cursor" },
    "GET /users": { name: "users", classes: { "/name": "pii", "/email": "pii", "/phone": "pii" } },
    "GET /users/search": { name: "users_search" },
  },
};

const row = object({ id: text, created_at: instant, fields: { type: "object", additionalProperties: true } });

const tables: Convention = {
  name: "tables, whose offset is handed out as text",
  document: documentOf({
    "/{base}/{table}": {
      parameters: [pathParameter("base"), pathParameter("table")],
      get: operation(object({ records: array(row), offset: { ...text, example: "itr/rec5" } }), {
        parameters: [query("pageSize", { ...integer, maximum: 100 }), query("offset")],
      }),
      patch: { ...write(object({ records: array(row) })), summary: "Update multiple records" },
    },
    "/{base}/{table}/{record}": { get: get(row), patch: write(row), delete: done },
    "/bases/{base}/views/{view}/query": {
      post: { ...operation(object({ results: array(row), next: text })), requestBody: body(object({ next: text })) },
    },
  }),
  want: {
    "GET /{base}/{table}": {
      pagination: { style: "cursor", cursor: "offset", nextCursor: "/offset" },
      operations: { bulk: "PATCH /{base}/{table}", update: "PATCH /{base}/{table}/{record}" },
    },
  },
};

const version = { name: "Rota-Version", in: "header", required: true, schema: { ...text, enum: ["2026-03-01"] } };
const shift = object({ id: text, title: text, starts: instant });
const plan = object({ id: text, label: text, stages: array(object({ id: text })) });
const ownShift = object({ id: text, title: text, starts: instant, team: object({ id: text }) });
const team = object({ id: text, name: text, email: text });

const rota: Convention = {
  name: "a rota, with its version in a header and parts at paths of their own",
  document: documentOf({
    "/teams": { get: operation(array(team), { parameters: [version] }) },
    "/teams/{team}": { get: get(team) },
    "/teams/{team}/shifts": {
      parameters: [pathParameter("team")],
      get: operation(array(shift), { parameters: [version] }),
    },
    "/shifts/{shift}": { get: get(ownShift), patch: write(shift), delete: done },
    "/teams/{team}/members": {
      parameters: [pathParameter("team")],
      get: operation(array(object({ user_name: text, level: text })), { parameters: [version] }),
    },
    "/teams/{team}/members/{user_name}": {
      put: { summary: "Add a member to the team", requestBody: body(object({ level: text })), ...done },
      delete: done,
    },
    "/plans/{kind}": { parameters: [pathParameter("kind")], get: get(object({ results: array(plan) })) },
    "/plans/{kind}/{plan}": {
      parameters: [pathParameter("kind"), pathParameter("plan")],
      get: get(plan),
      put: write(plan),
    },
    "/tags": {
      get: operation(object({ data: array(object({ label: text })), page: integer }), { parameters: [version] }),
    },
    "/tags/{label}": {
      get: operation(object({ data: array(object({ id: text })), page: integer }), {
        parameters: [query("page", integer)],
      }),
      delete: done,
    },
  }),
  want: {
    "GET /teams": { operations: { get: "GET /teams/{team}" }, classes: { "/email": "pii" } },
    "GET /teams/{team}/shifts": {
      operations: { get: "GET /shifts/{shift}", update: "PATCH /shifts/{shift}", delete: "DELETE /shifts/{shift}" },
    },
    "GET /teams/{team}/members": { operations: { create: "PUT /teams/{team}/members/{user_name}" } },
    "GET /plans/{kind}": { items: "/results", operations: { update: "PUT /plans/{kind}/{plan}" } },
    "GET /tags": { operations: { delete: "DELETE /tags/{label}" } },
  },
};

export const productConventions: readonly Convention[] = [shop, desk, tables, rota];
