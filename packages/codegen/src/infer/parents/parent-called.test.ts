import { expect, test } from "vitest";
import { connectorProblems, type Json, type JsonObject } from "@waybill/sync/connector";
import { streamsOf } from "../../../test/infer-stream.ts";
import { array, documentOf, get, integer, object, text } from "../../../test/list-document.ts";
import { inferConnector } from "../infer-connector.ts";

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

/** Users of an organization, each of whom has keys. */
const below = (said: Json, user: Json = object({ id: text, username: text, email: text })) => ({
  "/orgs/{org}/users": { get: get(array(user)) },
  "/orgs/{org}/users/{user}": { get: get(user, { parameters: [said] }) },
  "/orgs/{org}/users/{user}/keys": { get: get(array(object({ id: text, key: text })), { parameters: [said] }) },
});

const inPath = (name: string, description: string, schema: Json = text): JsonObject => ({
  name,
  in: "path",
  required: true,
  description,
  schema,
});

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
    {
      "/repos/{owner}/{repo}": { get: get(repo, named({ ...ofRepo, repo: "Which one." })) },
      "/repos/{owner}/{repo}/issues": { get: get(array(issue), named({ ...ofRepo, repo: "" })) },
    },
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

test.each<readonly [string, JsonObject]>([
  ["its id", inPath("user", "The id of the user.")],
  ["its id and no handle", inPath("user", "Id of the user, not its username.")],
  ["its id, whose handle is asked for", inPath("user", "Identifier of the user whose username is to be read.")],
  ["a handle that the records do not have", inPath("user", "The login of the user.")],
  ["a UUID", inPath("user", "The username.", { ...text, format: "uuid" })],
  ["a number", inPath("user", "The username.", integer)],
  ["nothing", inPath("user", "")],
  ["nothing of what it is called by", inPath("user", "The user.")],
])("a handle fills no parameter that is said to be %s", (_, said) => {
  expect(parentAt("/orgs/{org}/users/{user}/keys", below(said))).toBeUndefined();
});

test.each<readonly [string, JsonObject, JsonObject]>([
  ["its username", object({ id: text, username: text, email: text }), inPath("user", "The username.")],
  [
    "text where its key is a number",
    object({ id: integer, username: text, email: text }),
    inPath("user", "Whose they are."),
  ],
])("a handle fills a parameter that is said to be %s", (_, user, said) => {
  expect(parentAt("/orgs/{org}/users/{user}/keys", below(said, user))).toMatchObject({
    parameters: { user: "/username" },
  });
});

test.each<readonly [string, Json]>([
  ["text", text],
  ["a number", integer],
])("a handle that no text names is asked about, and shown, where the key is %s", (_, id) => {
  const user = object({ id, username: text, email: text });
  const { report } = inferConnector(documentOf(below(inPath("user", ""), user)));
  const gap = report.couldNotTell.find(({ question, stream }) => question === "required" && stream === "keys");
  expect(gap?.why).toContain('"parameters":{"user":"/username"}');
});

test("the owner's handle fills no parameter that is the owner's id", () => {
  const ids = named({ owner: "Id of the owner.", repo: "The name of the repository." });
  const paths = {
    ...forge,
    "/repos/{owner}/{repo}": { get: get(repo, ids) },
    "/repos/{owner}/{repo}/issues": { get: get(array(issue), ids) },
  };
  expect(parentAt("/repos/{owner}/{repo}/issues", paths)).toBeUndefined();
});

/** A list in an organization, one of its records, and a list below that one. */
const listed = (collection: string, parameter: string, description: string, record: Json) => {
  const one = `/orgs/{org}/${collection}/{${parameter}}`;
  const said = { parameters: [inPath(parameter, description)] };
  return {
    [`/orgs/{org}/${collection}`]: { get: get(array(record)) },
    [one]: { get: get(record, said) },
    [`${one}/parts`]: { get: get(array(object({ id: text, label: text })), said) },
  };
};

test.each<readonly [string, string, string, JsonObject]>([
  ["accounts", "account", "Id of the account.", object({ id: text, account: text, currency: text })],
  ["groups", "group", "", object({ id: text, name: text, group: text })],
  ["invoices", "invoice_type", "Kind of invoices to sum.", object({ id: text, type: text, number: text })],
  ["invoices", "invoice_number", "Id of the invoice.", object({ id: text, type: text, number: text })],
])("a field of %s that is called as {%s} and may be something else fills nothing", (noun, parameter, said, record) => {
  const path = `/orgs/{org}/${noun}/{${parameter}}/parts`;
  expect(parentAt(path, listed(noun, parameter, said, record))).toBeUndefined();
});

test("what a path selects by besides the key is no part of what it calls a record by", () => {
  const article = object({ id: text, title: text, lang: text });
  expect(
    parentAt("/articles/{id}/{lang}/comments", {
      "/articles": { get: get(array(article)) },
      "/articles/{id}/{lang}": { get: get(article, named({ id: "", lang: "Language to read it in." })) },
      "/articles/{id}/{lang}/comments": { get: get(array(object({ id: text, body: text }))) },
    }),
  ).toBeUndefined();
});

test.each<readonly [string, boolean]>([
  ["/user/repos", true],
  ["/v2/repos", true],
  ["/orgs/{org}/repos", true],
  ["/user/starred/repos", false],
  ["/orgs/{org}/archived/repos", false],
])("%s lists all that paths name: %s", (path, isAll) => {
  const slug = object({ id: integer, slug: text, title: text });
  const fed = (parameter: string, description: string): unknown => {
    const said = named({ [parameter]: description });
    return parentAt(`/repos/{${parameter}}/issues`, {
      "/orgs": { get: get(array(object({ id: text, title: text }))) },
      [path]: { get: get(array(slug)) },
      [`/repos/{${parameter}}`]: { get: get(slug, said) },
      [`/repos/{${parameter}}/issues`]: { get: get(array(issue), said) },
    });
  };
  expect(fed("repo", "The slug of the repository.") !== undefined).toBe(isAll);
  expect(fed("repo_id", "The id of the repository.") !== undefined).toBe(isAll);
});
