import { expect, test } from "vitest";
import { contractWith } from "../../../test/contract.ts";
import { runOf, storedKeys } from "../../../test/run-pull.ts";
import { json } from "../../../test/vendor.ts";

const ships = contractWith({
  list: { method: "POST", path: "/graphql" },
  items: "/data/ships/nodes",
  pagination: { style: "graphql", query: "{ ships }", connection: "/data/ships", after: "after" },
  incremental: undefined,
});

const page = (id: string, endCursor: string | null) => ({
  nodes: [{ id, port: "Oslo" }],
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
});
const unresolved = { ...page("b", null), nodes: [{ id: "b", port: null }] };

test.each([
  { name: "errors beside whole pages", second: { data: { ships: unresolved }, errors: [{ path: ["ships"] }] } },
  { name: "errors in place of the data", second: { data: null, errors: [{ message: "down" }] } },
  { name: "one error in place of a list", second: { data: { ships: unresolved }, errors: { message: "down" } } },
  { name: "errors in words", second: { data: { ships: unresolved }, errors: "down" } },
  { name: "errors of a form that tells nothing", second: { data: { ships: unresolved }, errors: {} } },
  { name: "errors that are only true", second: { data: { ships: unresolved }, errors: true } },
  { name: "a list of no more than null", second: { data: { ships: unresolved }, errors: [null] } },
  { name: "errors alone", second: { errors: [{ message: "no such field" }] } },
])("$name: nothing of the page is taken for whole, and the failure says where to look", async ({ second }) => {
  const answers = [{ data: { ships: page("a", "1") } }, second];
  const { receipt, context } = await runOf({ vendor: () => json(answers.shift()), contract: ships });
  expect(receipt).toMatchObject({ outcome: "failed", failure: { code: "contract", retryable: false } });
  expect(receipt.failure?.message).toContain("GraphQL errors");
  expect(await storedKeys(context)).toEqual(["a"]);
});

test.each([
  { name: "an empty list of errors", errors: [] },
  { name: "null in place of errors", errors: null },
])("$name is none", async ({ errors }) => {
  const { receipt } = await runOf({
    vendor: () => json({ data: { ships: page("a", null) }, errors }),
    contract: ships,
  });
  expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 1 } });
});

test("a member `errors` of a list that is no GraphQL connection is the vendor's own", async () => {
  const contract = contractWith({ pagination: { style: "none" }, incremental: undefined });
  const { receipt } = await runOf({
    vendor: () => json({ data: [{ id: "a" }], errors: ["one was left out"] }),
    contract,
  });
  expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 1 } });
});
