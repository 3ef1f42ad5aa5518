import { expect, test } from "vitest";
import type { Json, JsonObject } from "@waybill/sync/connector";
import { documentOf, array, get, plainRecord } from "../../../test/list-document.ts";
import { streamsOf } from "../../../test/infer-stream.ts";
import { inferConnector } from "../infer-connector.ts";

const securitySchemes = {
  oauth: {
    type: "oauth2",
    flows: { clientCredentials: { tokenUrl: "https://a.test/token", scopes: { "contacts.read": "", contacts: "" } } },
  },
  key: { type: "apiKey", in: "header", name: "X-Key" },
};

function scopesOf(operation: JsonObject, more: JsonObject = {}): readonly string[] | undefined {
  const document = documentOf(
    { "/contacts": { get: get(array(plainRecord), operation) } },
    { components: { securitySchemes }, ...more },
  );
  return streamsOf(document)["GET /contacts"]?.scopes;
}

test.each<readonly [string, JsonObject, JsonObject, readonly string[] | undefined]>([
  ["those of the operation", { security: [{ oauth: ["contacts.read"] }] }, {}, ["contacts.read"]],
  [
    "those of the document, where the operation has none",
    {},
    { security: [{ oauth: ["contacts.read"] }] },
    ["contacts.read"],
  ],
  [
    "none, where the operation asks for nothing",
    { security: [] },
    { security: [{ oauth: ["contacts.read"] }] },
    undefined,
  ],
  ["the fewest of several ways", { security: [{ oauth: ["a", "b"] }, { oauth: ["c"] }, { key: [] }] }, {}, ["c"]],
  [
    "the one to read, beside one to write",
    { security: [{ oauth: ["contacts", "contacts.read"] }] },
    {},
    ["contacts.read"],
  ],
  ["all of one way", { security: [{ oauth: ["contacts.read", "teams.read"] }] }, {}, ["contacts.read", "teams.read"]],
  ["none of a key", { security: [{ key: ["admin"] }] }, {}, undefined],
  ["those of an extension", { "x-required-scopes": ["contacts.read"] }, {}, ["contacts.read"]],
  ["those of the text", { description: "Requires the `contacts.read` scope." }, {}, ["contacts.read"]],
  ["those that a text says to set", { description: "To list, set `contacts` for the OAuth scope." }, {}, ["contacts"]],
  ["none of a text about something else", { description: "Lists `contacts` in the scope of a team." }, {}, undefined],
])("the scopes that a list needs are %s", (_, operation, more, want) => {
  expect(scopesOf(operation, more)).toEqual(want);
});

test("a word in a text or an extension that no flow declares is no scope", () => {
  expect(scopesOf({ "x-connect-scope": "READ" })).toBeUndefined();
  expect(scopesOf({ "x-connect-scope": "READ" }, { components: {} })).toEqual(["READ"]);
});

const operation = (...scopes: readonly string[]): JsonObject => ({ responses: {}, security: [{ oauth: scopes }] });
const contacts: JsonObject = {
  "/contacts": {
    get: get(array(plainRecord), { security: [{ oauth: ["contacts.read"] }] }),
    post: operation("contacts"),
  },
  "/contacts/{id}": { delete: operation("contacts", "contacts.delete") },
  "/reports": { post: operation("reports") },
};
const flows = (...scopes: readonly string[]): JsonObject => ({
  oauth: {
    type: "oauth2",
    flows: {
      password: { tokenUrl: "https://a.test/token", scopes: Object.fromEntries(scopes.map((each) => [each, ""])) },
    },
  },
});
const declared = ["contacts", "contacts.read", "contacts.delete", "reports", "offline_access"];

test("what the operations need besides is told apart from what the list needs", () => {
  const document = documentOf(contacts, { components: { securitySchemes: flows(...declared) } });
  expect(streamsOf(document)["GET /contacts"]).toMatchObject({
    scopes: ["contacts.read"],
    operationScopes: ["contacts", "contacts.delete"],
  });
});

