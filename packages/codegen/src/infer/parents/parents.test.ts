import { connectorProblems, runnable } from "@waybill/sync/connector";
import type { Json, JsonObject } from "@waybill/sync/connector";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { array, documentOf, get, object, query, text } from "../../../test/list-document.ts";
import { inferConnector } from "../infer-connector.ts";

const lists = (records: Readonly<Record<string, readonly string[]>>) =>
  inferConnector(
    documentOf(
      Object.fromEntries(
        Object.entries(records).map(([path, fields]) => [
          path,
          { get: get(array(object(Object.fromEntries(fields.map((field) => [field, text]))))) },
        ]),
      ),
    ),
  ).connector;

const parentOf = (records: Readonly<Record<string, readonly string[]>>) => {
  const { streams } = lists(records);
  const [last] = Object.values(streams).slice(-1);
  const parent = last?.parent;
  return parent === undefined
    ? undefined
    : {
        path: streams[parent.stream]?.list.path,
        parameters: { ...parent.parameters },
        ...(parent.inherits !== undefined && { inherits: parent.inherits }),
      };
};

test.each([
  [
    "one parameter is a record of the list above",
    { "/projects": ["id"], "/projects/{project}/tasks": ["id"] },
    { path: "/projects", parameters: { project: "/id" } },
  ],
  [
    "the last of two is a record, where the first is the account's",
    { "/accounts/{account}/envelopes": ["envelopeId"], "/accounts/{account}/envelopes/{envelopeId}/files": ["fileId"] },
    { path: "/accounts/{account}/envelopes", parameters: { envelopeId: "/envelopeId" } },
  ],
  [
    "the last of three is one, too",
    { "/orgs/{org}/repos/{repo}/runs": ["id"], "/orgs/{org}/repos/{repo}/runs/{run_id}/jobs": ["id"] },
    { path: "/orgs/{org}/repos/{repo}/runs", parameters: { run_id: "/id" } },
  ],
  [
    "one that is listed below another, from which the list takes what both paths have",
    { "/users": ["id"], "/users/{user_id}/boards": ["id"], "/users/{user_id}/boards/{board_id}/cards": ["id"] },
    { path: "/users/{user_id}/boards", parameters: { board_id: "/id" }, inherits: ["user_id"] },
  ],
  [
    "none where the parameter is called by something else than the key",
    { "/repos/{repo}/issues": ["id", "number"], "/repos/{repo}/issues/{issue_number}/labels": ["id"] },
    undefined,
  ],
  [
    "none where the first goes by another name above",
    { "/accounts/{account}/teams": ["id"], "/accounts/{accountId}/teams/{team_id}/members": ["id"] },
    undefined,
  ],
  ["none where nothing lists what is above", { "/accounts/{account}/teams/{team_id}/members": ["id"] }, undefined],
  ["none where a parameter is a part of a segment", { "/teams": ["id"], "/teams/of-{id}/members": ["id"] }, undefined],
])("parent: %s", (_, records, want) => {
  expect(parentOf(records)).toEqual(want);
});

test("what is below records of an account runs once a connection names the account", () => {
  const connector = lists({
    "/accounts/{account}/envelopes": ["id"],
    "/accounts/{account}/envelopes/{envelope_id}/files": ["id"],
  });
  expect(runnable(connector).skipped.flatMap(({ missing }) => missing)).toContain("path:account");
  expect(runnable(connector, { "path:account": "8f2c" }).run).toHaveLength(2);
});

test("children are stored below their parents: another parent may number its own alike", () => {
  const { streams } = lists({ "/projects": ["id"], "/projects/{project}/tasks": ["id"] });
  expect(Object.values(streams).map(({ parent }) => parent?.keys)).toEqual([undefined, "below-parent"]);
});

const item = (fields: readonly string[], parameters: readonly Json[] = []) =>
  get(object(Object.fromEntries(fields.map((field) => [field, text]))), { parameters });

const collection = (fields: readonly string[], parameters: readonly Json[] = []) =>
  get(object({ data: array(object(Object.fromEntries(fields.map((field) => [field, text])))) }), { parameters });

