import type { JsonObject } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { array, documentOf, get, instant, integer, object, query, text } from "../../test/list-document.ts";
import { inferConnector } from "../infer/infer-connector.ts";
import { readModel } from "../infer/document/operation.ts";
import { applyCorrections } from "./apply-corrections.ts";
import { ConfigError } from "../config/config-error.ts";
import type { Corrections } from "../config/config.ts";

const document = documentOf({
  "/contacts": {
    get: get(
      object({ data: array(object({ code: text, changed: instant, owner: object({ id: text }) })), total: integer }),
      {
        operationId: "listContacts",
        parameters: [{ ...query("region"), required: true }, query("cursor"), query("limit", integer)],
      },
    ),
  },
  "/contacts/{code}": { get: get(object({ code: text })) },
  "/projects": { get: get(array(object({ id: text, name: text })), { parameters: [query("limit", integer)] }) },
  "/projects/{project_id}/tasks": {
    get: get(array(object({ id: text })), {
      parameters: [{ name: "project_id", in: "path", required: true, schema: text }, query("limit", integer)],
    }),
  },
});

function correct(corrections: Corrections, from: JsonObject = document) {
  return applyCorrections({
    inference: inferConnector(from, { lists: Object.keys(corrections.streams ?? {}) }),
    model: readModel(from),
    corrections,
    place: 'waybill.config.ts, connector "harbor"',
  });
}

test("no correction changes nothing", () => {
  expect(correct({})).toEqual(inferConnector(document));
});

test.each(["contacts", "GET /contacts"])(
  "a correction of %j is merged in, is sure, and settles the question",
  (key) => {
    const { connector, report } = correct({
      baseUrl: "https://relay.test",
      streams: {
        [key]: {
          primaryKey: ["/owner/id"],
          pagination: { style: "none" },
          list: { parameters: { region: "eu" } },
          indexes: ["/owner/id"],
          classes: { "/owner/id": "pii" },
        },
      },
    });
    expect(connector.baseUrl).toBe("https://relay.test");
    expect(connector.streams["contacts"]).toMatchObject({
      primaryKey: ["/owner/id"],
      pagination: { style: "none" },
      list: { path: "/contacts", parameters: { region: "eu" }, required: undefined },
      items: "/data",
      indexes: ["/owner/id"],
      classes: { "/owner/id": "pii" },
    });
    expect(report.streams[0]?.answers.primaryKey).toMatchObject({
      confidence: 1,
      evidence: ["corrected in waybill.config.ts"],
    });
    const open = report.couldNotTell.filter(({ stream }) => stream === "contacts").map(({ question }) => question);
    expect(open).not.toContain("primaryKey");
    expect(open).not.toContain("required");
  },
);

test("an index on a field that a mapping or code makes is not looked for in the document", () => {
  const mapping = { fields: { at: "/changed" }, others: "drop" } as const;
  const map = { module: "./map.ts", export: "map" };
  for (const made of [{ mapping }, { runtime: { map } }]) {
    const { connector } = correct({ streams: { contacts: { indexes: ["/at"], ...made } } });
    expect(connector.streams["contacts"]?.indexes).toEqual(["/at"]);
  }
});

test("part of an object is corrected and the rest of it stays as inferred; false takes it away", () => {
  const paged = documentOf({
    "/deals": {
      get: get(object({ items: array(object({ id: text, updated_at: instant })) }), {
        parameters: [
          query("page", integer),
          query("per_page", { ...integer, maximum: 100 }),
          query("updated_since", instant),
        ],
      }),
    },
  });
  const inferred = inferConnector(paged).connector.streams["deals"];
  expect(inferred?.incremental?.param).toBe("updated_since");
  const merged = correct(
    { streams: { deals: { pagination: { pageSize: { size: 25 } }, incremental: { lagMs: 60_000 } } } },
    paged,
  ).connector.streams["deals"];
  expect(merged?.pagination).toEqual({ ...inferred?.pagination, pageSize: { param: "per_page", size: 25, max: 100 } });
  expect(merged?.incremental).toEqual({ ...inferred?.incremental, lagMs: 60_000 });
  expect(correct({ streams: { deals: { incremental: false } } }, paged).connector.streams["deals"]?.incremental).toBe(
    undefined,
  );
});