test.each<readonly [string, JsonObject, readonly string[]]>([
  ["what lists and operations need, and what renews a token", contacts, declared.filter((each) => each !== "reports")],
  ["all that are declared, where no stream names any", { "/contacts": { get: get(array(plainRecord)) } }, declared],
])("a customer is asked for %s", (_, paths, want) => {
  const document = documentOf(paths, { components: { securitySchemes: flows(...declared) } });
  expect(inferConnector(document).connector.auth).toMatchObject([{ kind: "oauth2", scopes: want }]);
});

test.each<Json>([null, "oauth", [null], [{ oauth: "contacts.read" }], [{ oauth: [1] }]])(
  "a security requirement of %j is none",
  (security) => {
    expect(scopesOf({ security })).toBeUndefined();
  },
);

const declares = (schemes: Readonly<Record<string, readonly string[]>>): JsonObject => ({
  components: {
    securitySchemes: Object.fromEntries(
      Object.entries(schemes).map(([name, scopes]) => [name, flows(...scopes)["oauth"] ?? {}]),
    ),
  },
});
const lists = (...security: readonly Json[]): JsonObject =>
  Object.fromEntries(
    security.map((each, at) => [`/things${at}`, { get: get(array(plainRecord), { security: each }) }]),
  );
function asking(paths: JsonObject, schemes: Readonly<Record<string, readonly string[]>>) {
  const { connector, report } = inferConnector(documentOf(paths, declares(schemes)));
  return {
    scopes: connector.auth.map((scheme) => (scheme.kind === "oauth2" ? scheme.scopes : [])),
    gaps: report.couldNotTell.filter(({ question }) => question === "scopes"),
  };
}

test.each(["offline_access", "offline.access", "offline", "refresh_token", "openid"])(
  "%s stays, as the token is renewed or described by it",
  (scope) => {
    expect(asking(lists([{ o: ["read"] }]), { o: ["read", "write", scope] }).scopes).toEqual([["read", scope]]);
  },
);

test("each way to authenticate asks for what the streams need of it", () => {
  const paths = lists([{ user: ["contacts.read"] }], [{ user: ["deals.read", "crm.read"] }, { app: ["app.all"] }]);
  const schemes = { user: ["contacts.read", "deals.read", "crm.read", "write"], app: ["app.all", "app.none"] };
  expect(asking(paths, schemes)).toEqual({
    scopes: [["contacts.read", "deals.read", "crm.read"], ["app.all"]],
    gaps: [],
  });
});

test("where one list names no scope all that are declared stay, and a question says so", () => {
  const { scopes, gaps } = asking(lists([{ o: ["a.read"] }], [{ o: [] }]), { o: ["a.read", "b.read", "c.write"] });
  expect(scopes).toEqual([["a.read", "b.read", "c.write"]]);
  expect(gaps).toEqual([
    expect.objectContaining({ stream: "things1", why: expect.stringContaining("names no scope") }),
  ]);
});

test("a scope that no flow declares is not asked for, takes none away, and is a question", () => {
  const { scopes, gaps } = asking(lists([{ o: ["a.raed"] }], [{ o: ["b.read"] }]), { o: ["a.read", "b.read"] });
  expect(scopes).toEqual([["a.read", "b.read"]]);
  expect(gaps).toEqual([expect.objectContaining({ stream: "things0", why: expect.stringContaining("a.raed") })]);
});

test("where no flow declares any scope those that are required are asked for", () => {
  expect(asking(lists([{ o: ["a.read"] }]), { o: [] })).toEqual({ scopes: [["a.read"]], gaps: [] });
});

test("what an operation needs that tells whose account it is stays", () => {
  const me = { "/me": { get: get(plainRecord, { security: [{ o: ["profile"] }] }) } };
  const paths = { ...lists([{ o: ["a.read"] }]), ...me };
  expect(asking(paths, { o: ["a.read", "profile", "write"] }).scopes).toEqual([["a.read", "profile"]]);
});
