import type { Json, JsonObject } from "@waybill/sync/connector";
import { contractVersion } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "../emulator.ts";
import { stillClock } from "../harbor.test.fixture.ts";
import type { EmulatorOptions } from "../options.ts";

const json = (schema: JsonObject): JsonObject => ({ content: { "application/json": { schema } } });

/** Orders, with parameters and bodies of every kind. */
const document: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Orders", version: "1" },
  paths: {
    "/orders": {
      parameters: [{ name: "X-Tenant", in: "header", required: true, schema: { type: "string", minLength: 2 } }],
      get: {
        parameters: [
          { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 50 } },
          { name: "state", in: "query", required: true, schema: { enum: ["open", "closed"] } },
          { name: "ids", in: "query", schema: { type: "array", items: { type: "integer" } } },
          { name: "fields", in: "query", explode: false, schema: { type: "array", items: { enum: ["id", "total"] } } },
          {
            name: "filter",
            in: "query",
            style: "deepObject",
            schema: { type: "object", properties: { q: { type: "string" } } },
          },
          { name: "paid", in: "query", schema: { type: ["boolean", "null"] } },
          { name: "Accept", in: "header", required: true, schema: { type: "string" } },
        ],
        responses: { "200": json({ type: "array", items: { $ref: "#/components/schemas/Order" } }) },
      },
      post: {
        requestBody: {
          required: true,
          content: {
            "application/json": { schema: { $ref: "#/components/schemas/Order" } },
            "application/x-www-form-urlencoded": { schema: { $ref: "#/components/schemas/Order" } },
          },
        },
        responses: {
          "201": json({ $ref: "#/components/schemas/Order" }),
          "422": json({ type: "object", properties: { message: { type: "string" } } }),
        },
      },
    },
    "/orders/{order_id}": {
      get: {
        parameters: [{ name: "order_id", in: "path", required: true, schema: { type: "integer" } }],
        responses: { "200": json({ $ref: "#/components/schemas/Order" }) },
      },
      patch: {
        requestBody: json({ $ref: "#/components/schemas/Order" }),
        responses: { "200": json({ $ref: "#/components/schemas/Order" }) },
      },
    },
  },
  components: {
    schemas: {
      Order: {
        type: "object",
        required: ["id", "total", "customer", "created_by"],
        additionalProperties: false,
        properties: {
          id: { type: "integer" },
          total: { type: "integer", minimum: 0 },
          customer: { $ref: "#/components/schemas/Customer" },
          created_by: { type: "string", readOnly: true },
          due: { type: ["string", "null"], format: "date" },
          parent: { $ref: "#/components/schemas/Order" },
          lines: { type: "array", items: { oneOf: [{ type: "string" }, { type: "object", required: ["sku"] }] } },
        },
      },
      Customer: { type: "object", required: ["email"], properties: { email: { type: "string", format: "email" } } },
    },
  },
};

const start = (options: Partial<EmulatorOptions> = {}): Emulator =>
  createEmulator({
    document,
    connector: {
      contractVersion,
      vendor: "orders",
      title: "Orders",
      version: "1",
      baseUrl: "https://orders.example",
      auth: [],
      streams: {
        orders: {
          name: "orders",
          list: { method: "GET", path: "/orders", parameters: { expand: "all" } },
          items: "",
          pagination: {
            style: "cursor",
            cursor: "after",
            nextCursor: "header:X-Next",
            pageSize: { param: "limit", size: 10 },
            end: "next",
          },
          primaryKey: ["/id"],
          operations: { create: "POST /orders", get: "GET /orders/{order_id}", update: "PATCH /orders/{order_id}" },
        },
      },
    },
    clock: stillClock(),
    records: 5,
    ...options,
  });

const tenant = { "x-tenant": "acme" };
const ask = (emulator: Emulator, path: string, init: RequestInit = {}) =>
  emulator.fetch(new Request(`https://orders.example${path}`, { headers: tenant, ...init }));
const post = (emulator: Emulator, body: Json | string, type = "application/json") =>
  ask(emulator, "/orders", {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { ...tenant, "content-type": type },
  });
const told = (emulator: Emulator) =>
  emulator
    .violations()
    .map(({ in: place, name, rule, refused }) => `${place} ${name} ${rule}${refused ? "" : ", let pass"}`);

const order = { total: 3, customer: { email: "ada@customer.example" } };

