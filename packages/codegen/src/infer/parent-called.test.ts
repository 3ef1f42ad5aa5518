import { expect, test } from "vitest";
import { connectorProblems, type Json, type JsonObject } from "@waybill/sync/connector";
import { streamsOf } from "../../test/infer-stream.ts";
import { array, documentOf, get, integer, object, text } from "../../test/list-document.ts";
import { inferConnector } from "./infer-connector.ts";

const owner = object({ id: integer, login: text });
const repo = object({ id: integer, name: text, private: text, owner });
const issue = object({ id: integer, number: integer, title: text });

const named = (names: Readonly<Record<string, string>>): JsonObject => ({
  parameters: Object.entries(names).map(([name, description]) => ({
    name,
    in: "path",
    required: true,
    description,
    schema: name.endsWith("number") ? integer : text,
  })),
});

const ofRepo = { owner: "The account owner.", repo: "The name of the repository." };
const ofIssue = { ...ofRepo, issue_number: "The number of the issue." };

/** A forge, whose paths call repositories by their owner and name, and issues by their number. */
const forge: Readonly<Record<string, Json>> = {
  "/user/repos": { get: get(array(repo)) },
  "/orgs/{org}/repos": { get: get(array(repo), named({ org: "" })) },
  "/repos/{owner}/{repo}": { get: get(repo, named(ofRepo)) },
  "/repos/{owner}/{repo}/issues": { get: get(array(issue), named(ofRepo)) },
  "/repos/{owner}/{repo}/issues/{issue_number}": { get: get(issue, named(ofIssue)) },
  "/repos/{owner}/{repo}/issues/{issue_number}/comments": {
    get: get(array(object({ id: integer, body: text })), named(ofIssue)),
  },
};

const parentAt = (path: string, document: Readonly<Record<string, Json>>): unknown =>
  streamsOf(documentOf(document))[`GET ${path}`]?.parent;

test("a list is read for records that its path calls by several fields", () => {
  expect(parentAt("/repos/{owner}/{repo}/issues", forge)).toEqual({
    stream: "repos",
    parameters: { owner: "/owner/login", repo: "/name" },
    keys: "below-parent",
  });
});

test("what is below takes both of them over, and calls its parent by a number that is not its key", () => {
  expect(parentAt("/repos/{owner}/{repo}/issues/{issue_number}/comments", forge)).toEqual({
    stream: "issues",
    parameters: { issue_number: "/number" },
    inherits: ["owner", "repo"],
    keys: "below-parent",
  });
  const { connector } = inferConnector(documentOf(forge));
  expect(connectorProblems(connector)).toEqual([]);
  expect(Object.values(connector.streams).flatMap(({ list }) => list.required ?? [])).toEqual(["path:org"]);
});

test.each<readonly [string, JsonObject]>([
  ["one record answers with something else", { "/repos/{owner}/{repo}": { get: get(object({ stars: integer })) } }],
  ["one record is not answered with", { "/repos/{owner}/{repo}": {} }],
  [
    "the owner has nothing that a path could call it by",
    {
      "/user/repos": {
        get: get(array(object({ id: integer, name: text, private: text, owner: object({ id: integer }) }))),
      },
    },
  ],
  ["two lists hold all of them", { "/starred/repos": { get: get(array(repo)) } }],
  [
    "no text says that the name is meant",
    { "/repos/{owner}/{repo}": { get: get(repo, named({ owner: "", repo: "Which one." })) } },
  ],
])("a list stays without a parent where %s", (_, paths) => {
  expect(parentAt("/repos/{owner}/{repo}/issues", { ...forge, ...paths })).toBeUndefined();
});

test("a login is taken before a name, which several may have", () => {
  const org = object({ id: integer, name: text, login: text });
  const orgs = {
    "/user/orgs": { get: get(array(org)) },
    "/orgs/{org}": { get: get(org, named({ org: "The organization name." })) },
    "/orgs/{org}/members": { get: get(array(owner), named({ org: "" })) },
  };
  expect(parentAt("/orgs/{org}/members", orgs)).toMatchObject({ stream: "orgs", parameters: { org: "/login" } });
});