const required = (name: string, description = "", schema: Json = text) => ({
  ...query(name, schema, description),
  required: true,
});

/** The parent of the list at a path, as the connector says it, and how sure that is. */
function told(path: string, paths: JsonObject) {
  const { connector, report } = inferConnector(documentOf(paths));
  const stream = Object.values(connector.streams).find(({ list }) => list.path === path);
  const answer = report.streams.find(({ name }) => name === stream?.name)?.answers.parent;
  const gaps = report.couldNotTell.filter((gap) => gap.stream === stream?.name && gap.question === "required");
  return { parent: stream?.parent, required: stream?.list.required, answer, gaps, connector };
}

const teams = {
  "/workspaces": { get: collection(["gid", "name"]) },
  "/workspaces/{workspace_gid}/teams": { get: collection(["gid", "name"]) },
  "/teams/{team_gid}": { get: item(["gid", "name", "description"]) },
  "/teams/{team_gid}/projects": { get: collection(["gid", "title"]) },
} satisfies JsonObject;

describe("a list whose parents are listed at another path", () => {
  test("is below the list of what the path of one of them answers with", () => {
    const { parent, answer, connector } = told("/teams/{team_gid}/projects", teams);
    expect(parent).toMatchObject({ stream: "teams", parameters: { team_gid: "/gid" } });
    expect(answer?.confidence).toBeGreaterThanOrEqual(0.8);
    expect(connector.streams["teams"]?.parent).toMatchObject({ stream: "workspaces" });
    expect(runnable(connector).skipped).toEqual([]);
  });

  test.each<[string, JsonObject]>([
    ["whose records have other fields", { "/teams/{team_gid}": { get: item(["gid", "rank", "colour"]) } }],
    ["where nothing answers with one of them", { "/teams/{team_gid}": {} }],
    [
      "where each of two lists may hold a part",
      { "/users/{user_gid}/teams": { get: collection(["gid", "name"]) }, "/users": { get: collection(["gid"]) } },
    ],
    [
      "where the collection has a list of its own that cannot be read",
      { "/teams": { get: collection(["gid", "name"], [required("region")]) } },
    ],
  ])("is below none %s", (_, change) => {
    const { parent, required: open } = told("/teams/{team_gid}/projects", { ...teams, ...change });
    expect(parent).toBeUndefined();
    expect(open).toEqual(["path:team_gid"]);
  });

  test("is below none of another part of the API", () => {
    const { parent } = told("/tax/transactions/{transaction_id}/lines", {
      "/bank/transactions": { get: collection(["id", "amount"]) },
      "/tax/transactions/{transaction_id}": { get: item(["id", "amount"]) },
      "/tax/transactions/{transaction_id}/lines": { get: collection(["id"]) },
    });
    expect(parent).toBeUndefined();
  });
});

