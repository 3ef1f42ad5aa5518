import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { contractHash } from "./contract-hash.ts";
import { contractVersion } from "./contract.ts";
import type { Connector, ParentRef, StreamContract } from "./contract.ts";
import { runnable } from "./runnable.ts";
import { ConnectorError, connectorProblems, validateConnector } from "./validate.ts";

const connectorWith = (change: Partial<Connector> = {}): Connector => ({
  contractVersion,
  vendor: "harbor-crm",
  title: "Harbor CRM",
  version: "1",
  baseUrl: "https://api.harbor.test",
  auth: [{ kind: "oauth2", tokenUrl: "https://auth.test/token", scopes: ["read"] }],
  streams: { contacts: contractWith() },
  ...change,
});

/** Users with teams with boards. */
const boardsWith = (parent: Omit<ParentRef, "stream">, path = "/users/{user}/teams/{team}/boards") => {
  const ofUser = { stream: "users", parameters: { user: "/id" }, keys: "below-parent" } as const;
  const list = (at: string) => ({ method: "GET", path: at }) as const;
  return connectorWith({
    streams: {
      users: contractWith({ name: "users" }),
      teams: contractWith({ name: "teams", list: list("/users/{user}/teams"), parent: ofUser }),
      boards: contractWith({ name: "boards", list: list(path), parent: { stream: "teams", ...parent } }),
    },
  });
};

/** The same, of teams that stay when their users go. */
const boardsOfKept = (keys: ParentRef["keys"]) => {
  const connector = boardsWith({ parameters: { team: "/id" }, inherits: ["user"], keys });
  const parent = { stream: "users", parameters: { user: "/id" }, keys: "below-parent", orphans: "keep" } as const;
  const teams = contractWith({ name: "teams", list: { method: "GET", path: "/users/{user}/teams" }, parent });
  return { ...connector, streams: { ...connector.streams, teams } };
};

const streams = (stream: unknown) => Object.assign(connectorWith(), { streams: { contacts: stream } });

test("a connector passes as it is", () => {
  const connector = connectorWith();
  expect(validateConnector(connector)).toBe(connector);
  const kept = boardsOfKept("below-parent");
  expect(validateConnector(kept)).toBe(kept);
});

