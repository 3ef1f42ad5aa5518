import { array, documentOf, flag, instant, integer, object, query, text } from "../list-document.ts";
import { body, operation, pathParameter, type Convention } from "./convention.ts";

const epoch = {
  type: "integer",
  description: "Time at which the object was created, in seconds since the Unix epoch.",
};
const charge = object({ id: text, object: text, created: epoch, amount: integer });
const rate = object({ from: text, to: text, rate: integer });
const uri = { type: "string", format: "uri" };

/** How many vendors page, each written down by none of them. */
export const habitConventions: readonly Convention[] = [
  {
    name: "starting_after and has_more, as Stripe does it",
    document: documentOf({
      "/v1/charges": {
        get: operation(object({ object: text, url: text, has_more: flag, data: array(charge) }), {
          parameters: [
            query("limit", integer, "A limit on the number of objects, between 1 and 100."),
            query("starting_after", text, "An object ID that defines your place in the list."),
            query("ending_before", text, "An object ID that defines your place in the list."),
            {
              name: "created",
              in: "query",
              style: "deepObject",
              schema: object({ gt: integer, gte: integer, lt: integer, lte: integer }),
            },
          ],
        }),
      },
    }),
    want: {
      "GET /v1/charges": {
        items: "/data",
        pagination: {
          style: "keyset",
          key: "starting_after",
          keyField: "/id",
          hasMore: "/has_more",
          end: "has-more",
          pageSize: { param: "limit", size: 100 },
        },
        incremental: { param: "created[gte]", cursorField: "/created", kind: "created", format: "epoch-s" },
      },
    },
  },
  {
    name: "usemarker beside offsets, as Box does it",
    document: documentOf({
      "/users": {
        get: operation(
          object({ entries: array(object({ id: text, name: text })), next_marker: text, total_count: integer }),
          {
            parameters: [
              query("limit", integer),
              query("offset", integer, "The offset of the item at which to begin the response."),
              query("marker", text, "Defines the position marker at which to begin returning results."),
              query("usemarker", flag, "Whether to use marker-based pagination instead of offset-based pagination."),
            ],
          },
        ),
      },
    }),
    want: {
      "GET /users": {
        list: { parameters: { usemarker: true } },
        pagination: { style: "cursor", cursor: "marker", nextCursor: "/next_marker" },
      },
    },
  },
  {
    name: "pagination=keyset, as GitLab does it",
    document: documentOf({
      "/projects": {
        get: operation(object({ items: array(object({ id: integer, name: text })), next_cursor: text }), {
          parameters: [
            query("per_page", integer),
            query("cursor", text, "Cursor for obtaining the next set of records."),
            query("pagination", { ...text, enum: ["legacy", "keyset"] }, "Specify the pagination method."),
          ],
        }),
      },
    }),
    want: { "GET /projects": { list: { parameters: { pagination: "keyset" } }, pagination: { style: "cursor" } } },
  },
  {
    name: "page[after] and meta.has_more, as Zendesk does it",
    document: documentOf({
      "/api/v2/tickets": {
        get: operation(
          object({
            tickets: array(object({ id: integer, updated_at: instant })),
            meta: object({ has_more: flag, after_cursor: text, before_cursor: text }),
            links: object({ next: uri, prev: uri }),
          }),
          { parameters: [query("page[size]", integer), query("page[after]"), query("page[before]")] },
        ),
      },
    }),
    want: {
      "GET /api/v2/tickets": {
        items: "/tickets",
        pagination: {
          style: "cursor",
          cursor: "page[after]",
          nextCursor: "/meta/after_cursor",
          hasMore: "/meta/has_more",
          end: "has-more",
        },
      },
    },
  },
  {
    name: "nextRecordsUrl, as Salesforce does it",
    document: documentOf({
      "/query": {
        get: operation(
          object({
            totalSize: integer,
            done: flag,
            nextRecordsUrl: text,
            records: array(object({ Id: text, SystemModstamp: instant })),
          }),
          {
            parameters: [{ ...query("q"), required: true }],
          },
        ),
      },
    }),
    want: {
      "GET /query": {
        items: "/records",
        pagination: { style: "next-url", nextUrl: "/nextRecordsUrl", total: "/totalSize" },
        primaryKey: ["/Id"],
        list: { required: ["q"] },
      },
    },
    anySpelling: true,
  },
  {
    name: "has_more and next_cursor by POST, as Notion does it",
    document: documentOf({
      "/v1/databases/{database_id}/query": {
        post: operation(
          object({
            object: text,
            results: array(object({ object: text, id: text, last_edited_time: instant })),
            next_cursor: text,
            has_more: flag,
          }),
          {
            parameters: [pathParameter("database_id")],
            requestBody: body(object({ start_cursor: text, page_size: { type: "integer", maximum: 100 } })),
          },
        ),
      },
    }),
    want: {
      "POST /v1/databases/{database_id}/query": {
        items: "/results",
        pagination: {
          style: "cursor",
          cursor: "/start_cursor",
          nextCursor: "/next_cursor",
          hasMore: "/has_more",
          pageSize: { param: "/page_size", size: 100 },
        },
      },
    },
    anySpelling: true,
  },
  {
    name: "sync tokens, as Contentful hands them out",
    document: documentOf({
      "/spaces/{space_id}/sync": {
        get: operation(
          object({
            sys: object({ type: text }),
            items: array(
              object({ sys: object({ id: text, type: text, updatedAt: instant }), fields: { type: "object" } }),
            ),
            nextPageUrl: text,
            nextSyncUrl: text,
          }),
          {
            parameters: [
              pathParameter("space_id"),
              query("initial", flag),
              query("sync_token"),
              query("limit", integer),
            ],
          },
        ),
      },
    }),
    want: {
      "GET /spaces/{space_id}/sync": {
        items: "/items",
        pagination: { style: "next-url", nextUrl: "/nextPageUrl" },
        primaryKey: ["/sys/id"],
      },
    },
  },
  {
    name: "since an id, as chats and timelines do it",
    document: documentOf({
      "/timeline": {
        get: operation(array(object({ id: text, created_at: instant })), {
          parameters: [query("since_id", text, "Results newer than this ID."), query("limit", integer)],
        }),
      },
    }),
    want: { "GET /timeline": { items: "", pagination: { style: "keyset", key: "since_id", keyField: "/id" } } },
    anySpelling: true,
  },
  {
    name: "page_info in the query, and a Link header, as Shopify does it",
    document: documentOf({
      "/admin/products.json": {
        get: operation(object({ products: array(object({ id: integer, updated_at: instant })) }), {
          parameters: [query("page_info"), query("limit", integer), query("updated_at_min", instant)],
          headers: { Link: { schema: text } },
        }),
      },
    }),
    want: {
      "GET /admin/products.json": {
        name: "products",
        items: "/products",
        pagination: { style: "link-header" },
        incremental: { param: "updated_at_min", cursorField: "/updated_at", kind: "updated" },
      },
    },
  },
  {
    name: "one record under two parameters, which RFC 3986 lets a path name it by",
    document: documentOf({
      "/rates": { get: operation(array(rate), { parameters: [query("limit", integer), query("offset", integer)] }) },
      "/rates/{from}/{to}": { get: operation(rate, { parameters: [pathParameter("from"), pathParameter("to")] }) },
    }),
    want: { "GET /rates": { primaryKey: ["/from", "/to"] } },
  },
];
