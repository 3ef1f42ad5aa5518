import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { array, documentOf, get, instant, integer, object, query, text } from "../../test/list-document.ts";
import { inferConnector } from "../infer/infer-connector.ts";
import { objectAt } from "../load/json/json-value.ts";
import { loadDocument } from "../load/load-document.ts";
import { applyOverlay } from "../overlay/apply-overlay.ts";
import { parseOverlay } from "../overlay/overlay.ts";
import type { Change, Severity } from "./change.ts";
import { contractView } from "./contract-view.ts";
import { diffContracts } from "./diff-contracts.ts";

const diff = (before: JsonObject, after: JsonObject): readonly Change[] =>
  diffContracts(contractView(before, inferConnector(before)), contractView(after, inferConnector(after)));

const record = object({
  id: text,
  name: text,
  status: { type: "string", enum: ["open", "won"] },
  amount: integer,
  updated_at: instant,
  owner: object({ id: text }),
});
const base: JsonObject = {
  ...documentOf({
    "/deals": {
      get: get(
        object({ data: array({ $ref: "#/components/schemas/Deal" }), next_cursor: { type: ["string", "null"] } }),
        {
          operationId: "listDeals",
          parameters: [query("cursor"), query("limit", { ...integer, maximum: 100 }), query("updated_since", instant)],
          security: [{ oauth: ["deals.read"] }],
        },
      ),
      post: { responses: {} },
    },
    "/deals/{id}": { get: get({ $ref: "#/components/schemas/Deal" }) },
    "/notes": {
      get: get(object({ data: array(object({ id: text })), next_cursor: text }), {
        parameters: [query("cursor"), query("limit", integer)],
      }),
    },
  }),
  components: {
    schemas: { Deal: { ...record, required: ["id", "name"] } },
    securitySchemes: {
      oauth: {
        type: "oauth2",
        flows: { clientCredentials: { tokenUrl: "https://api.harbor.test/token", scopes: {} } },
      },
      key: { type: "apiKey", in: "header", name: "X-Key" },
    },
  },
};

const overlaid = (...actions: readonly object[]): JsonObject => {
  const overlay = parseOverlay(JSON.stringify({ overlay: "1.1.0", actions }), "o.json");
  const { document, diagnostics } = applyOverlay(base, overlay);
  expect(diagnostics).toEqual([]);
  return document;
};

const list = "$.paths['/deals'].get";
const deal = "$.components.schemas.Deal";
const parameter = (name: string): string => `${list}.parameters[?@.name == '${name}']`;
const answer = `${list}.responses['200'].content['application/json'].schema`;

interface Case {
  readonly change: readonly object[];
  readonly want: readonly (readonly [Severity, string, string, string?])[];
}

const remove = (target: string): object => ({ target, remove: true });
const update = (target: string, value: unknown): object => ({ target, update: value });

const cases: Readonly<Record<string, Case>> = {
  "a list that is gone": { change: [remove("$.paths['/notes']")], want: [["breaking", "notes", "stream"]] },
  "a new list": {
    change: [
      update("$.paths", {
        "/tags": {
          get: get(object({ data: array(object({ id: text })), next_cursor: text }), {
            parameters: [query("cursor"), query("limit", integer)],
          }),
        },
      }),
    ],
    want: [["additive", "tags", "stream"]],
  },
  "records in another place": {
    change: [
      remove(`${answer}.properties.data`),
      update(`${answer}.properties`, { results: array({ $ref: "#/components/schemas/Deal" }) }),
    ],
    want: [["breaking", "deals", "items"]],
  },
  "a cursor parameter of another name": {
    change: [update(`${parameter("cursor")}.name`, "page_token")],
    want: [["breaking", "deals", "pagination"]],
  },
  "smaller pages": {
    change: [update(`${parameter("limit")}.schema.maximum`, 50)],
    want: [["breaking", "deals", "page size"]],
  },
  "larger pages": {
    change: [update(`${parameter("limit")}.schema.maximum`, 500)],
    want: [["additive", "deals", "page size"]],
  },
  "a count of the list": {
    change: [update(`${answer}.properties`, { total_count: integer })],
    want: [["additive", "deals", "total"]],
  },
  "no way to ask for changes": {
    change: [remove(parameter("updated_since"))],
    want: [["breaking", "deals", "incremental"]],
  },
  "a parameter that is required now": {
    change: [update(`${list}.parameters`, [{ name: "region", in: "query", required: true, schema: text }])],
    want: [["breaking", "deals", "required parameter"]],
  },
  "an operation that is gone": {
    change: [remove("$.paths['/deals'].post")],
    want: [["breaking", "deals", "create operation"]],
  },
  "a new operation": {
    change: [update("$.paths['/deals/{id}']", { delete: { responses: {} } })],
    want: [["additive", "deals", "delete operation"]],
  },
  "a list that is deprecated": {
    change: [update(list, { deprecated: true })],
    want: [["deprecated", "deals", "operation"]],
  },
  "an operation that is deprecated": {
    change: [update("$.paths['/deals/{id}'].get", { deprecated: true })],
    want: [["deprecated", "deals", "get operation"]],
  },
  "a scope that is asked for in addition": {
    change: [update(`${list}.security[0].oauth`, "offline")],
    want: [["breaking", "deals", "scopes"]],
  },
  "another way in": { change: [update(`${list}.security`, [{ key: [] }])], want: [["additive", "deals", "scopes"]] },
  "a field that is gone": {
    change: [remove(`${deal}.properties.amount`)],
    want: [["breaking", "deals", "field", "/amount"]],
  },
  "a field and all in it that are gone": {
    change: [remove(`${deal}.properties.owner`)],
    want: [["breaking", "deals", "field", "/owner"]],
  },
  "a new field": {
    change: [update(`${deal}.properties`, { note: text })],
    want: [["additive", "deals", "field", "/note"]],
  },
  "a field of another type": {
    change: [update(`${deal}.properties.amount.type`, "string")],
    want: [["breaking", "deals", "field type", "/amount"]],
  },
  "a field of any type": {
    change: [
      remove(`${deal}.properties.owner.properties.id`),
      update(`${deal}.properties.owner.properties`, { id: {} }),
    ],
    want: [["breaking", "deals", "field type", "/owner/id"]],
  },
  "a field that may be null now": {
    change: [
      remove(`${deal}.properties.amount.type`),
      update(`${deal}.properties.amount`, { type: ["integer", "null"] }),
    ],
    want: [["breaking", "deals", "field nullability", "/amount"]],
  },
  "a field that may be missing now": {
    change: [remove(`${deal}.required[?@ == 'name']`)],
    want: [["breaking", "deals", "field required", "/name"]],
  },
  "a field that is always there now": {
    change: [update(`${deal}.required`, "amount")],
    want: [["additive", "deals", "field required", "/amount"]],
  },
  "a new value of an enum": {
    change: [update(`${deal}.properties.status.enum`, "lost")],
    want: [["additive", "deals", "field enum", "/status"]],
  },
  "a value of an enum that is gone": {
    change: [remove(`${deal}.properties.status.enum[?@ == 'won']`)],
    want: [["breaking", "deals", "field enum", "/status"]],
  },
  "a field that is deprecated": {
    change: [update(`${deal}.properties.amount`, { deprecated: true })],
    want: [["deprecated", "deals", "field", "/amount"]],
  },
  "another address": {
    change: [update("$.servers[0].url", "https://eu.harbor.test")],
    want: [["breaking", "", "baseUrl"]],
  },
  "a way to authenticate that is gone": {
    change: [remove("$.components.securitySchemes.key")],
    want: [["breaking", "", "auth"]],
  },
};

