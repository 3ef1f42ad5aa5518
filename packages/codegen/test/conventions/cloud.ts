import { array, documentOf, flag, instant, integer, object, query, text } from "../list-document.ts";
import { body, operation, pathParameter, type Convention } from "./convention.ts";

const resource = object({ name: text, uid: text, displayName: text, createTime: instant, updateTime: instant });

export const cloudConventions: readonly Convention[] = [
  {
    name: "Google AIP-158",
    document: documentOf({
      "/v1/shelves/{shelf}/books": {
        get: operation(object({ books: array(resource), nextPageToken: text, totalSize: integer }), {
          operationId: "ListBooks",
          parameters: [
            pathParameter("shelf"),
            query("pageSize", integer),
            query("pageToken"),
            query("filter"),
            query("orderBy"),
          ],
        }),
      },
      "/v1/shelves/{shelf}/books/{book}": {
        get: operation(resource, { parameters: [pathParameter("shelf"), pathParameter("book")] }),
        patch: operation(resource, { parameters: [pathParameter("shelf"), pathParameter("book")] }),
      },
    }),
    want: {
      "GET /v1/shelves/{shelf}/books": {
        name: "books",
        items: "/books",
        pagination: {
          style: "cursor",
          cursor: "pageToken",
          nextCursor: "/nextPageToken",
          total: "/totalSize",
          pageSize: { param: "pageSize" },
        },
        primaryKey: ["/uid"],
        operations: { update: "PATCH /v1/shelves/{shelf}/books/{book}" },
      },
      "GET /v1/shelves/{shelf}/books/{book}": null,
    },
    anySpelling: true,
  },
  {
    name: "Google AIP-136, a custom method that searches",
    document: documentOf({
      "/v1/books:search": {
        get: operation(object({ books: array(resource), nextPageToken: text }), {
          parameters: [query("query"), query("pageSize", integer), query("pageToken")],
        }),
      },
    }),
    want: { "GET /v1/books:search": { name: "books", items: "/books", pagination: { style: "cursor" } } },
  },
  {
    name: "AWS NextToken, in a body",
    document: documentOf({
      "/ListFunctions": {
        post: operation(
          object({ Functions: array(object({ FunctionArn: text, FunctionName: text })), NextToken: text }),
          {
            operationId: "ListFunctions",
            requestBody: body(object({ MaxResults: integer, NextToken: text })),
          },
        ),
      },
    }),
    want: {
      "POST /ListFunctions": {
        items: "/Functions",
        pagination: {
          style: "cursor",
          cursor: "/NextToken",
          nextCursor: "/NextToken",
          pageSize: { param: "/MaxResults" },
        },
      },
    },
    anySpelling: true,
  },
  {
    name: "AWS Marker and IsTruncated",
    document: documentOf({
      "/users": {
        get: operation(object({ Users: array(object({ UserId: text, Arn: text })), Marker: text, IsTruncated: flag }), {
          parameters: [query("MaxItems", integer), query("Marker")],
        }),
      },
    }),
    want: {
      "GET /users": {
        items: "/Users",
        pagination: {
          style: "cursor",
          cursor: "Marker",
          nextCursor: "/Marker",
          hasMore: "/IsTruncated",
          end: "has-more",
          pageSize: { param: "MaxItems" },
        },
        primaryKey: ["/UserId"],
      },
    },
    anySpelling: true,
  },
  {
    name: "AWS NextMarker",
    document: documentOf({
      "/functions": {
        get: operation(object({ NextMarker: text, Functions: array(object({ FunctionArn: text })) }), {
          parameters: [query("Marker"), query("MaxItems", integer)],
        }),
      },
    }),
    want: { "GET /functions": { pagination: { style: "cursor", cursor: "Marker", nextCursor: "/NextMarker" } } },
    anySpelling: true,
  },
  {
    name: "DynamoDB LastEvaluatedKey",
    document: documentOf({
      "/events/query": {
        post: operation(object({ Items: array(object({ id: text })), Count: integer, LastEvaluatedKey: text }), {
          requestBody: body(object({ Limit: integer, ExclusiveStartKey: text })),
        }),
      },
    }),
    want: {
      "POST /events/query": {
        items: "/Items",
        pagination: { style: "cursor", cursor: "/ExclusiveStartKey", nextCursor: "/LastEvaluatedKey" },
      },
    },
    anySpelling: true,
  },
  {
    name: "Azure continuation tokens in a header",
    document: documentOf({
      "/docs": {
        get: operation(array(object({ id: text })), {
          parameters: [{ name: "x-ms-continuation", in: "header", schema: text }, query("maxItemCount", integer)],
          headers: { "x-ms-continuation": { schema: text } },
        }),
      },
    }),
    want: {
      "GET /docs": {
        items: "",
        pagination: { style: "cursor", cursor: "header:x-ms-continuation", nextCursor: "header:x-ms-continuation" },
      },
    },
  },
  {
    name: "Azure continuation tokens in a body",
    document: documentOf({
      "/jobs": {
        get: operation(object({ items: array(object({ id: text })), continuationToken: text }), {
          parameters: [query("continuationToken")],
        }),
      },
    }),
    want: {
      "GET /jobs": { pagination: { style: "cursor", cursor: "continuationToken", nextCursor: "/continuationToken" } },
    },
    anySpelling: true,
  },
  {
    name: "Kubernetes",
    document: documentOf({
      "/api/v1/namespaces/{namespace}/pods": {
        get: operation(
          object({
            apiVersion: text,
            kind: text,
            metadata: object({ continue: text, remainingItemCount: integer, resourceVersion: text }),
            items: array(
              object({
                apiVersion: text,
                kind: text,
                metadata: object({ name: text, uid: text, resourceVersion: text, creationTimestamp: instant }),
                spec: object({ nodeName: text }),
              }),
            ),
          }),
          {
            parameters: [
              pathParameter("namespace"),
              query("continue"),
              query("limit", integer),
              query("resourceVersion"),
              query("watch", flag),
            ],
          },
        ),
      },
    }),
    want: {
      "GET /api/v1/namespaces/{namespace}/pods": {
        items: "/items",
        pagination: {
          style: "cursor",
          cursor: "continue",
          nextCursor: "/metadata/continue",
          pageSize: { param: "limit" },
        },
        primaryKey: ["/metadata/uid"],
      },
    },
  },
  {
    name: "OpenStack marker, whose value is an id",
    document: documentOf({
      "/servers": {
        get: operation(
          object({
            servers: array(object({ id: text, updated: instant })),
            servers_links: array(object({ rel: text, href: text })),
          }),
          {
            parameters: [
              query("limit", integer),
              query("marker", text, "The ID of the last item in the previous list."),
              query("changes-since", instant),
            ],
          },
        ),
      },
    }),
    want: {
      "GET /servers": {
        items: "/servers",
        pagination: { style: "keyset", key: "marker", keyField: "/id", end: "empty-page" },
        incremental: { param: "changes-since", cursorField: "/updated", kind: "updated" },
      },
    },
  },
];
