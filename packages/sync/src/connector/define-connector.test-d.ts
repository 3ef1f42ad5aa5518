import { expectTypeOf, test } from "vitest";
import { contractVersion } from "./contract.ts";
import type { Connector, StreamContract } from "./contract.ts";
import { defineConnector } from "./define-connector.ts";

interface Contact {
  id: string;
  name?: string;
  updated_at: string;
  owner: { id: string };
  "a/b": string;
}

/** As openapi-typescript writes it. */
interface paths {
  "/contacts": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { cursor?: string; limit?: number; updated_since?: string };
        header?: { "X-Version"?: string };
        path?: never;
        cookie?: never;
      };
      responses: {
        200: { headers: object; content: { "application/json": { data: Contact[]; next?: string | null } } };
      };
    };
    post?: never;
  };
}

const head = {
  contractVersion,
  vendor: "harbor-crm",
  title: "Harbor CRM",
  version: "1.0.0",
  baseUrl: "https://api.harbor.test",
  auth: [],
} as const satisfies Omit<Connector, "streams">;

const contacts = {
  name: "contacts",
  list: { method: "GET", path: "/contacts", parameters: { "header:X-Version": "2" } },
  items: "/data",
  pagination: { style: "cursor", cursor: "cursor", nextCursor: "/next", end: "next" },
  primaryKey: ["/id"],
} as const satisfies StreamContract;

const define = defineConnector<paths>();

test("a connector that fits its document compiles and keeps its own type", () => {
  const connector = define({
    ...head,
    streams: {
      contacts: {
        ...contacts,
        incremental: {
          param: "updated_since",
          cursorField: "/updated_at",
          kind: "updated",
          format: "date-time",
          granularityMs: 1,
          order: "asc",
          lagMs: 0,
        },
        display: { title: "/name", fields: ["/owner/id"] },
      },
    },
  });
  expectTypeOf(connector.streams.contacts.list.path).toEqualTypeOf<"/contacts">();
  expectTypeOf(connector).toExtend<Connector>();
});

test("an index on a field that only the product's own record has compiles, whatever makes that record", () => {
  define({ ...head, streams: { contacts: { ...contacts, indexes: ["/updated_at", "/at"] } } });
  // @ts-expect-error a pointer begins with a slash
  define({ ...head, streams: { contacts: { ...contacts, indexes: ["at"] } } });
});

test("an identity operation that the document does not have does not compile", () => {
  define({ ...head, identity: { path: "/contacts", account: "/id" }, streams: {} });
  // @ts-expect-error -- the document has no such path
  define({ ...head, identity: { path: "/me", account: "/id" }, streams: {} });
});

test("a path the document does not have does not compile", () => {
  // @ts-expect-error the path is misspelled
  define({ ...head, streams: { contacts: { ...contacts, list: { method: "GET", path: "/contact" } } } });
});

test("a method the path does not have does not compile", () => {
  // @ts-expect-error there is no POST /contacts
  define({ ...head, streams: { contacts: { ...contacts, list: { method: "POST", path: "/contacts" } } } });
});

test("a paging parameter the operation does not take does not compile", () => {
  const pagination = { style: "cursor", cursor: "page_token", nextCursor: "/next", end: "next" } as const;
  // @ts-expect-error the parameter is called cursor
  define({ ...head, streams: { contacts: { ...contacts, pagination } } });
});

test("an incremental parameter the operation does not take does not compile", () => {
  const incremental = {
    param: "since",
    cursorField: "/updated_at",
    kind: "updated",
    format: "date-time",
    granularityMs: 1,
    order: "asc",
    lagMs: 0,
  } as const;
  // @ts-expect-error the parameter is called updated_since
  define({ ...head, streams: { contacts: { ...contacts, incremental } } });
});

test("a primary key the record does not have does not compile", () => {
  // @ts-expect-error a contact has no uid
  define({ ...head, streams: { contacts: { ...contacts, primaryKey: ["/uid"] } } });
});

test("a display field the record does not have does not compile", () => {
  // @ts-expect-error a contact has no title
  define({ ...head, streams: { contacts: { ...contacts, display: { title: "/title", fields: [] } } } });
});

test("a constant parameter the operation does not take does not compile", () => {
  const list = { method: "GET", path: "/contacts", parameters: { sort: "id" } } as const;
  // @ts-expect-error there is no sort
  define({ ...head, streams: { contacts: { ...contacts, list } } });
});

test("a parameter that a parent fills and that the operation does not take does not compile", () => {
  const fitting = { stream: "owners", parameters: { updated_since: "/id", "header:X-Version": "/version" } } as const;
  define({ ...head, streams: { contacts: { ...contacts, parent: fitting } } });
  const parent = { stream: "owners", parameters: { owner: "/id" } } as const;
  // @ts-expect-error there is no owner
  define({ ...head, streams: { contacts: { ...contacts, parent } } });
});

test("a field that shows deletions and that the record does not have does not compile", () => {
  // @ts-expect-error a contact has no deleted_at
  define({ ...head, streams: { contacts: { ...contacts, deletes: { field: "/deleted_at" } } } });
});

test("a field whose name holds a slash is written as a pointer is", () => {
  const connector = define({ ...head, streams: { contacts: { ...contacts, primaryKey: ["/a~1b", "/owner/id"] } } });
  expectTypeOf(connector).toExtend<Connector>();
});

test("a GraphQL connection, which no document describes, compiles beside the others", () => {
  const deals = {
    name: "deals",
    list: { method: "POST", path: "/graphql" },
    items: "/data/deals/nodes",
    pagination: {
      style: "graphql",
      query: "query ($after: String) { deals }",
      connection: "/data/deals",
      after: "after",
    },
    primaryKey: ["/id"],
  } as const satisfies StreamContract;
  expectTypeOf(define({ ...head, streams: { contacts, deals } })).toExtend<Connector>();
  // @ts-expect-error only a GraphQL connection may have a path of its own
  define({ ...head, streams: { deals: { ...deals, pagination: { style: "none" } } } });
});
