import { array, documentOf, flag, instant, integer, object, query, text } from "../list-document.ts";
import { body, operation, type Convention } from "./convention.ts";

const contact = object({ id: text, displayName: text, lastModifiedDateTime: instant });

export const microsoftConventions: readonly Convention[] = [
  {
    name: "OData nextLink",
    document: documentOf({
      "/Products": {
        get: operation(
          object({
            "@odata.context": text,
            "@odata.count": integer,
            "@odata.nextLink": text,
            value: array(object({ ID: text, Name: text })),
          }),
          {
            parameters: [
              query("$top", integer),
              query("$skip", integer),
              query("$filter"),
              query("$orderby"),
              query("$count", flag),
            ],
          },
        ),
      },
    }),
    want: {
      "GET /Products": {
        items: "/value",
        pagination: {
          style: "next-url",
          nextUrl: "/@odata.nextLink",
          total: "/@odata.count",
          pageSize: { param: "$top" },
        },
        primaryKey: ["/ID"],
      },
    },
  },
  {
    name: "OData compound key",
    document: documentOf({
      "/OrderItems": {
        get: operation(object({ value: array(object({ LineNo: integer, OrderID: integer, Price: integer })) }), {
          parameters: [query("$top", integer), query("$skip", integer)],
        }),
      },
      "/OrderItems(OrderID={OrderID},LineNo={LineNo})": {
        get: operation(object({ LineNo: integer, OrderID: integer, Price: integer })),
      },
    }),
    want: { "GET /OrderItems": { primaryKey: ["/OrderID", "/LineNo"] } },
  },
  {
    name: "OData $skiptoken, as older services write it",
    document: documentOf({
      "/Orders": {
        get: operation(object({ value: array(object({ id: text })), "odata.nextLink": text }), {
          parameters: [query("$skiptoken"), query("$top", integer)],
        }),
      },
    }),
    want: { "GET /Orders": { items: "/value", pagination: { style: "next-url", nextUrl: "/odata.nextLink" } } },
  },
  {
    name: "OData $filter, a language of its own",
    document: documentOf({
      "/contacts": {
        get: operation(object({ value: array(contact), "@odata.nextLink": text }), {
          parameters: [
            query("$filter", text, "For example `lastModifiedDateTime ge 2026-01-01T00:00:00Z`."),
            query("$top", integer),
          ],
        }),
      },
    }),
    want: { "GET /contacts": { pagination: { style: "next-url" } } },
  },
  {
    name: "Microsoft Graph delta",
    document: documentOf({
      "/users/delta": {
        get: operation(object({ "@odata.nextLink": text, "@odata.deltaLink": text, value: array(contact) }), {
          parameters: [query("$deltatoken"), query("$skiptoken")],
        }),
      },
    }),
    want: { "GET /users/delta": { items: "/value", pagination: { style: "next-url", nextUrl: "/@odata.nextLink" } } },
  },
  {
    name: "ABP framework",
    document: documentOf({
      "/api/app/book": {
        get: operation(
          object({
            items: array(object({ id: text, name: text, lastModificationTime: instant })),
            totalCount: integer,
          }),
          {
            parameters: [
              query("Sorting"),
              query("SkipCount", integer),
              query("MaxResultCount", { type: "integer", maximum: 1000 }),
            ],
          },
        ),
      },
    }),
    want: {
      "GET /api/app/book": {
        items: "/items",
        pagination: {
          style: "offset",
          offset: "SkipCount",
          total: "/totalCount",
          pageSize: { param: "MaxResultCount", size: 1000, max: 1000 },
        },
      },
    },
    anySpelling: true,
  },
  {
    name: "LINQ skip and take",
    document: documentOf({
      "/invoices": {
        get: operation(array(object({ invoiceId: text })), {
          parameters: [query("skip", integer), query("take", integer)],
        }),
      },
    }),
    want: {
      "GET /invoices": {
        items: "",
        pagination: { style: "offset", offset: "skip", pageSize: { param: "take" } },
        primaryKey: ["/invoiceId"],
      },
    },
  },
  {
    name: "Business Central and Dynamics, a batch of changes by POST",
    document: documentOf({
      "/contacts/query": {
        post: operation(object({ results: array(contact), hasMoreRecords: flag, pagingToken: text }), {
          requestBody: body(object({ pageSize: integer, pagingToken: text })),
        }),
      },
    }),
    want: {
      "POST /contacts/query": {
        items: "/results",
        pagination: { style: "cursor", cursor: "/pagingToken", nextCursor: "/pagingToken", hasMore: "/hasMoreRecords" },
      },
    },
    anySpelling: true,
  },
];
