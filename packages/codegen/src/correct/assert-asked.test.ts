import { expect, test } from "vitest";
import { ConfigError } from "../config/config-error.ts";
import type { Corrections } from "../config/config.ts";
import type { GraphqlStream } from "../config/graphql-stream.ts";
import { inferConnector } from "../infer/infer-connector.ts";
import { readModel } from "../infer/document/operation.ts";
import { documentOf } from "../../test/list-document.ts";
import { applyCorrections } from "./apply-corrections.ts";

const nothing = documentOf({});

function streamsOf(graphql: Corrections["graphql"]) {
  return applyCorrections({
    inference: inferConnector(nothing),
    model: readModel(nothing),
    corrections: { baseUrl: "https://quay.test", graphql },
    place: 'waybill.config.ts, connector "quay"',
  }).connector.streams;
}

const head = "query ($after: String, $since: String)";
const list = "{ ships(after: $after, since: $since)";
const fields = "nodes { id changed } pageInfo { hasNextPage endCursor }";
const ships: GraphqlStream = { query: `${head} ${list} { ${fields} } }`, connection: "/data/ships" };
const asking = (query: string): GraphqlStream => ({ ...ships, query });

const changes: GraphqlStream["incremental"] = {
  param: "/variables/since",
  cursorField: "/changed",
  kind: "updated",
  format: "date-time",
  granularityMs: 1,
  order: "unknown",
  lagMs: 0,
};

const crates: GraphqlStream = {
  query:
    "query ($ship: ID!, $after: String) { ship(id: $ship) { crates(after: $after) " +
    "{ nodes { id } pageInfo { hasNextPage endCursor } } } }",
  connection: "/data/ship/crates",
  parent: { stream: "ships", parameters: { "/variables/ship": "/id" } },
};

const ofQuays: GraphqlStream = { ...crates, parent: { stream: "quays", parameters: { "/variables/ship": "/id" } } };

test("a connection below a record of another stream is a stream with a parent", () => {
  expect(streamsOf({ ships, crates })["crates"]?.parent).toEqual(crates.parent);
  expect(() => streamsOf({ crates })).toThrow("/streams/crates/parent/stream: expected the name of another stream");
});

test.each<readonly [string, GraphqlStream]>([
  ["says nothing but what is needed", ships],
  [
    "asks for edges",
    { ...asking(`${head} ${list} { edges { node { id } } ${fields} } }`), items: "/data/ships/edges" },
  ],
  ["has its fields in a fragment", asking(`${head} ${list} { ...All } } fragment All on Ships { ${fields} }`)],
  ["has a key inside of a field", { ...ships, primaryKey: ["/changed/at"] }],
  [
    "has its variables in directives and defaults",
    asking(
      `${head.replace("String)", 'String = "$", $all: Boolean = true)')} ${list} @include(if: $all) { ${fields} } }`,
    ),
  ],
  ["gives its list another name", asking(`${head} { ships: allShips(after: $after, since: $since) { ${fields} } }`)],
  ["is one of several", asking(`${head} ${list} { ${fields} } } query Others { others { nodes { id } } }`)],
  [
    "speaks of braces and quotes in texts",
    asking(`${head} { ships(after: $after, since: $since, like: "}{ \\" #", say: """a \\""" # " b""") { ${fields} } }`),
  ],
  ["has comments with quotes", asking(`${head} { # the "ships\n ships(after: $after, since: $since) { ${fields} } }`)],
  ["is counted beside the data", { ...ships, total: "/extensions/count" }],
  ["takes what is mapped", { ...ships, mapping: { fields: { at: { from: "/changed" } }, others: "drop" } }],
  ["asks for changes", { ...ships, incremental: changes }],
])("a query that %s is taken", (_, stream) => {
  expect(() => streamsOf({ ships: stream })).not.toThrow();
});

