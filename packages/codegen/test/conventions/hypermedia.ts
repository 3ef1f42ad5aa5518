import { array, documentOf, instant, integer, object, query, text } from "../list-document.ts";
import { body, operation, type Convention } from "./convention.ts";

const uri = { type: "string", format: "uri" };
const iri = { type: "string", format: "iri-reference" };
const person = object({ id: text, name: text });

export const hypermediaConventions: readonly Convention[] = [
  {
    name: "JSON:API, page numbers",
    document: documentOf({
      "/articles": {
        get: operation(
          object({
            jsonapi: object({ version: text }),
            data: array(object({ type: text, id: text, attributes: object({ title: text, updatedAt: instant }) })),
            included: array(object({ type: text, id: text })),
            links: object({ self: uri, first: uri, prev: uri, next: uri, last: uri }),
            meta: object({ totalPages: integer }),
          }),
          { parameters: [query("page[number]", integer), query("page[size]", integer), query("include")] },
        ),
      },
    }),
    want: {
      "GET /articles": {
        items: "/data",
        pagination: {
          style: "page",
          page: "page[number]",
          totalPages: "/meta/totalPages",
          pageSize: { param: "page[size]" },
        },
        primaryKey: ["/id"],
      },
    },
  },
  {
    name: "JSON:API, cursor profile",
    document: documentOf({
      "/people": {
        get: operation(
          object({
            data: array(object({ type: text, id: text })),
            links: object({ prev: uri, next: { type: ["string", "null"] } }),
          }),
          {
            parameters: [query("page[after]"), query("page[size]", integer)],
          },
        ),
      },
    }),
    want: { "GET /people": { items: "/data", pagination: { style: "next-url", nextUrl: "/links/next" } } },
  },
  {
    name: "JSON:API, page as an object (deepObject)",
    document: documentOf({
      "/people": {
        get: operation(
          object({ data: array(object({ type: text, id: text })), meta: object({ page: object({ total: integer }) }) }),
          {
            parameters: [
              {
                name: "page",
                in: "query",
                style: "deepObject",
                explode: true,
                schema: object({ offset: integer, limit: integer }),
              },
            ],
          },
        ),
      },
    }),
    want: {
      "GET /people": { pagination: { style: "offset", offset: "page[offset]", pageSize: { param: "page[limit]" } } },
    },
  },
  {
    name: "HAL",
    document: documentOf({
      "/orders": {
        get: operation(
          object({
            _links: object({ self: object({ href: text }), next: object({ href: text }) }),
            _embedded: object({
              orders: array(object({ orderId: text, _links: object({ self: object({ href: text }) }) })),
            }),
            total: integer,
          }),
          { parameters: [query("limit", integer)] },
        ),
      },
    }),
    want: {
      "GET /orders": {
        items: "/_embedded/orders",
        pagination: { style: "next-url", nextUrl: "/_links/next/href", total: "/total" },
        primaryKey: ["/orderId"],
      },
    },
  },
  {
    name: "Hydra, as API Platform writes it",
    document: documentOf({
      "/api/books": {
        get: operation(
          object({
            "hydra:member": array(object({ "@id": text, id: text, title: text })),
            "hydra:totalItems": integer,
            "hydra:view": object({
              "@id": iri,
              "@type": text,
              "hydra:first": iri,
              "hydra:last": iri,
              "hydra:next": iri,
            }),
          }),
          { parameters: [query("itemsPerPage", integer)] },
        ),
      },
    }),
    want: {
      "GET /api/books": {
        items: "/hydra:member",
        pagination: { style: "next-url", nextUrl: "/hydra:view/hydra:next", total: "/hydra:totalItems" },
        primaryKey: ["/id"],
      },
    },
  },
  {
    name: "Hydra without its prefix",
    document: documentOf({
      "/api/books": {
        get: operation(object({ member: array(person), totalItems: integer, view: object({ next: iri }) }), {
          parameters: [query("page", { type: "integer", default: 1 }), query("itemsPerPage", integer)],
        }),
      },
    }),
    want: {
      "GET /api/books": { items: "/member", pagination: { total: "/totalItems", pageSize: { param: "itemsPerPage" } } },
    },
  },
  {
    name: "RFC 8288, a Link header",
    document: documentOf({
      "/repos": {
        get: operation(array(object({ id: integer, node_id: text, name: text, updated_at: instant })), {
          parameters: [query("per_page", integer, "The number of results per page (max 100)."), query("page", integer)],
          headers: { Link: { schema: text } },
        }),
      },
    }),
    want: {
      "GET /repos": {
        items: "",
        pagination: { style: "link-header", pageSize: { param: "per_page", size: 100, max: 100 } },
        primaryKey: ["/id"],
      },
    },
  },
  {
    name: "RFC 8288, spoken of at a parameter",
    document: documentOf({
      "/people": {
        get: operation(array(person), {
          parameters: [query("limit", integer), query("after", text, "Cursor, as the `Link` header gives it.")],
        }),
      },
    }),
    want: { "GET /people": { items: "", pagination: { style: "link-header" } } },
  },
  {
    name: "RFC 8288, only spoken of",
    document: documentOf({
      "/repos": {
        get: operation(array(person), {
          description: 'The `Link` header of the answer has the address of the next page (rel="next").',
          parameters: [query("limit", integer)],
        }),
      },
    }),
    want: { "GET /repos": { pagination: { style: "link-header" } } },
  },
  {
    name: "FHIR R4 Bundle",
    document: documentOf({
      "/Patient": {
        get: operation(
          object({
            resourceType: text,
            type: text,
            total: integer,
            link: array(object({ relation: text, url: uri })),
            entry: array(
              object({
                fullUrl: uri,
                resource: object({ resourceType: text, id: text, meta: object({ lastUpdated: instant }) }),
                search: object({ mode: text }),
              }),
            ),
          }),
          {
            parameters: [
              query("_count", integer),
              query("_lastUpdated", instant, "When the resource version last changed"),
            ],
          },
        ),
      },
    }),
    // The address of the next page stands in an array: it is told that only the first page can be read.
    want: {
      "GET /Patient": { name: "patient", items: "/entry", pagination: { style: "none" }, primaryKey: ["/resource/id"] },
    },
  },
  {
    name: "SCIM 2.0",
    document: documentOf({
      "/Users": {
        get: operation(
          object({
            schemas: array(text),
            totalResults: integer,
            startIndex: integer,
            itemsPerPage: integer,
            Resources: array(
              object({
                schemas: array(text),
                id: text,
                userName: text,
                active: { type: "boolean" },
                meta: object({ lastModified: instant, version: text }),
              }),
            ),
          }),
          { parameters: [query("startIndex", integer), query("count", integer), query("filter"), query("attributes")] },
        ),
      },
      "/Users/{id}": {
        get: operation(object({ id: text })),
        put: operation(object({ id: text }), { requestBody: body(object({ id: text })) }),
        delete: { responses: {} },
      },
    }),
    want: {
      "GET /Users": {
        items: "/Resources",
        pagination: { style: "offset", offset: "startIndex", total: "/totalResults", pageSize: { param: "count" } },
        primaryKey: ["/id"],
        operations: { update: "PUT /Users/{id}", delete: "DELETE /Users/{id}" },
      },
    },
  },
];