describe("a list that a required query parameter names the parent of", () => {
  const items = (parameter: Json, fields: readonly string[] = ["id", "subscription"]) => ({
    "/subscriptions": { get: collection(["id", "status"]) },
    "/subscription_items": { get: collection(fields, [parameter]) },
  });

  test.each<[string, JsonObject, string]>([
    ["by its name and a field of the records", items(required("subscription")), "subscription"],
    ["by the key in its name", items(required("subscription_id"), ["id", "subscription_id"]), "subscription_id"],
    ["in another spelling", items(required("subscriptionId"), ["id", "subscription"]), "subscriptionId"],
    [
      "by a field that only one record shows",
      {
        ...items(required("subscription"), ["id"]),
        "/subscription_items/{item}": { get: item(["id", "subscription"]) },
      },
      "subscription",
    ],
  ])("is found %s", (_, paths, name) => {
    const { parent, answer, required: open } = told("/subscription_items", paths);
    expect(parent).toEqual({ stream: "subscriptions", parameters: { [name]: "/id" }, keys: "below-parent" });
    expect(answer?.confidence).toBeGreaterThanOrEqual(0.8);
    expect(open).toBeUndefined();
  });

  test("is named, and not followed, where no field of the records confirms it", () => {
    const {
      parent,
      required: open,
      answer,
      gaps,
    } = told("/subscription_items", items(required("subscription"), ["id"]));
    expect(parent).toBeUndefined();
    expect(open).toEqual(["subscription"]);
    expect(answer?.confidence).toBeLessThan(0.8);
    expect(gaps.map(({ why }) => why).join()).toContain(
      'parent: {"stream":"subscriptions","parameters":{"subscription":"/id"}}',
    );
  });

  test.each<[string, Json]>([
    ["is optional", query("subscription")],
    ["is a choice of few", required("subscription", "", { type: "string", enum: ["all", "own"] })],
    ["is a flag", required("subscription", "", { type: "boolean" })],
    ["is called by something else", required("account")],
  ])("is not where the parameter %s", (_, parameter) => {
    expect(told("/subscription_items", items(parameter)).parent).toBeUndefined();
  });

  test("may have children of its own", () => {
    const { parent, connector } = told("/subscription_items/{item_id}/summaries", {
      ...items(required("subscription")),
      "/subscription_items/{item_id}/summaries": { get: collection(["id"]) },
    });
    expect(parent).toMatchObject({ stream: "subscription_items" });
    expect(runnable(connector).run).toHaveLength(3);
  });

  test("takes what both ask for from the parent's parent", () => {
    const { parent } = told("/projects", {
      "/workspaces": { get: collection(["id"]) },
      "/teams": { get: collection(["id", "workspace_id"], [required("workspace_id")]) },
      "/projects": { get: collection(["id", "team_id"], [required("team_id"), required("workspace_id")]) },
    });
    expect(parent).toMatchObject({ stream: "teams", parameters: { team_id: "/id" }, inherits: ["workspace_id"] });
  });

  test("takes nothing that is called alike and means another record", () => {
    const { parent, required: open } = told("/lists/{id}/items", {
      "/users": { get: collection(["id"]) },
      "/users/{id}/boards": { get: collection(["id", "title"]) },
      "/lists/{id}/items": { get: collection(["id", "board_id"], [required("board_id")]) },
    });
    expect(parent).toBeUndefined();
    expect(open).toEqual(["board_id", "path:id"]);
  });

  test("stays open where the document asks for two at once", () => {
    const both = [required("user"), required("workspace")];
    const { parent, required: open } = told("/entries", {
      "/users": { get: collection(["id"]) },
      "/workspaces": { get: collection(["id"]) },
      "/entries": { get: collection(["id", "user", "workspace"], both) },
    });
    expect(parent).toBeUndefined();
    expect(open).toEqual(["user", "workspace"]);
  });
});

test("property: whatever lists need, no line of parents comes back to itself, and no inferred parent is unsound", () => {
  const nouns = ["teams", "boards", "cards", "users"] as const;
  const noun = fc.constantFrom(...nouns);
  const list = fc.record({ of: noun, below: fc.option(noun), at: fc.option(noun), asks: fc.option(noun) });
  fc.assert(
    fc.property(fc.array(list, { maxLength: 8 }), (all) => {
      const paths: Record<string, Json> = {};
      for (const { of, below, at, asks } of all) {
        const above = [at, below].flatMap((each) => (each === null ? [] : [`/${each}/{${each.slice(0, -1)}_id}`]));
        const parameters = asks === null ? [] : [required(`${asks.slice(0, -1)}_id`)];
        paths[`${above.join("")}/${of}`] = {
          get: collection(["id", "name", ...nouns.map((n) => `${n.slice(0, -1)}_id`)], parameters),
        };
        paths[`/${of}/{${of.slice(0, -1)}_id}`] = { get: item(["id", "name"]) };
      }
      const { connector } = inferConnector(documentOf(paths));
      expect(connectorProblems(connector)).toEqual([]);
      for (const { name } of Object.values(connector.streams)) {
        const line = new Set<string>();
        for (
          let up = connector.streams[name]?.parent?.stream;
          up !== undefined;
          up = connector.streams[up]?.parent?.stream
        ) {
          expect(up === name || line.has(up)).toBe(false);
          line.add(up);
        }
      }
    }),
    { numRuns: 200 },
  );
});
