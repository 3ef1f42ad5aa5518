import { array, documentOf, flag, instant, integer, object, query, text } from "../list-document.ts";
import { operation, type Convention } from "./convention.ts";

const uri = { type: ["string", "null"], format: "uri" };
const post = object({ id: integer, title: text, updated_at: instant });

const column = { ...integer, description: "Note:\nThis is a Primary Key.<pk/>" };

export const frameworkConventions: readonly Convention[] = [
  {
    name: "PostgREST composite key",
    document: documentOf({
      "/order_lines": {
        get: operation(array(object({ order_id: column, line: column, amount: integer })), {
          parameters: [query("limit", integer), query("offset", integer), query("order"), query("select")],
        }),
      },
    }),
    want: { "GET /order_lines": { items: "", primaryKey: ["/order_id", "/line"] } },
  },
  {
    name: "Spring Data Page",
    document: documentOf({
      "/customers": {
        get: operation(
          object({
            content: array(object({ id: integer, name: text })),
            pageable: object({ pageNumber: integer, pageSize: integer, offset: integer, paged: flag, unpaged: flag }),
            totalPages: integer,
            totalElements: integer,
            last: flag,
            first: flag,
            size: integer,
            number: integer,
            numberOfElements: integer,
            empty: flag,
          }),
          { parameters: [query("page", integer), query("size", integer), query("sort", array(text))] },
        ),
      },
    }),
    want: {
      "GET /customers": {
        items: "/content",
        pagination: {
          style: "page",
          page: "page",
          first: 0,
          totalPages: "/totalPages",
          total: "/totalElements",
          end: "total-pages",
          pageSize: { param: "size" },
        },
      },
    },
  },
  {
    name: "Spring Data Pageable as one parameter",
    document: documentOf({
      "/customers": {
        get: operation(
          object({
            content: array(object({ id: integer })),
            totalPages: integer,
            number: integer,
            numberOfElements: integer,
          }),
          {
            parameters: [
              {
                name: "pageable",
                in: "query",
                required: true,
                schema: object({ page: { type: "integer", minimum: 0 }, size: integer }),
              },
            ],
          },
        ),
      },
    }),
    want: { "GET /customers": { pagination: { style: "page", page: "page", first: 0, pageSize: { param: "size" } } } },
  },
  {
    name: "Spring Data Slice, as springdoc describes it",
    document: documentOf({
      "/customers": {
        get: operation(
          object({
            sort: array(object({ property: text, direction: text })),
            people: array(object({ id: integer })),
            numberOfElements: integer,
          }),
          { parameters: [query("page", integer, "Zero-based page index (0..N)"), query("size", integer)] },
        ),
      },
    }),
    want: { "GET /customers": { items: "/people", pagination: { style: "page", page: "page", first: 0 } } },
  },
  {
    name: "Spring HATEOAS",
    document: documentOf({
      "/people": {
        get: operation(
          object({
            _embedded: object({ people: array(object({ id: integer })) }),
            _links: object({ next: object({ href: text }) }),
            page: object({ size: integer, totalElements: integer, totalPages: integer, number: integer }),
          }),
          { parameters: [query("page", { type: "integer", default: 0 }), query("size", integer)] },
        ),
      },
    }),
    want: {
      "GET /people": {
        items: "/_embedded/people",
        pagination: {
          style: "page",
          page: "page",
          first: 0,
          totalPages: "/page/totalPages",
          total: "/page/totalElements",
        },
      },
    },
  },
  {
    name: "Django REST framework, page numbers",
    document: documentOf({
      "/api/accounts/": {
        get: operation(object({ count: integer, next: uri, previous: uri, results: array(post) }), {
          parameters: [query("page", integer, "A page number within the paginated result set.")],
        }),
      },
    }),
    // Past the last page it answers 404: the address it hands out is what ends the list.
    want: {
      "GET /api/accounts/": { items: "/results", pagination: { style: "next-url", nextUrl: "/next", total: "/count" } },
    },
  },
  {
    name: "Django REST framework, limit and offset",
    document: documentOf({
      "/api/accounts/": {
        get: operation(object({ count: integer, next: uri, previous: uri, results: array(post) }), {
          parameters: [query("limit", integer), query("offset", integer)],
        }),
      },
    }),
    want: {
      "GET /api/accounts/": { items: "/results", pagination: { style: "offset", offset: "offset", total: "/count" } },
    },
  },
  {
    name: "Django REST framework, cursors",
    document: documentOf({
      "/api/events/": {
        get: operation(object({ next: uri, previous: uri, results: array(post) }), { parameters: [query("cursor")] }),
      },
    }),
    want: { "GET /api/events/": { items: "/results", pagination: { style: "next-url", nextUrl: "/next" } } },
  },
  {
    name: "Laravel length-aware pagination",
    document: documentOf({
      "/api/posts": {
        get: operation(
          object({
            data: array(post),
            links: object({ first: uri, last: uri, prev: uri, next: uri }),
            meta: object({
              current_page: integer,
              from: integer,
              last_page: integer,
              links: array(object({ url: uri, label: text, active: flag })),
              path: text,
              per_page: integer,
              to: integer,
              total: integer,
            }),
          }),
          { parameters: [query("page", integer), query("per_page", integer)] },
        ),
      },
    }),
    want: {
      "GET /api/posts": {
        items: "/data",
        pagination: {
          style: "page",
          page: "page",
          totalPages: "/meta/last_page",
          total: "/meta/total",
          end: "total-pages",
        },
      },
    },
    anySpelling: true,
  },
  {
    name: "Laravel simple pagination",
    document: documentOf({
      "/api/posts": {
        get: operation(
          object({
            data: array(post),
            next_page_url: uri,
            prev_page_url: uri,
            current_page: integer,
            per_page: integer,
          }),
          {
            parameters: [query("page", integer)],
          },
        ),
      },
    }),
    want: { "GET /api/posts": { items: "/data", pagination: { style: "page", page: "page", end: "empty-page" } } },
    anySpelling: true,
  },
  {
    name: "Laravel cursor pagination",
    document: documentOf({
      "/api/posts": {
        get: operation(
          object({
            data: array(post),
            meta: object({ path: text, per_page: integer, next_cursor: text, prev_cursor: text }),
          }),
          {
            parameters: [query("cursor"), query("per_page", integer)],
          },
        ),
      },
    }),
    want: {
      "GET /api/posts": {
        items: "/data",
        pagination: { style: "cursor", cursor: "cursor", nextCursor: "/meta/next_cursor" },
      },
    },
    anySpelling: true,
  },
];
