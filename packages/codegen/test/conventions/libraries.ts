import { array, documentOf, flag, instant, integer, object, query, text } from "../list-document.ts";
import { operation, type Convention } from "./convention.ts";

const post = object({ id: integer, title: text, updated_at: instant });

export const libraryConventions: readonly Convention[] = [
  {
    name: "Rails with kaminari",
    document: documentOf({
      "/posts": {
        get: operation(
          object({
            posts: array(post),
            meta: object({
              current_page: integer,
              next_page: { type: ["integer", "null"] },
              prev_page: integer,
              total_pages: integer,
              total_count: integer,
            }),
          }),
          { parameters: [query("page", integer), query("per_page", integer)] },
        ),
      },
    }),
    want: {
      "GET /posts": {
        items: "/posts",
        pagination: {
          style: "page",
          page: "page",
          nextPage: "/meta/next_page",
          totalPages: "/meta/total_pages",
          total: "/meta/total_count",
        },
      },
    },
    anySpelling: true,
  },
  {
    name: "Rails with pagy headers",
    document: documentOf({
      "/posts": {
        get: operation(array(post), {
          parameters: [query("page", integer), query("items", integer)],
          headers: {
            "Current-Page": { schema: integer },
            "Page-Items": { schema: integer },
            "Total-Pages": { schema: integer },
            "Total-Count": { schema: integer },
          },
        }),
      },
    }),
    want: {
      "GET /posts": {
        items: "",
        pagination: { style: "page", page: "page", totalPages: "header:Total-Pages", total: "header:Total-Count" },
      },
    },
  },
  {
    name: "GitLab headers",
    document: documentOf({
      "/projects": {
        get: operation(array(object({ id: integer })), {
          parameters: [query("page", integer), query("per_page", integer)],
          headers: {
            "X-Next-Page": { schema: text },
            "X-Total": { schema: integer },
            "X-Total-Pages": { schema: integer },
          },
        }),
      },
    }),
    want: {
      "GET /projects": {
        pagination: {
          style: "page",
          nextPage: "header:X-Next-Page",
          total: "header:X-Total",
          totalPages: "header:X-Total-Pages",
        },
      },
    },
  },
  {
    name: "DataTables, start and length",
    document: documentOf({
      "/rows": {
        get: operation(
          object({
            draw: integer,
            recordsTotal: integer,
            recordsFiltered: integer,
            data: array(object({ id: integer })),
          }),
          {
            parameters: [query("start", integer), query("length", integer)],
          },
        ),
      },
    }),
    want: {
      "GET /rows": {
        items: "/data",
        pagination: { style: "offset", offset: "start", total: "/recordsTotal", pageSize: { param: "length" } },
      },
    },
  },
  {
    name: "Relay over REST",
    document: documentOf({
      "/films": {
        get: operation(
          object({
            edges: array(object({ cursor: text, node: object({ id: text, title: text, updatedAt: instant }) })),
            pageInfo: object({ hasNextPage: flag, hasPreviousPage: flag, startCursor: text, endCursor: text }),
            totalCount: integer,
          }),
          { parameters: [query("first", integer), query("after"), query("last", integer), query("before")] },
        ),
      },
    }),
    want: {
      "GET /films": {
        items: "/edges",
        pagination: {
          style: "cursor",
          cursor: "after",
          nextCursor: "/pageInfo/endCursor",
          hasMore: "/pageInfo/hasNextPage",
          end: "has-more",
          pageSize: { param: "first" },
        },
        primaryKey: ["/node/id"],
      },
    },
    anySpelling: true,
  },
  {
    name: "Camunda, firstResult and maxResults",
    document: documentOf({
      "/process-instance": {
        get: operation(array(object({ id: text })), {
          parameters: [query("firstResult", integer), query("maxResults", integer)],
        }),
      },
    }),
    want: {
      "GET /process-instance": {
        pagination: { style: "offset", offset: "firstResult", pageSize: { param: "maxResults" } },
      },
    },
  },
];