describe("of two versions of a document the diff tells", () => {
  test.each(Object.entries(cases))("%s", (_, { change, want }) => {
    const told = diff(base, overlaid(...change));
    expect(
      told.map(({ severity, stream = "", what, field }) => [
        severity,
        stream,
        what,
        ...(field === undefined ? [] : [field]),
      ]),
    ).toEqual(want);
    for (const { meaning } of told) expect(meaning).toMatch(/^\S.*\.$/);
  });

  test("nothing where nothing has changed, nor where only words and order have", () => {
    expect(diff(base, base)).toEqual([]);
    const reordered = {
      ...base,
      info: { title: "Harbor", version: "2" },
      paths: Object.fromEntries(Object.entries(objectAt(base, "paths")).toReversed()),
    };
    expect(diff(base, reordered)).toEqual([]);
  });

  test("that a field which is gone was the key and shown to customers", () => {
    const [change] = diff(
      base,
      overlaid(remove(`${deal}.properties.id`), remove(`${deal}.required[?@ == 'id']`)),
    ).filter(({ field }) => field === "/id");
    expect(change?.meaning).toContain("the key");
  });

  test("breaking changes before deprecations before additions", () => {
    const told = diff(
      base,
      overlaid(
        update(`${deal}.properties`, { note: text }),
        update(list, { deprecated: true }),
        remove("$.paths['/notes']"),
      ),
    );
    expect(told.map(({ severity }) => severity)).toEqual(["breaking", "deprecated", "additive"]);
  });
});

const openapi = fileURLToPath(new URL("../../../../openapi", import.meta.url));
const documents = (await readdir(openapi)).filter((name) => name.endsWith(".yaml") && !name.startsWith("waybill-"));

describe.each(documents)("two versions of our own %s", (name) => {
  test("the same one twice: nothing", async () => {
    const { document } = await loadDocument(join(openapi, name));
    expect(diff(document, document)).toEqual([]);
  });

  test("without its first list and with every field of its records deprecated: both are told, and backwards the list is new", async () => {
    const { document } = await loadDocument(join(openapi, name));
    const { connector } = inferConnector(document);
    const [first, second] = Object.values(connector.streams);
    const overlay = JSON.stringify({
      overlay: "1.0.0",
      actions: [
        { target: `$.paths['${first?.list.path}'].${first?.list.method.toLowerCase()}`, remove: true },
        {
          target: `$.paths['${second?.list.path}'].${second?.list.method.toLowerCase()}`,
          update: { deprecated: true },
        },
      ],
    });
    const { document: changed } = applyOverlay(document, parseOverlay(overlay, "o.json"));
    const told = diff(document, changed);
    expect(told).toContainEqual(expect.objectContaining({ severity: "breaking", stream: first?.name, what: "stream" }));
    expect(told).toContainEqual(
      expect.objectContaining({ severity: "deprecated", stream: second?.name, what: "operation" }),
    );
    expect(diff(changed, document)).toContainEqual(
      expect.objectContaining({ severity: "additive", stream: first?.name, what: "stream" }),
    );
  });
});
