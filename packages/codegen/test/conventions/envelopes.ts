import { array, documentOf, flag, instant, integer, object, query, text } from "../list-document.ts";
import { operation, type Convention } from "./convention.ts";

/** Envelopes in which many vendors wrap their lists. */
export const envelopeConventions: readonly Convention[] = [
  {
    name: "a result in a result, with its paging beside it",
    document: documentOf({
      "/leads": {
        get: operation(
          object({
            success: flag,
            request_id: text,
            response: object({
              result: array(object({ lead_id: text, modified_on: instant })),
              paging: object({ next_page_token: text, total_count: integer }),
            }),
          }),
          { parameters: [query("page_token"), query("page_size", integer), query("modified_after", instant)] },
        ),
      },
    }),
    want: {
      "GET /leads": {
        items: "/response/result",
        pagination: {
          style: "cursor",
          cursor: "page_token",
          nextCursor: "/response/paging/next_page_token",
          total: "/response/paging/total_count",
        },
        primaryKey: ["/lead_id"],
        incremental: { param: "modified_after", cursorField: "/modified_on", kind: "updated" },
      },
    },
    anySpelling: true,
  },
  {
    name: "offset, limit and hasMore, at the top",
    document: documentOf({
      "/deals": {
        get: operation(
          object({ deals: array(object({ dealId: integer })), offset: integer, hasMore: flag, nextOffset: integer }),
          {
            parameters: [query("offset", integer), query("limit", integer)],
          },
        ),
      },
    }),
    want: {
      "GET /deals": {
        items: "/deals",
        pagination: {
          style: "offset",
          offset: "offset",
          hasMore: "/hasMore",
          nextOffset: "/nextOffset",
          end: "has-more",
        },
        primaryKey: ["/dealId"],
      },
    },
    anySpelling: true,
  },
  {
    name: "an envelope of many names",
    document: documentOf({
      "/orders": {
        get: operation(
          object({
            status: text,
            code: integer,
            message: text,
            requestId: text,
            timestamp: instant,
            data: object({
              list: array(object({ orderNo: text, id: text })),
              total: integer,
              pageNum: integer,
              pageSize: integer,
              pages: integer,
              hasNextPage: flag,
            }),
          }),
          { parameters: [query("pageNum", { type: "integer", default: 1 }), query("pageSize", integer)] },
        ),
      },
    }),
    want: {
      "GET /orders": {
        items: "/data/list",
        pagination: {
          style: "page",
          page: "pageNum",
          first: 1,
          total: "/data/total",
          hasMore: "/data/hasNextPage",
          end: "has-more",
        },
      },
    },
    anySpelling: true,
  },
  {
    name: "soft deletion by a moment and a parameter",
    document: documentOf({
      "/notes": {
        get: operation(
          object({
            items: array(object({ id: text, deletedAt: { type: ["string", "null"], format: "date-time" } })),
            nextCursor: text,
          }),
          {
            parameters: [query("cursor"), query("includeDeleted", flag)],
          },
        ),
      },
    }),
    want: { "GET /notes": { deletes: { field: "/deletedAt", include: { param: "includeDeleted", value: true } } } },
    anySpelling: true,
  },
];