test.each<readonly [string, GraphqlStream, string]>([
  ["has no cursor", asking(`{ ships { ${fields} } }`), 'it has no variable "$after", which takes the cursor.'],
  [
    "declares a cursor alone",
    asking(`${head} { ships { ${fields} } }`),
    "declares and does not use, or uses and does not declare",
  ],
  ["has a cursor of another name", { ...ships, after: "cursor" }, 'it has no variable "$cursor"'],
  ["names its cursor in a comment", asking(`${head} { # ships(after: $after)\n ships { ${fields} } }`), '"$after"'],
  [
    "does not take a page size",
    { ...ships, pageSize: { variable: "first", size: 5 } },
    '"$first", which takes the page size.',
  ],
  ["does not take a variable", { ...ships, variables: { open: true } }, '"$open"'],
  ["does not take a value of the parent", { ...ofQuays, query: crates.query.replaceAll("$ship", "$boat") }, '"$ship"'],
  ["does not ask for changes", { ...ships, incremental: { ...changes, param: "/variables/from" } }, '"$from"'],
  [
    "does not ask for a date",
    { ...ships, incremental: { ...changes, cursorField: "/at" } },
    '"at", by which records are dated',
  ],
  [
    "does not ask for the key",
    { ...ships, primaryKey: ["/code"] },
    '"code", which identifies a record (`primaryKey`).',
  ],
  [
    "does not ask for the list",
    { ...ships, connection: "/data/boats" },
    'it does not ask for "boats", where the records are',
  ],
  [
    "does not ask for what is mapped",
    { ...ships, mapping: { fields: { name: "/name" }, others: "drop" } },
    '"name", which the mapping takes (`mapping`).',
  ],
  [
    "names its cursor after a text that ends in a quote alone",
    asking(`${head} { ships(say: """a \\""" $after """, since: $since) { ${fields} } }`),
    '"$after"',
  ],
  ["does not ask for the end", asking(`${head} ${list} { nodes { id } pageInfo { endCursor } } }`), '"hasNextPage"'],
  ["does not ask for the count", { ...ships, total: "/data/ships/totalCount" }, '"totalCount", which counts the list'],
  ["is read outside of the data", { ...ships, connection: "/ships" }, 'connection: "/ships" is outside of the data'],
])("a query that %s is refused, with its place and the remedy", (_, stream, message) => {
  const refused = () => streamsOf({ quays: ships, ships: stream });
  expect(refused).toThrow(ConfigError);
  expect(refused).toThrow(message);
  expect(refused).toThrow('waybill.config.ts, connector "quay", graphql "ships"');
});

test("a query that does not ask for what the lists below its records are asked with is refused", () => {
  const bySlug: GraphqlStream = { ...crates, parent: { stream: "ships", parameters: { "/variables/ship": "/slug" } } };
  expect(() => streamsOf({ ships, crates: bySlug })).toThrow(
    'graphql "ships", query: it does not ask for "slug", with which "crates" is asked for (`parent`).',
  );
  const withSlug = asking(`${head} ${list} { ${fields.replace("id", "id slug")} } }`);
  expect(() => streamsOf({ ships: withSlug, crates: bySlug })).not.toThrow();
});

test("a query that does not take what it shares with the list of its parent is refused", () => {
  const lots: GraphqlStream = {
    query:
      "query ($ship: ID!, $crate: ID!, $after: String) { ship(id: $ship) { crate(id: $crate) { lots(after: $after) " +
      "{ nodes { id } pageInfo { hasNextPage endCursor } } } } }",
    connection: "/data/ship/crate/lots",
    parent: { stream: "crates", parameters: { "/variables/crate": "/id" }, inherits: ["/variables/ship"] },
  };
  const crate: GraphqlStream = {
    ...crates,
    parent: { stream: "ships", parameters: { "/variables/ship": "/id" }, keys: "below-parent" },
  };
  expect(() => streamsOf({ ships, crates: crate, lots })).not.toThrow();
  const without = { ...lots, query: lots.query.replaceAll("$ship", "$boat") };
  expect(() => streamsOf({ ships, crates: crate, lots: without })).toThrow(
    '"$ship", which takes what the parent\'s own parent fills.',
  );
});
