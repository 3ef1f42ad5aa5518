import { expectTypeOf, test } from "vitest";
import { defineConfig, type ConnectorConfig, type WaybillConfig } from "./config.ts";

interface Contact {
  id: string;
  uuid: string;
  updated_at?: string;
  owner: { id: string };
  "weight/kg": number;
  "~old/a~b": { at: string };
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
        200: {
          headers: object;
          content: { "application/json": { result: { data: Contact[] }; next?: string | null; total?: number } };
        };
      };
    };
    post?: never;
  };
  "/audit": {
    get: { parameters: { query?: { page?: number } }; responses: { 204: { headers: object; content?: never } } };
    post?: never;
  };
}

const at = { document: "harbor.yaml", out: "src/harbor" };
const harbor = (config: ConnectorConfig<paths>) => defineConfig<{ harbor: paths }>({ connectors: { harbor: config } });

test("corrections that fit the document compile", () => {
  const config = harbor({
    ...at,
    overlays: ["harbor.overlay.yaml"],
    limits: { requests: 10, windowMs: 1000 },
    apiVersion: "2026-01-01",
    include: ["contacts"],
    streams: {
      "GET /contacts": {
        name: "people",
        list: { parameters: { limit: 50, "header:X-Version": "2" }, required: [] },
        items: "/result/data",
        primaryKey: ["/uuid"],
        pagination: { style: "cursor", cursor: "cursor", nextCursor: "/next", end: "next", total: "/total" },
        incremental: { lagMs: 60_000, param: "updated_since", cursorField: "/updated_at" },
        deletes: false,
        display: { title: "/owner/id", fields: ["/id"] },
        indexes: ["/at", "/nested/value"],
        classes: { "/owner/id": "pii", "/id": "none" },
        mapping: { fields: { id: "/uuid", at: { from: "/updated_at", to: "epoch-ms" } }, others: "drop" },
        runtime: { map: { module: "./src/map.ts", export: "toContact" } },
      },
    },
  });
  expectTypeOf(config).toEqualTypeOf<WaybillConfig>();
});

test("a part of the inferred paging is corrected without saying the rest", () => {
  harbor({ ...at, streams: { "GET /contacts": { pagination: { pageSize: { size: 25 } } } } });
});

test("a path or method that the document does not have does not compile", () => {
  // @ts-expect-error the path is misspelled
  harbor({ ...at, streams: { "GET /contact": { primaryKey: ["/uuid"] } } });
  // @ts-expect-error there is no POST /contacts
  harbor({ ...at, streams: { "POST /contacts": { primaryKey: ["/uuid"] } } });
});

test("a parameter that the operation does not take does not compile", () => {
  // @ts-expect-error the parameter is called limit
  harbor({ ...at, streams: { "GET /contacts": { list: { parameters: { per_page: 50 } } } } });
  // @ts-expect-error the parameter is called updated_since
  harbor({ ...at, streams: { "GET /contacts": { incremental: { param: "since" } } } });
  // @ts-expect-error the parameter is called limit
  harbor({ ...at, streams: { "GET /contacts": { pagination: { pageSize: { param: "size" } } } } });
  const pagination = { style: "cursor", cursor: "token", nextCursor: "/next", end: "next" } as const;
  // @ts-expect-error the parameter is called cursor
  harbor({ ...at, streams: { "GET /contacts": { pagination } } });
});

test("a field that the records do not have does not compile", () => {
  // @ts-expect-error a contact has no uid
  harbor({ ...at, streams: { "GET /contacts": { primaryKey: ["/uid"] } } });
  // @ts-expect-error a contact has no changed
  harbor({ ...at, streams: { "GET /contacts": { incremental: { cursorField: "/changed" } } } });
  // @ts-expect-error a contact has no title
  harbor({ ...at, streams: { "GET /contacts": { display: { title: "/title" } } } });
  // @ts-expect-error a contact has no email
  harbor({ ...at, streams: { "GET /contacts": { classes: { "/email": "pii" } } } });
  // @ts-expect-error a contact has no name
  harbor({ ...at, streams: { "GET /contacts": { mapping: { fields: { name: "/name" }, others: "drop" } } } });
});

test("a field whose name has a slash or a tilde is named as RFC 6901 escapes it", () => {
  harbor({ ...at, streams: { "GET /contacts": { primaryKey: ["/weight~1kg", "/~0old~1a~0b/at"] } } });
  // @ts-expect-error that is the field kg of weight
  harbor({ ...at, streams: { "GET /contacts": { primaryKey: ["/weight/kg"] } } });
  // @ts-expect-error the tilde is not escaped
  harbor({ ...at, streams: { "GET /contacts": { primaryKey: ["/~old~1a~b"] } } });
});

test("a parameter that a parent fills and that the operation does not take does not compile", () => {
  const parent = { stream: "owners", parameters: { updated_since: "/id" }, keys: "own" } as const;
  harbor({ ...at, streams: { "GET /contacts": { parent } } });
  harbor({ ...at, streams: { "GET /contacts": { parent: { keys: "own" } } } });
  // @ts-expect-error there is no owner
  harbor({ ...at, streams: { "GET /contacts": { parent: { stream: "owners", parameters: { owner: "/id" } } } } });
});

test("a member that the answer does not have does not compile", () => {
  // @ts-expect-error the answer has no items
  harbor({ ...at, streams: { "GET /contacts": { items: "/items" } } });
  // @ts-expect-error the answer has no count
  harbor({ ...at, streams: { "GET /contacts": { pagination: { total: "/count" } } } });
});

test("where the document types no answer, any field and any pointer may be said", () => {
  harbor({ ...at, streams: { "GET /audit": { items: "/entries", primaryKey: ["/anything"] } } });
});

test("a misspelled member does not compile", () => {
  // @ts-expect-error it is called primaryKey
  harbor({ ...at, streams: { "GET /contacts": { primarykey: ["/uuid"] } } });
  // @ts-expect-error a connector says where its files go
  harbor({ document: "harbor.yaml" });
});

test("without paths a config is typed by the contract alone", () => {
  defineConfig({ connectors: { harbor: { ...at, streams: { contacts: { primaryKey: ["/whatever"] } } } } });
  // @ts-expect-error a pointer begins with a slash
  defineConfig({ connectors: { harbor: { ...at, streams: { contacts: { primaryKey: ["whatever"] } } } } });
});

test("a connector of declared GraphQL streams has no document", () => {
  const deals = { query: "query ($after: String) { deals }", connection: "/data/deals" } as const;
  defineConfig<{ harbor: paths; quay: unknown }>({
    connectors: { harbor: at, quay: { out: "src/quay", baseUrl: "https://quay.test", graphql: { deals } } },
  });
});