test("a stream is renamed, with the streams that are listed for its records", () => {
  const { connector, report } = correct({ streams: { "GET /projects": { name: "boards" } } });
  expect(Object.keys(connector.streams)).toEqual(["contacts", "boards", "tasks"]);
  expect(connector.streams["tasks"]?.parent?.stream).toBe("boards");
  expect(report.streams.map(({ name }) => name)).toEqual(["contacts", "boards", "tasks"]);
});

test("an operation that was not seen as a list is one where a correction names it", () => {
  const embedded = documentOf({
    "/contacts/{id}": { get: get(object({ id: text, name: text, phones: array(object({ id: text, number: text })) })) },
  });
  expect(inferConnector(embedded).connector.streams).toEqual({});
  const { connector } = correct({ streams: { "GET /contacts/{id}": { name: "phones", items: "/phones" } } }, embedded);
  expect(connector.streams["phones"]).toMatchObject({ items: "/phones", list: { required: ["path:id"] } });
});

test("include keeps some streams, exclude leaves some out, with their questions", () => {
  expect(Object.keys(correct({ include: ["GET /contacts"] }).connector.streams)).toEqual(["contacts"]);
  const { connector, report } = correct({ exclude: ["contacts", "tasks"] });
  expect(Object.keys(connector.streams)).toEqual(["projects"]);
  expect(report.couldNotTell.filter(({ stream }) => stream === "contacts")).toEqual([]);
});

test("a GraphQL connection is declared by hand, beside the document's streams", () => {
  const asked =
    "query ($after: String, $first: Int, $open: Boolean) " +
    "{ deals(after: $after, first: $first, open: $open) { nodes { id } pageInfo { hasNextPage endCursor } } }";
  const { connector } = correct({
    graphql: {
      deals: {
        query: asked,
        connection: "/data/deals",
        variables: { open: true },
        pageSize: { variable: "first", size: 50 },
      },
    },
  });
  expect(connector.streams["deals"]).toMatchObject({
    list: { method: "POST", path: "/graphql", parameters: { "/variables/open": true } },
    items: "/data/deals/nodes",
    primaryKey: ["/id"],
    pagination: {
      style: "graphql",
      query: asked,
      connection: "/data/deals",
      after: "after",
      pageSize: { param: "/variables/first" },
    },
  });
});

test("limits and headers are set, and the API version in the header that the document declares for it", () => {
  const versioned = documentOf({
    "/contacts": {
      get: get(array(object({ id: text })), {
        parameters: [
          { name: "Harbor-Version", in: "header", required: true, schema: { type: "string", enum: ["2024-01-01"] } },
        ],
      }),
    },
  });
  const { connector } = correct(
    { limits: { requests: 5, windowMs: 1000 }, apiVersion: "2026-02-01", headers: { "X-A": "b" } },
    versioned,
  );
  expect(connector.limits).toEqual({ requests: 5, windowMs: 1000 });
  expect(connector.headers).toEqual({ "Harbor-Version": "2026-02-01", "X-A": "b" });
  expect(() => correct({ apiVersion: "2026-02-01" })).toThrow("declares no header for it");
});

