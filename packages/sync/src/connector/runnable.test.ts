import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { contractVersion } from "./contract.ts";
import type { Connector } from "./contract.ts";
import { runnable } from "./runnable.ts";

const orgs = contractWith({ name: "orgs" });
const repos = contractWith({
  name: "repos",
  list: { method: "GET", path: "/orgs/{org}/repos" },
  parent: { stream: "orgs", parameters: { org: "/id" }, keys: "below-parent" },
});
const issues = contractWith({
  name: "issues",
  list: { method: "GET", path: "/orgs/{org}/repos/{repo}/issues" },
  parent: { stream: "repos", parameters: { repo: "/id" }, inherits: ["org"] },
});

test.each([
  ["its parent", { orgs, repos, issues }, "repos"],
  ["its parent's parent", { orgs, issues, repos }, "issues"],
])("what a connection gives of a stream that records of %s fill is refused", (_, streams, name) => {
  const connector: Connector = {
    contractVersion,
    vendor: "harbor-crm",
    title: "Harbor CRM",
    version: "1",
    baseUrl: "https://api.harbor.test",
    auth: [],
    streams,
  };
  expect(() => runnable(connector, { "path:org": "acme" })).toThrow(new RegExp(`"org".*"${name}"`, "u"));
  expect(runnable(connector, { org: "acme", region: "eu" }).run).toEqual(Object.keys(streams));
});
