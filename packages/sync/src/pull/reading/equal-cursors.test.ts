import { expect, test } from "vitest";
import { changingRows, changingStream } from "../../../test/changing-rows.ts";
import { contractWith } from "../../../test/contract.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { pages, run, storedKeys } from "../../../test/run-pull.ts";

const noon = "2025-01-01T12:00:00.000Z";

test("invariant 39: records of one cursor value on both sides of a page's end are all stored, each counted once", async () => {
  const context = pullContext({ vendor: changingRows(25, noon).vendor, contract: changingStream({ order: "asc" }) });
  expect(await run(context)).toMatchObject({ counts: { received: 25, created: 25, duplicate: 0 } });
  expect(await storedKeys(context)).toHaveLength(25);
});

test("invariant 39: a vendor that begins each page with the value that the last one ended with sends copies, and nothing is counted twice", async () => {
  const at = (id: string, hour: number) => ({ id, updated_at: `2025-01-01T0${hour}:00:00.000Z` });
  const vendor = pages(
    { data: [at("a", 1), at("b", 2), at("c", 2)], more: true },
    { data: [at("b", 2), at("c", 2), at("d", 2), at("e", 3)], more: true },
    { data: [at("e", 3)], more: false },
  );
  const { incremental } = changingStream({ order: "asc" });
  const pagination = {
    style: "keyset",
    key: "from",
    keyField: "/updated_at",
    hasMore: "/more",
    end: "has-more",
  } as const;
  const context = pullContext({ vendor, contract: contractWith({ pagination, incremental }) });
  expect(await run(context)).toMatchObject({ outcome: "complete", counts: { received: 8, created: 5, duplicate: 3 } });
  expect(await storedKeys(context)).toEqual(["a", "b", "c", "d", "e"]);
});

test("invariant 41: an import under one cursor value costs a stream no state, and what comes after it is found", async () => {
  const source = changingRows(500, noon);
  const context = pullContext({ vendor: source.vendor, contract: changingStream({ order: "asc" }) });
  const sizeOf = async () => JSON.stringify(await context.store.checkpoint("acme", "contacts")).length;
  await run(context);
  const small = pullContext({ vendor: changingRows(5, noon).vendor, contract: changingStream({ order: "asc" }) });
  await run(small);
  expect(await sizeOf()).toBeLessThan(JSON.stringify(await small.store.checkpoint("acme", "contacts")).length + 50);
  source.put({ id: "tie", updated_at: noon });
  expect(await run(context)).toMatchObject({
    mode: "incremental",
    counts: { received: 501, unchanged: 500, created: 1 },
  });
  source.put({ id: "later", updated_at: "2025-01-01T12:00:00.001Z" });
  expect(await run(context)).toMatchObject({ counts: { received: 502, unchanged: 501, created: 1 } });
  expect(await run(context)).toMatchObject({ counts: { received: 1, unchanged: 1 } });
});