describe("refused, with its place and the nearest match, is", () => {
  test.each<readonly [string, Corrections, string]>([
    ["a stream that is not there", { streams: { contact: {} } }, 'no stream "contact". Did you mean "contacts"?'],
    ["an operation that is not there", { streams: { "GET /contatcs": {} } }, 'Did you mean "GET /contacts"?'],
    ["an operation that is no list", { streams: { "GET /contacts/{code}": {} } }, "answers with no array of records"],
    ["one stream, twice", { streams: { contacts: {}, "GET /contacts": {} } }, "corrected twice"],
    [
      "a parameter",
      { streams: { contacts: { list: { parameters: { regoin: 1 } } } } },
      'stream "contacts": list.parameters names the parameter "regoin", which the document does not have. Did you mean "region"?',
    ],
    [
      "a paging parameter",
      { streams: { contacts: { pagination: { pageSize: { param: "limits" } } } } },
      'Did you mean "limit"?',
    ],
    [
      "a field",
      { streams: { contacts: { primaryKey: ["/cde"] } } },
      'primaryKey names the field "/cde", which the document does not have. Did you mean "/code"?',
    ],
    ["a field inside a field", { streams: { contacts: { primaryKey: ["/owner/idd"] } } }, 'Did you mean "/owner/id"?'],
    [
      "the field of a mapping",
      { streams: { contacts: { mapping: { fields: { a: { from: "/chnged" } }, others: "drop" } } } },
      'mapping.fields names the field "/chnged"',
    ],
    ["the field of an index", { streams: { contacts: { indexes: ["/chnged"] } } }, 'Did you mean "/changed"?'],
    ["a member of the answer", { streams: { contacts: { pagination: { total: "/totl" } } } }, 'Did you mean "/total"?'],
    [
      "a neighbour",
      { streams: { contacts: { operations: { get: "GET /contact/{code}" } } } },
      'Did you mean "GET /contacts/{code}"?',
    ],
    [
      "an included stream",
      { include: ["contcts"] },
      'include: the document has no stream "contcts". Did you mean "contacts"?',
    ],
    ["a stream whose parent is left out", { exclude: ["projects"] }, '"tasks" is listed once per record of "projects"'],
    ["a name that is taken", { streams: { projects: { name: "contacts" } } }, 'two streams are called "contacts"'],
    ["what leaves no sound connector", { baseUrl: "relay" }, "/baseUrl: expected"],
    [
      "half a style",
      { streams: { contacts: { incremental: { lagMs: 5 } } } },
      "/streams/contacts/incremental/param: expected",
    ],
  ])("%s", (_, corrections, message) => {
    expect(() => correct(corrections)).toThrow(ConfigError);
    expect(() => correct(corrections)).toThrow(message);
    expect(() => correct(corrections)).toThrow('waybill.config.ts, connector "harbor"');
  });

  test("nothing that the document leaves open", () => {
    const open = documentOf({
      "/things": { get: get(array({ type: "object" }), { parameters: [query("limit", integer)] }) },
    });
    expect(
      correct({ streams: { things: { primaryKey: ["/anything"] } } }, open).connector.streams["things"]?.primaryKey,
    ).toEqual(["/anything"]);
  });
});

describe("the scopes that are asked for", () => {
  const secured = (...scopes: readonly string[]): JsonObject => ({ security: [{ oauth: scopes }] });
  const named = ["contacts.read", "contacts.archive", "notes.read", "notes.write"];
  const flow = { tokenUrl: "https://a.test/token", scopes: Object.fromEntries(named.map((each) => [each, ""])) };
  const vendor = documentOf(
    {
      "/contacts": { get: get(array(object({ id: text })), secured("contacts.read")) },
      "/contacts/{id}/archive": { post: { responses: {}, ...secured("contacts.archive") } },
      "/notes": { get: get(array(object({ id: text })), secured()) },
    },
    { components: { securitySchemes: { oauth: { type: "oauth2", flows: { clientCredentials: flow } } } } },
  );
  const asked = (corrections: Corrections) => {
    const { connector, report } = correct(corrections, vendor);
    return {
      scopes: connector.auth.flatMap((scheme) => (scheme.kind === "oauth2" ? scheme.scopes : [])),
      gaps: report.couldNotTell.filter(({ question }) => question === "scopes").map(({ stream }) => stream),
      told: report.auth.evidence.filter((line) => line.startsWith("scopes: ")),
      contacts: connector.streams["contacts"]?.operationScopes,
    };
  };

  test("are all while a list names none, and those of the others once it is left out", () => {
    expect(asked({})).toMatchObject({ scopes: named, gaps: ["notes"], told: [] });
    const fewer = { scopes: ["contacts.read"], gaps: [], told: ["scopes: those that the streams need"] };
    expect(asked({ exclude: ["notes"] })).toMatchObject(fewer);
    expect(asked({ include: ["contacts"] })).toMatchObject(fewer);
  });

  test("include what a person says a list needs", () => {
    const streams = { notes: { scopes: ["notes.read"] } };
    expect(asked({ streams })).toMatchObject({ scopes: ["contacts.read", "notes.read"], gaps: [] });
  });

  test("include those of an operation that a person named", () => {
    const streams = { contacts: { operations: { delete: "POST /contacts/{id}/archive" } } };
    expect(asked({ streams, exclude: ["notes"] })).toEqual({
      scopes: ["contacts.read", "contacts.archive"],
      gaps: [],
      told: ["scopes: those that the streams need"],
      contacts: ["contacts.archive"],
    });
  });
});
