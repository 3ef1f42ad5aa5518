import type { Connector, JsonObject, Pagination, StreamContract } from "@waybill/sync/connector";
import { contractVersion } from "@waybill/sync/connector";
import { createEmulator, type Emulator } from "./emulator.ts";
import type { EmulatorOptions } from "./options.ts";

/** A small CRM for tests: contacts, companies, and notes of each contact. */
export const harborDocument: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Harbor CRM", version: "2026-03-01" },
  paths: {
    "/contacts": {
      get: list("Contact", [
        { name: "cursor", in: "query", schema: { type: "string" } },
        { name: "limit", in: "query", schema: { type: "integer", default: 10, maximum: 50 } },
        { name: "updated_since", in: "query", schema: { type: "string", format: "date-time" } },
      ]),
      post: write("Contact", "201"),
    },
    "/contacts/{contact_id}": {
      get: write("Contact", "200"),
      patch: write("Contact", "200"),
      delete: { responses: { "204": {} } },
    },
    "/contacts/{contact_id}/notes": { get: list("Note", []) },
    "/companies": { get: list("Company", [{ name: "page", in: "query", schema: { type: "integer" } }]) },
    "/status": {
      get: {
        responses: {
          "200": json({ type: "object", required: ["region"], properties: { region: { type: "string" } } }),
        },
      },
    },
  },
  components: {
    schemas: {
      ContactInput: {
        type: "object",
        properties: {
          id: { type: "string", example: "con_8fK2mQ71ZpXw" },
          name: { type: "string" },
          email: { type: "string", format: "email" },
          phone: { type: ["string", "null"] },
          stage: { enum: ["lead", "customer", "lost"] },
          company_id: { type: "integer" },
          manager: { $ref: "#/components/schemas/Contact" },
          archived: { type: "boolean" },
          created_at: { type: "string", format: "date-time" },
          updated_at: { type: "string", format: "date-time" },
        },
      },
      Contact: {
        allOf: [{ $ref: "#/components/schemas/ContactInput" }],
        required: ["id", "name", "email", "updated_at"],
      },
      Company: {
        allOf: [
          { $ref: "#/components/schemas/Named" },
          {
            type: "object",
            required: ["id"],
            properties: { id: { type: "integer" }, size: { type: "integer", minimum: 1, maximum: 10 } },
          },
        ],
      },
      Named: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
      Note: {
        type: "object",
        required: ["id", "contact_id", "body"],
        properties: {
          id: { type: "integer" },
          contact_id: { type: "string" },
          body: { type: "string", maxLength: 80 },
        },
      },
    },
  },
};

function json(schema: JsonObject): JsonObject {
  return { content: { "application/json": { schema } } };
}

function list(name: string, parameters: readonly JsonObject[]): JsonObject {
  const schema = {
    type: "object",
    required: ["data", "object", "has_more"],
    properties: {
      object: { const: "list" },
      data: { type: "array", items: { $ref: `#/components/schemas/${name}` } },
      has_more: { type: "boolean" },
      next_cursor: { type: ["string", "null"] },
      next_offset: { type: ["integer", "null"] },
      total: { type: "integer" },
    },
  };
  return { parameters, responses: { "200": json(schema) } };
}

function write(name: string, status: string): JsonObject {
  const holding = (schema: JsonObject): JsonObject => ({ type: "object", properties: { data: schema } });
  return {
    requestBody: json(holding({ $ref: `#/components/schemas/${name}Input` })),
    responses: { [status]: json(holding({ $ref: `#/components/schemas/${name}` })) },
  };
}

export const byCursor: Pagination = {
  style: "cursor",
  cursor: "cursor",
  nextCursor: "/next_cursor",
  hasMore: "/has_more",
  total: "/total",
  pageSize: { param: "limit", size: 10 },
  end: "next",
};

const contacts: StreamContract = {
  name: "contacts",
  list: { method: "GET", path: "/contacts" },
  items: "/data",
  pagination: byCursor,
  primaryKey: ["/id"],
  incremental: {
    param: "updated_since",
    cursorField: "/updated_at",
    kind: "updated",
    format: "date-time",
    granularityMs: 1000,
    order: "asc",
    lagMs: 0,
  },
  deletes: { field: "/archived", include: { param: "include_archived", value: true } },
  operations: {
    create: "POST /contacts",
    get: "GET /contacts/{contact_id}",
    update: "PATCH /contacts/{contact_id}",
    delete: "DELETE /contacts/{contact_id}",
  },
};

const notes: StreamContract = {
  name: "notes",
  list: { method: "GET", path: "/contacts/{contact_id}/notes" },
  items: "/data",
  pagination: { style: "none" },
  primaryKey: ["/id"],
  parent: { stream: "contacts", parameters: { contact_id: "/id" } },
};

const companies: StreamContract = {
  name: "companies",
  list: { method: "GET", path: "/companies" },
  items: "/data",
  pagination: { style: "none" },
  primaryKey: ["/id"],
};

/** The CRM's connector; `changes` replaces members of the contacts stream. */
export function harbor(changes: Partial<StreamContract> = {}, more: Partial<Connector> = {}): Connector {
  return {
    contractVersion,
    vendor: "harbor-crm",
    title: "Harbor CRM",
    version: "2026-03-01",
    baseUrl: "https://api.harbor.example/v1",
    auth: [],
    streams: { contacts: { ...contacts, ...changes }, notes, companies },
    ...more,
  };
}

/** A clock that stands still until it is moved; sleeping moves it. */
export function stillClock(start: number = Date.UTC(2026, 2, 2)): {
  now(): number;
  sleep(ms: number): Promise<void>;
  advance(ms: number): void;
} {
  let at = start;
  return {
    now: () => at,
    sleep: async (ms) => {
      at += ms;
    },
    advance: (ms) => {
      at += ms;
    },
  };
}

/** Sixty contacts without tombstones, under a clock that stands still. */
export function startHarbor(options: Partial<EmulatorOptions> = {}): {
  emulator: Emulator;
  clock: ReturnType<typeof stillClock>;
} {
  const clock = stillClock();
  const connector = harbor({ deletes: undefined });
  return { clock, emulator: createEmulator({ document: harborDocument, connector, clock, records: 60, ...options }) };
}

/** Sends a request to the vendor's own address. */
export const ask = async (emulator: Emulator, path = "/contacts", init: RequestInit = {}): Promise<Response> =>
  emulator.fetch(new Request(`https://api.harbor.example${path}`, init));
