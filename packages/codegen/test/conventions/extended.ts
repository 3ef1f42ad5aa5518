import { array, documentOf, flag, integer, object, query, text } from "../list-document.ts";
import { body, operation, type Convention } from "./convention.ts";

const item = object({ ref: text, id: text });

/** Documents whose authors say to a generator of clients how a list is paged, where names alone say nothing or something else. */
export const extensionConventions: readonly Convention[] = [
  {
    name: "x-speakeasy-pagination, a cursor of strange names",
    document: documentOf({
      "/ledger": {
        get: operation(object({ lines: array(item), others: array(item), onwards: object({ mark: text }) }), {
          parameters: [query("mark"), query("amount", integer)],
          "x-speakeasy-pagination": {
            type: "cursor",
            inputs: [
              { name: "mark", in: "parameters", type: "cursor" },
              { name: "amount", in: "parameters", type: "limit" },
            ],
            outputs: { results: "$.lines", nextCursor: "$.onwards.mark" },
          },
        }),
      },
    }),
    want: {
      "GET /ledger": {
        items: "/lines",
        pagination: { style: "cursor", cursor: "mark", nextCursor: "/onwards/mark", pageSize: { param: "amount" } },
      },
    },
  },
  {
    name: "x-speakeasy-pagination, pages in a body",
    document: documentOf({
      "/ledger": {
        post: operation(object({ lines: array(item), sheets: integer }), {
          requestBody: body(object({ sheet: integer })),
          "x-speakeasy-pagination": {
            type: "offsetLimit",
            inputs: [{ name: "sheet", in: "requestBody", type: "page" }],
            outputs: { results: "$.lines", numPages: "$.sheets" },
          },
        }),
      },
    }),
    want: {
      "POST /ledger": {
        items: "/lines",
        pagination: { style: "page", page: "/sheet", totalPages: "/sheets", end: "total-pages" },
      },
    },
  },
  {
    name: "x-speakeasy-pagination, an address",
    document: documentOf({
      "/ledger": {
        get: operation(object({ lines: array(item), onwards: text }), {
          "x-speakeasy-pagination": { type: "url", outputs: { results: "$.lines", nextUrl: "$.onwards" } },
        }),
      },
    }),
    want: { "GET /ledger": { items: "/lines", pagination: { style: "next-url", nextUrl: "/onwards" } } },
  },
  {
    name: "x-fern-pagination, a cursor",
    document: documentOf({
      "/ledger": {
        get: operation(object({ lines: array(item), page: object({ beyond: text, again: flag }) }), {
          parameters: [query("beyond")],
          "x-fern-pagination": {
            cursor: "$request.beyond",
            next_cursor: "$response.page.beyond",
            results: "$response.lines",
            "has-next-page": "$response.page.again",
          },
        }),
      },
    }),
    want: {
      "GET /ledger": {
        items: "/lines",
        pagination: {
          style: "cursor",
          cursor: "beyond",
          nextCursor: "/page/beyond",
          hasMore: "/page/again",
          end: "has-more",
        },
      },
    },
  },
  {
    name: "x-fern-pagination of the whole document, an offset",
    document: documentOf(
      {
        "/ledger": {
          get: operation(object({ lines: array(item) }), {
            parameters: [query("passed", integer), query("amount", integer)],
            "x-fern-pagination": true,
          }),
        },
      },
      { "x-fern-pagination": { offset: "$request.passed", step: "$request.amount", results: "$response.lines" } },
    ),
    want: {
      "GET /ledger": {
        items: "/lines",
        pagination: { style: "offset", offset: "passed", pageSize: { param: "amount" } },
      },
    },
  },
  {
    name: "x-ms-pageable",
    document: documentOf({
      "/ledger": {
        get: operation(object({ lines: array(item), errors: array(item), further: text }), {
          parameters: [query("$skip", integer)],
          "x-ms-pageable": { nextLinkName: "further", itemName: "lines" },
        }),
      },
    }),
    want: { "GET /ledger": { items: "/lines", pagination: { style: "next-url", nextUrl: "/further" } } },
  },
  {
    name: "x-ms-pageable, all at once",
    document: documentOf({
      "/ledger": {
        get: operation(object({ value: array(item), nextLink: text }), { "x-ms-pageable": { nextLinkName: null } }),
      },
    }),
    want: { "GET /ledger": { items: "/value", pagination: { style: "none" } } },
  },
  {
    name: "x-stainless-pagination-property",
    document: documentOf({
      "/ledger": {
        get: operation(
          object({
            lines: { ...array(item), "x-stainless-pagination-property": { purpose: "items" } },
            beyond: { ...text, "x-stainless-pagination-property": { purpose: "next_cursor_field" } },
            again: { ...flag, "x-stainless-pagination-property": { purpose: "has_next_page" } },
          }),
          {
            parameters: [
              {
                ...query("from_mark"),
                schema: { ...text, "x-stainless-pagination-property": { purpose: "next_cursor_param" } },
              },
            ],
          },
        ),
      },
    }),
    want: {
      "GET /ledger": {
        items: "/lines",
        pagination: { style: "cursor", cursor: "from_mark", nextCursor: "/beyond", hasMore: "/again", end: "has-more" },
      },
    },
  },
];