describe("a request within the contract", () => {
  test.each([
    "?state=open",
    "?state=closed&limit=10&ids=1&ids=2&fields=id,total&filter[q]=x&paid=true",
    "?state=open&ids[]=3",
    "?state=open&expand=all&after=",
  ])("passes: %s", async (query) => {
    const emulator = start({ contract: "strict" });
    expect([(await ask(emulator, `/orders${query}`)).status, told(emulator)]).toEqual([200, []]);
  });

  test.each<Json>([order, { ...order, due: null, lines: ["a", { sku: "b" }] }, { ...order, parent: order }])(
    "creates an order: %j",
    async (body) => {
      const emulator = start({ contract: "strict" });
      expect([(await post(emulator, body)).status, told(emulator)]).toEqual([201, []]);
    },
  );

  test("may change a part of a record", async () => {
    const emulator = start({ contract: "strict" });
    const { id } = emulator.records("orders")[0] as JsonObject;
    const init = {
      method: "PATCH",
      body: JSON.stringify({ total: 9 }),
      headers: { "content-type": "application/merge-patch+json" },
    };
    expect([(await ask(emulator, `/orders/${id as number}`, init)).status, told(emulator)]).toEqual([200, []]);
  });

  test("may be a form, whose fields mean what the document declares", async () => {
    const emulator = start({ contract: "strict" });
    const body = new URLSearchParams({ total: "25", "customer[email]": "ada@customer.example", "lines[0]": "a" });
    const response = await post(emulator, `${body}`, "application/x-www-form-urlencoded");
    expect([response.status, told(emulator)]).toEqual([201, []]);
    expect(await response.json()).toMatchObject({
      total: 25,
      customer: { email: "ada@customer.example" },
      lines: ["a"],
    });
  });
});

describe("a request that breaks the contract is refused and reported", () => {
  test.each<readonly [string, Record<string, string>, readonly string[]]>([
    ["", tenant, ["query state missing"]],
    ["?state=gone", tenant, ["query state mismatch"]],
    ["?state=open&ids=1&ids=b", tenant, ["query ids/1 mismatch"]],
    ["?state=open&fields=id,name", tenant, ["query fields/1 mismatch"]],
    ["?state=open&paid=perhaps", tenant, ["query paid mismatch"]],
    ["?state=open", {}, ["header X-Tenant missing"]],
    ["?state=open", { "x-tenant": "a" }, ["header X-Tenant mismatch"]],
  ])("by its parameters: GET /orders%s %j", async (query, headers, wanted) => {
    const emulator = start();
    expect([(await ask(emulator, `/orders${query}`, { headers })).status, told(emulator)]).toEqual([400, wanted]);
  });

  test("by its path", async () => {
    const emulator = start();
    expect([(await ask(emulator, "/orders/first")).status, told(emulator)]).toEqual([400, ["path order_id mismatch"]]);
  });

  test.each<readonly [Json | string, readonly string[], number]>([
    [{ total: 3 }, ["body /customer missing"], 422],
    [{ ...order, total: "3" }, ["body /total mismatch"], 422],
    [{ ...order, total: -1 }, ["body /total mismatch"], 422],
    [{ ...order, due: "tomorrow" }, ["body /due mismatch"], 422],
    [{ ...order, customer: { email: "nobody" } }, ["body /customer/email mismatch"], 422],
    [{ ...order, parent: { total: true } }, ["body /parent/customer missing", "body /parent/total mismatch"], 422],
    [{ ...order, lines: [{}] }, ["body /lines/0 mismatch"], 422],
    [{ ...order, colour: "red" }, ["body /colour unknown"], 422],
    [[order], ["body  mismatch"], 422],
    ["{ total:", ["body  malformed"], 400],
  ])("by its body: %j", async (body, wanted, status) => {
    const emulator = start({ contract: "strict" });
    expect([(await post(emulator, body)).status, told(emulator)]).toEqual([status, wanted]);
    expect(emulator.stats().effects).toEqual([]);
  });

  test("by having no body, or one of another kind", async () => {
    const emulator = start();
    expect((await ask(emulator, "/orders", { method: "POST" })).status).toBe(422);
    expect((await post(emulator, "a,b", "text/csv")).status).toBe(415);
    expect(told(emulator)).toEqual(["body  missing", "header content-type media-type"]);
  });

  test("in the shape that the document gives its errors, with the place and no value", async () => {
    const emulator = start();
    const response = await post(emulator, { ...order, customer: { email: "secret-of-mine" } });
    const { message } = (await response.json()) as { message: string };
    expect(message).toContain("/customer/email");
    expect(message).not.toContain("secret-of-mine");
    expect(JSON.stringify(emulator.violations())).not.toContain("secret-of-mine");
  });
});

describe("what the document does not know", () => {
  test("is ignored and reported by a usual vendor, and refused by a strict one", async () => {
    const [usual, strict] = [start(), start({ contract: "strict" })];
    const path = "/orders?state=open&sort=total";
    expect([(await ask(usual, path)).status, (await ask(strict, path)).status]).toEqual([200, 400]);
    expect([told(usual), told(strict)]).toEqual([["query sort unknown, let pass"], ["query sort unknown"]]);
  });

  test("and what is wrong is only reported where nothing is enforced", async () => {
    const emulator = start({ contract: "report" });
    expect([(await post(emulator, { total: "3" })).status, told(emulator).length]).toEqual([201, 2]);
  });

  test("a page that is too large is cut, and reported", async () => {
    const emulator = start();
    expect([(await ask(emulator, "/orders?state=open&limit=500")).status, told(emulator)]).toEqual([
      200,
      ["query limit mismatch, let pass"],
    ]);
  });

  test("the report can be begun anew", async () => {
    const emulator = start();
    await ask(emulator, "/orders");
    emulator.clearLog();
    expect([emulator.violations(), emulator.stats().calls]).toEqual([[], []]);
  });
});
