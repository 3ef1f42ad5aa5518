import { runnable } from "@waybill/sync/connector";
import { expect, test } from "vitest";
import { array, documentOf, get, object, text } from "../../test/list-document.ts";
import { inferConnector } from "./infer-connector.ts";

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
    : { path: streams[parent.stream]?.list.path, parameters: { ...parent.parameters } };
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
    "none where another stream fills the first: its value would not be the child's",
    { "/users": ["id"], "/users/{user_id}/boards": ["id"], "/users/{user_id}/boards/{board_id}/cards": ["id"] },
    undefined,
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