test.each<{ given: unknown; want: string }>([
  { given: undefined, want: "" },
  { given: null, want: "" },
  { given: [], want: "" },
  { given: "connector", want: "" },
  { given: Object.assign(connectorWith(), { contractVersion: 2 }), want: "/contractVersion" },
  { given: connectorWith({ vendor: "Harbor CRM" }), want: "/vendor" },
  { given: connectorWith({ baseUrl: "https://api.test/" }), want: "/baseUrl" },
  { given: connectorWith({ baseUrl: "ftp://api.test" }), want: "/baseUrl" },
  { given: Object.assign(connectorWith(), { auth: [{ kind: "magic" }] }), want: "/auth/0/kind" },
  { given: Object.assign(connectorWith(), { tilte: "x" }), want: "/tilte" },
  { given: Object.assign(connectorWith(), { limits: { requests: 0 } }), want: "/limits/requests" },
  { given: streams(null), want: "/streams/contacts" },
  {
    given: streams({ ...contractWith(), concurrency: { param: "header:If-Match", version: "" } }),
    want: "/streams/contacts/concurrency/version",
  },
  { given: streams(contractWith({ scopes: [""] })), want: "/streams/contacts/scopes/0" },
  { given: streams(contractWith({ operationScopes: [""] })), want: "/streams/contacts/operationScopes/0" },
  { given: streams(contractWith({ indexes: ["/name", ""] })), want: "/streams/contacts/indexes/1" },
  { given: streams({ ...contractWith(), indexes: ["name"] }), want: "/streams/contacts/indexes/0" },
  { given: streams(contractWith({ name: "others" })), want: "/streams/contacts/name" },
  { given: streams({ ...contractWith(), items: "data" }), want: "/streams/contacts/items" },
  { given: streams({ ...contractWith(), primaryKey: ["id"] }), want: "/streams/contacts/primaryKey/0" },
  {
    given: streams({ ...contractWith(), pagination: { style: "cursor" } }),
    want: "/streams/contacts/pagination/cursor",
  },
  {
    given: streams({ ...contractWith(), pagination: { style: "toString" } }),
    want: "/streams/contacts/pagination/style",
  },
  {
    given: streams(contractWith({ parent: { stream: "gone", parameters: {} } })),
    want: "/streams/contacts/parent/stream",
  },
  {
    given: streams(contractWith({ parent: { stream: "gone", parameters: {}, keys: "sometimes" as "own" } })),
    want: "/streams/contacts/parent/keys",
  },
  {
    given: streams(contractWith({ parent: { stream: "gone", parameters: { "": "/id" } } })),
    want: "/streams/contacts/parent/parameters/",
  },
  {
    given: connectorWith({
      streams: {
        teams: contractWith({ name: "teams", parent: { stream: "contacts", parameters: { contact: "/id" } } }),
        contacts: contractWith(),
        tasks: contractWith({
          name: "tasks",
          parent: { stream: "teams", parameters: { team: "/id" }, inherits: ["contact"] },
        }),
      },
    }),
    want: "/streams/tasks/parent/inherits/0",
  },
  {
    given: connectorWith({
      streams: {
        contacts: contractWith({ parent: { stream: "teams", parameters: { team: "/id" } } }),
        teams: contractWith({ name: "teams", parent: { stream: "contacts", parameters: { contact: "/id" } } }),
      },
    }),
    want: "/streams/contacts/parent/stream",
  },
  // Such names are the connection's own.
  { given: connectorWith({ streams: { " ": contractWith({ name: " " }) } }), want: "/streams/ /name" },
  { given: boardsWith({ parameters: {} }), want: "/streams/boards/parent/parameters" },
  { given: boardsOfKept(undefined), want: "/streams/boards/parent/keys" },
  { given: boardsOfKept("own"), want: "/streams/boards/parent/keys" },
  {
    given: boardsWith({ parameters: { team: "/id", user: "/owner" }, inherits: ["user"] }),
    want: "/streams/boards/parent/inherits/0",
  },
  {
    given: boardsWith({ parameters: { team: "/id" }, inherits: ["user"] }, "/teams/{team}/boards"),
    want: "/streams/boards/parent/inherits/0",
  },
  {
    given: streams(contractWith({ syncToken: { token: "/deltaLink" } })),
    want: "/streams/contacts/syncToken/param",
  },
  {
    given: streams({ ...contractWith(), mapping: { fields: {} } }),
    want: "/streams/contacts/mapping/others",
  },
  {
    given: streams({ ...contractWith(), mapping: { fields: { at: { from: "/created", to: "day" } }, others: "keep" } }),
    want: "/streams/contacts/mapping/fields/at/to",
  },
  {
    given: streams({ ...contractWith(), mapping: { fields: { at: "created" }, others: "drop" } }),
    want: "/streams/contacts/mapping/fields/at",
  },
])("what is no connector is refused with the place at fault: $want", ({ given, want }) => {
  expect(connectorProblems(given)[0]?.pointer).toBe(want);
  expect(() => validateConnector(given)).toThrow(ConnectorError);
});

test.each<{ named: string; given: Connector }>([
  { named: "a path that names both", given: boardsWith({ parameters: { team: "/id" }, inherits: ["user"] }) },
  { named: "a path of its own", given: boardsWith({ parameters: { team: "/id" } }, "/teams/{team}/boards") },
])("a line of parents passes with $named", ({ given }) => {
  expect(connectorProblems(given)).toEqual([]);
});

