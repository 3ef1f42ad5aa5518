import { array, documentOf, flag, instant, integer, object, query, text } from "../list-document.ts";
import { body, operation, pathParameter, type Convention } from "./convention.ts";

const contact = object({ id: text, name: text, updated_at: instant });
const problem = object({ index: integer, message: text });

/** What looks like a list and is none, and what is one though it does not look it. */
export const decoyConventions: readonly Convention[] = [
  {
    name: "a search by POST is a list",
    document: documentOf({
      "/contacts/search": {
        post: operation(object({ contacts: array(contact), next_cursor: text }), {
          requestBody: body(object({ query: object({ name: text }), limit: integer, cursor: text })),
        }),
      },
    }),
    want: {
      "POST /contacts/search": {
        name: "contacts",
        items: "/contacts",
        pagination: { style: "cursor", cursor: "/cursor" },
      },
    },
    anySpelling: true,
  },
  {
    name: "records by their ids are no list",
    document: documentOf({
      "/contacts/batch": {
        get: operation(object({ contacts: array(contact) }), {
          parameters: [{ ...query("ids", array(text)), required: true }],
        }),
      },
      "/contacts/batch/read": {
        post: operation(object({ results: array(contact) }), { requestBody: body(object({ ids: array(text) })) }),
      },
      "/contacts:batchGet": {
        get: operation(object({ contacts: array(contact) }), {
          parameters: [{ ...query("contact_ids[]", array(text)), required: true }],
        }),
      },
    }),
    want: { "GET /contacts/batch": null, "POST /contacts/batch/read": null, "GET /contacts:batchGet": null },
  },
  {
    name: "an export that begins is no list",
    document: documentOf({
      "/contacts/export": {
        post: operation(
          object({ id: text, status: text, url: text, columns: array(text), filters: array(object({ field: text })) }),
          { requestBody: body(object({ format: text })) },
        ),
      },
      "/exports/{id}": {
        get: operation(
          object({
            id: text,
            status: text,
            files: array(object({ url: text })),
            started_at: instant,
            row_count: integer,
            format: text,
          }),
          { parameters: [pathParameter("id")] },
        ),
      },
    }),
    want: { "POST /contacts/export": null, "GET /exports/{id}": null },
  },
  {
    name: "what completes what is typed is no list",
    document: documentOf({
      "/addresses/autocomplete": {
        get: operation(object({ suggestions: array(object({ text, id: text })) }), {
          parameters: [query("q"), query("limit", integer)],
        }),
      },
      "/companies/suggest": {
        get: operation(array(object({ id: text, name: text })), { parameters: [query("query")] }),
      },
      "/typeahead": {
        get: operation(object({ data: array(object({ gid: text, name: text })) }), {
          parameters: [query("count", integer)],
        }),
      },
    }),
    want: { "GET /addresses/autocomplete": null, "GET /companies/suggest": null, "GET /typeahead": null },
  },
  {
    name: "one thing with arrays in it is no list",
    document: documentOf({
      "/account": {
        get: operation(
          object({ id: text, email: text, plan: text, roles: array(text), teams: array(contact), locale: text }),
        ),
      },
      "/settings": {
        get: operation(
          object({
            timezone: text,
            currency: text,
            features: array(object({ key: text, enabled: flag })),
            theme: text,
          }),
        ),
      },
      "/orders/{id}": {
        get: operation(object({ id: text, lines: array(object({ sku: text })), total: integer, placed_at: instant }), {
          parameters: [pathParameter("id")],
        }),
      },
    }),
    want: { "GET /account": null, "GET /settings": null, "GET /orders/{id}": null },
  },
  {
    name: "an enumeration without pages is a list",
    document: documentOf({
      "/countries": { get: operation(array(object({ code: text, name: text }))) },
      "/currencies": { get: operation(object({ currencies: array(object({ iso_code: text, symbol: text })) })) },
    }),
    want: {
      "GET /countries": { items: "", pagination: { style: "none" }, primaryKey: ["/code"] },
      "GET /currencies": { items: "/currencies", pagination: { style: "none" } },
    },
  },
  {
    name: "a bulk upload is no list",
    document: documentOf({
      "/contacts/bulk": {
        post: operation(object({ created: array(contact), errors: array(problem) }), {
          requestBody: body(object({ contacts: array(contact) })),
        }),
      },
      "/contacts/import": {
        post: operation(object({ results: array(object({ id: text, status: text })) }), {
          requestBody: body(array(contact)),
        }),
      },
    }),
    want: { "POST /contacts/bulk": null, "POST /contacts/import": null },
  },
  {
    name: "a check of health is no list",
    document: documentOf({
      "/health": { get: operation(object({ status: text, checks: array(object({ name: text, status: text })) })) },
      "/healthz": { get: operation(array(object({ id: text, status: text }))) },
      "/status/ready": {
        get: operation(object({ ready: flag, dependencies: array(object({ name: text, up: flag })) })),
      },
    }),
    want: { "GET /health": null, "GET /healthz": null, "GET /status/ready": null },
  },
  {
    name: "statistics are no list",
    document: documentOf({
      "/reports/sales": {
        get: operation(
          object({
            period: text,
            currency: text,
            series: array(object({ date: text, value: integer })),
            average: integer,
          }),
        ),
      },
      "/contacts/count": {
        get: operation(object({ count: integer, by_status: array(object({ status: text, count: integer })) })),
      },
    }),
    want: { "GET /reports/sales": null, "GET /contacts/count": null },
  },
  {
    name: "key sets are no list",
    document: documentOf({
      "/.well-known/jwks.json": { get: operation(object({ keys: array(object({ kid: text, kty: text })) })) },
    }),
    want: { "GET /.well-known/jwks.json": null },
  },
  {
    name: "updated_before, the end of a range, as GitLab writes it",
    document: documentOf({
      "/issues": {
        get: operation(array(object({ id: integer, updated_at: instant })), {
          parameters: [query("page", integer), query("updated_before", instant)],
        }),
      },
    }),
    want: { "GET /issues": { primaryKey: ["/id"] } },
  },
];
