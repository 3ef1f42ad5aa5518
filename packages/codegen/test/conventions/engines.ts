import { array, documentOf, flag, integer, object, query, text } from "../list-document.ts";
import { body, operation, pathParameter, type Convention } from "./convention.ts";

const hit = object({
  _index: text,
  _id: text,
  _score: { type: "number" },
  _source: { type: "object" },
  sort: array({}),
});
const hits = object({
  total: object({ value: integer, relation: text }),
  max_score: { type: "number" },
  hits: array(hit),
});
const answer = object({ took: integer, timed_out: flag, _shards: object({ total: integer, failed: integer }), hits });

export const engineConventions: readonly Convention[] = [
  {
    name: "Elasticsearch, search_after",
    document: documentOf({
      "/{index}/_search": {
        post: operation(answer, {
          parameters: [pathParameter("index")],
          requestBody: body(
            object({ size: integer, query: { type: "object" }, sort: array({}), search_after: array({}) }),
          ),
        }),
      },
    }),
    want: {
      "POST /{index}/_search": {
        items: "/hits/hits",
        pagination: { style: "keyset", key: "/search_after", keyField: "/sort", pageSize: { param: "/size" } },
        primaryKey: ["/_id"],
      },
    },
  },
  {
    name: "OpenSearch, from and size",
    document: documentOf({
      "/{index}/_search": {
        get: operation(answer, {
          parameters: [pathParameter("index"), query("from", integer), query("size", integer), query("q")],
        }),
      },
    }),
    want: {
      "GET /{index}/_search": {
        items: "/hits/hits",
        pagination: { style: "offset", offset: "from", pageSize: { param: "size" } },
      },
    },
  },
  {
    name: "Elasticsearch, scroll",
    document: documentOf({
      "/_search/scroll": {
        post: operation(object({ _scroll_id: text, took: integer, hits }), {
          requestBody: body(object({ scroll: text, scroll_id: text })),
        }),
      },
    }),
    want: {
      "POST /_search/scroll": {
        items: "/hits/hits",
        pagination: { style: "cursor", cursor: "/scroll_id", nextCursor: "/_scroll_id" },
      },
    },
  },
  {
    name: "CouchDB, all documents",
    document: documentOf({
      "/{db}/_all_docs": {
        get: operation(
          object({
            total_rows: integer,
            offset: integer,
            rows: array(object({ id: text, key: text, value: object({ rev: text }) })),
          }),
          {
            parameters: [
              pathParameter("db"),
              query("limit", integer),
              query("skip", integer),
              query("startkey"),
              query("include_docs", flag),
            ],
          },
        ),
      },
    }),
    want: {
      "GET /{db}/_all_docs": {
        items: "/rows",
        pagination: { style: "offset", offset: "skip", total: "/total_rows" },
        primaryKey: ["/id"],
      },
    },
  },
  {
    name: "CouchDB, Mango with a bookmark",
    document: documentOf({
      "/{db}/_find": {
        post: operation(object({ docs: array(object({ _id: text, _rev: text })), bookmark: text, warning: text }), {
          parameters: [pathParameter("db")],
          requestBody: body(object({ selector: { type: "object" }, limit: integer, bookmark: text })),
        }),
      },
    }),
    want: {
      "POST /{db}/_find": {
        items: "/docs",
        pagination: { style: "cursor", cursor: "/bookmark", nextCursor: "/bookmark" },
        primaryKey: ["/_id"],
      },
    },
  },
  {
    name: "Solr, cursorMark",
    document: documentOf({
      "/select": {
        get: operation(
          object({
            responseHeader: object({ status: integer, QTime: integer }),
            response: object({ numFound: integer, start: integer, docs: array(object({ id: text })) }),
            nextCursorMark: text,
          }),
          { parameters: [query("q"), query("rows", integer), query("cursorMark")] },
        ),
      },
    }),
    want: {
      "GET /select": {
        items: "/response/docs",
        pagination: {
          style: "cursor",
          cursor: "cursorMark",
          nextCursor: "/nextCursorMark",
          total: "/response/numFound",
          pageSize: { param: "rows" },
        },
      },
    },
  },
  {
    name: "Solr, start and rows",
    document: documentOf({
      "/select": {
        get: operation(
          object({ response: object({ numFound: integer, start: integer, docs: array(object({ id: text })) }) }),
          {
            parameters: [query("q"), query("rows", integer), query("start", integer)],
          },
        ),
      },
    }),
    want: {
      "GET /select": {
        items: "/response/docs",
        pagination: { style: "offset", offset: "start", pageSize: { param: "rows" } },
      },
    },
  },
];
