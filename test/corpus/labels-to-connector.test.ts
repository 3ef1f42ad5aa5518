import type { JsonObject } from "@waybill/sync/connector";
import { expect, test } from "vitest";
import type { Label, LabelledVendor } from "./corpus.ts";
import { labelsToConnector } from "./labels-to-connector.ts";

const parameters = [
  { name: "page", in: "query", schema: { type: "integer", default: 0 } },
  { name: "size", in: "query", schema: { $ref: "#/components/schemas/Size" } },
  { name: "since", in: "query", schema: { type: "integer", description: "Milliseconds." } },
  { name: "region", in: "query", required: true, schema: { type: "string" } },
];
const item = {
  type: "object",
  properties: { id: { type: "string" }, state: { enum: ["open", "archived", "deleted"] } },
};
const response = {
  content: { "application/json": { schema: { properties: { data: { type: "array", items: item } } } } },
};
const document: JsonObject = {
  info: { version: "3" },
  servers: [{ url: "https://api.vendor.example/v3/" }],
  paths: { "/deals": { parameters, get: { responses: { 200: response } } } },
  components: {
    schemas: { Size: { type: "integer", maximum: 30 } },
    securitySchemes: {
      sso: {
        type: "oauth2",
        flows: { authorizationCode: { tokenUrl: "https://id.vendor.example/token", scopes: { read: "" } } },
      },
    },
  },
};

const deals: Label = {
  method: "GET",
  path: "/deals",
  isList: true,
  stream: "deals",
  items: "/data",
  pagination: {
    style: "page",
    request: { limit: "size", page: "page" },
    response: { totalPages: "/pages", total: "header:X-Total" },
  },
  primaryKey: "id",
  incremental: { param: "since", cursorField: "attributes/updated", kind: "updated" },
  deletes: { field: "state", includeParam: "all" },
  crud: { get: "GET /deals/{id}" },
};
const notes: Label = { ...deals, path: "/deals/{id}/notes", stream: "notes", pagination: null, deletes: undefined };

const vendor = (labels: readonly Label[]): LabelledVendor => ({
  name: "vendor",
  file: "",
  labels,
  vendor: {
    vendor: "vendor",
    title: "Vendor",
    spec: "",
    authSchemes: ["oauth2:authorizationCode", "apiKey:header:X-Key"],
    idempotencyHeader: "Idempotency-Key",
  },
});

const connector = labelsToConnector(vendor([deals, deals, notes, { ...deals, isList: false }]), document);

test("a label's names become a contract, with numbers from the document", () => {
  expect(connector.streams["deals"]).toEqual({
    name: "deals",
    list: { method: "GET", path: "/deals", operationId: undefined, required: ["region"] },
    items: "/data",
    pagination: {
      style: "page",
      page: "page",
      first: 0,
      pageSize: { param: "size", size: 30, max: 30 },
      total: "header:X-Total",
      totalPages: "/pages",
      hasMore: undefined,
      nextPage: undefined,
      end: "total-pages",
    },
    primaryKey: ["/id"],
    incremental: {
      param: "since",
      cursorField: "/attributes/updated",
      kind: "updated",
      format: "epoch-ms",
      granularityMs: 1,
      order: "unknown",
      lagMs: 0,
    },
    deletes: { field: "/state", values: ["deleted"], include: { param: "all", value: true } },
    parent: undefined,
    operations: { get: "GET /deals/{id}" },
  });
});

test("lists only become streams, each under its own name", () => {
  expect(Object.keys(connector.streams)).toEqual(["deals", "deals-2", "notes"]);
});

test("a list below another list's records is its child", () => {
  expect(connector.streams["notes"]?.parent).toEqual({ stream: "deals", parameters: { id: "/id" } });
});

test("the vendor's schemes come with the document's addresses", () => {
  expect(connector).toMatchObject({
    baseUrl: "https://api.vendor.example/v3",
    version: "3",
    idempotency: { header: "Idempotency-Key" },
  });
  expect(connector.auth).toEqual([
    {
      kind: "oauth2",
      tokenUrl: "https://id.vendor.example/token",
      authorizationUrl: undefined,
      refreshUrl: undefined,
      scopes: ["read"],
    },
    { kind: "apiKey", in: "header", name: "X-Key" },
  ]);
});

test.each([
  ["an expression", { param: "filter", cursorField: "updated", kind: "expression" }],
  ["a delta token", { param: "sync", cursorField: null, kind: "delta-token" }],
  ["a range", { param: "updated_at_range", cursorField: "updated_at", kind: "updated" }],
])("%s is no incremental parameter of the contract", (_, incremental) => {
  expect(
    labelsToConnector(vendor([{ ...deals, incremental }]), document).streams["deals"]?.incremental,
  ).toBeUndefined();
});