test("the message names every place and what to do", () => {
  const bad = Object.assign(connectorWith({ vendor: "!" }), { title: 5 });
  expect(() => validateConnector(bad)).toThrow(/\/vendor: expected[^]*\/title: expected[^]*waybill generate/);
});

const changes: readonly (readonly [string, Partial<StreamContract>, boolean])[] = [
  ["display", { display: { title: "/name", fields: [] } }, false],
  ["data classes", { classes: { "/email": "pii" } }, false],
  ["page size", { pagination: { style: "cursor", cursor: "cursor", nextCursor: "/next", end: "next" } }, false],
  ["primary key", { primaryKey: ["/uid"] }, true],
  ["items", { items: "/results" }, true],
  ["path", { list: { method: "GET", path: "/people" } }, true],
  ["paging style", { pagination: { style: "none" } }, true],
  ["tombstones", { deletes: { field: "/deleted" } }, true],
];

test.each(changes)(
  "a change of %s changes the contract hash as it changes the stored state's meaning",
  (_, change, differs) => {
    expect(contractHash(contractWith(change)) !== contractHash(contractWith())).toBe(differs);
  },
);

test("the contract hash holds how the streams above are keyed only where a parent's key may be one of two", () => {
  const below = { stream: "above", parameters: { id: "/id" }, keys: "below-parent" } as const;
  const child = contractWith({ parent: below });
  const root = contractWith({ primaryKey: ["/uid"] });
  const own = contractWith({ parent: { ...below, keys: "own" } });
  const hash = (...ancestors: readonly StreamContract[]) => contractHash(child, {}, ancestors);
  expect(hash(root)).toBe(contractHash(child));
  expect(new Set([hash(), hash(own, root), hash(child, root), hash(child, contractWith())]).size).toBe(4);
  expect(hash(own, root)).toBe(hash(own, contractWith()));
  expect(contractHash(own, {}, [own, root])).toBe(contractHash(own, {}, [child, root]));
});

test("the contract hash does not depend on the order of members", () => {
  const contract = contractWith({ deletes: { field: "/gone" } });
  const reversed = Object.fromEntries(Object.entries(contract).toReversed()) as unknown as StreamContract;
  expect(contractHash(reversed)).toBe(contractHash(contract));
});

test("a stream runs when nothing is left to fill, and is skipped with what is missing otherwise", () => {
  const connector = connectorWith({
    streams: {
      contacts: contractWith(),
      filled: contractWith({
        name: "filled",
        list: {
          method: "GET",
          path: "/x/{a}",
          parameters: { "path:a": 1, "api-version": 2 },
          required: ["path:a", "api-version"],
        },
      }),
      required: contractWith({ name: "required", list: { method: "GET", path: "/x", required: ["account"] } }),
      child: contractWith({
        name: "child",
        list: { method: "GET", path: "/contacts/{id}/notes" },
        parent: { stream: "contacts", parameters: { id: "/id" } },
      }),
      asked: contractWith({
        name: "asked",
        list: { method: "GET", path: "/notes", required: ["contact"] },
        parent: { stream: "child", parameters: { contact: "/id" } },
      }),
      orphan: contractWith({ name: "orphan", parent: { stream: "required", parameters: { id: "/id" } } }),
      hen: contractWith({ name: "hen", parent: { stream: "egg", parameters: { id: "/id" } } }),
      egg: contractWith({ name: "egg", parent: { stream: "hen", parameters: { id: "/id" } } }),
    },
  });
  expect(runnable(connector)).toEqual({
    run: ["contacts", "filled", "child", "asked"],
    skipped: [
      { stream: "required", missing: ["account"] },
      { stream: "orphan", missing: ["parent:required"] },
      { stream: "hen", missing: ["parent:egg"] },
      { stream: "egg", missing: ["parent:hen"] },
    ],
  });
  expect(runnable(connector, { account: 7 }).run).toEqual([
    "contacts",
    "filled",
    "required",
    "child",
    "asked",
    "orphan",
  ]);
});
