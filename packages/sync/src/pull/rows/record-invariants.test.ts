import { expect, test } from "vitest";
import { changingRows, changingStream } from "../../../test/changing-rows.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { bare, pages, run, runOf, storedKeys } from "../../../test/run-pull.ts";
import { json } from "../../../test/vendor.ts";
import type { Incremental, StreamContract } from "../../connector/index.ts";

const incremental: Incremental = {
  param: "since",
  cursorField: "/at",
  kind: "updated",
  format: "date-time",
  granularityMs: 1,
  order: "asc",
  lagMs: 0,
};
const dated: StreamContract = { ...bare, incremental };

test("invariant 23: a numeric cursor beyond 2^53 is sent back with all its digits", async () => {
  const asked: string[] = [];
  const vendor = (request: Request) => {
    asked.push(new URL(request.url).search);
    const next = asked.length === 1 ? "9007199254740993" : "null";
    const text = `{"data":[{"id":${asked.length}}],"next":${next}}`;
    return new Response(text, { headers: { "content-type": "application/json" } });
  };
  expect((await runOf({ vendor, contract: bare })).receipt).toMatchObject({
    outcome: "complete",
    counts: { created: 2 },
  });
  expect(asked).toEqual(["", "?cursor=9007199254740993"]);
});

test("invariant 43: a record whose cursor field is null, missing or of another kind is kept aside, and counted", async () => {
  const data = [{ id: "a", at: "2025-01-01T00:00:00Z" }, { id: "b", at: null }, { id: "c" }, { id: "d", at: "soon" }];
  const { context, receipt } = await runOf({ vendor: pages({ data, next: null }), contract: dated });
  expect(receipt).toMatchObject({ outcome: "partial", counts: { created: 1, quarantined: 3 } });
  const kept = (await context.store.quarantine("acme", { limit: 9 })).items;
  expect(kept.map(({ key, reason, pointer }) => `${key} ${reason} ${pointer}`)).toEqual([
    "d missing_cursor /at",
    "c missing_cursor /at",
    "b missing_cursor /at",
  ]);
});

test("invariant 49: microseconds of a cursor are never rounded up, so that the next run reads the boundary again", async () => {
  const since: (string | null)[] = [];
  const rows = [
    { id: "a", at: "2025-01-01T00:00:00.000100Z" },
    { id: "b", at: "2025-01-01T00:00:00.000900Z" },
  ];
  const vendor = (request: Request) => {
    since.push(new URL(request.url).searchParams.get("since"));
    return json({ data: rows, next: null });
  };
  const context = pullContext({ vendor, contract: dated });
  await run(context);
  const again = await run(context);
  expect(again).toMatchObject({ mode: "incremental", counts: { unchanged: 2 } });
  const asked = since[1] ?? "";
  expect(rows.every(({ at }) => Date.parse(asked) <= Date.parse(at))).toBe(true);
  expect(Date.parse(asked)).toBe(Date.parse("2025-01-01T00:00:00Z"));
});

test.each(["asc", "unknown"] as const)(
  "invariant 17: a record that is changed after it was read, before later ones of the same run, is read by the next run (order %s)",
  async (order) => {
    const source = changingRows(25);
    const context = pullContext({ vendor: source.vendor, contract: changingStream({ order }) });
    const at = (seconds: number): string => new Date(context.clock.now() + seconds * 1000).toISOString();
    source.before(2, () => source.put({ id: "c0", name: "changed", updated_at: at(10) }));
    source.before(3, () => source.put({ id: "c24", name: "later", updated_at: at(60) }));
    await run(context);
    const nameOf = async (index: number) =>
      (await context.store.records("acme", "contacts", { limit: 30 }))[index]?.data["name"];
    const keys = await storedKeys(context);
    expect(await nameOf(keys.indexOf("c0"))).toBe("Contact 0");
    expect(await nameOf(keys.indexOf("c24"))).toBe("later");
    await context.clock.advance(3_600_000);
    expect(await run(context)).toMatchObject({ mode: "incremental", counts: { updated: 1 } });
    expect(await nameOf(keys.indexOf("c0"))).toBe("changed");
  },
);

test("invariant 60: a cursor field of another name is no continuation: everything is read again, and the receipt says why", async () => {
  const data = [{ id: "a", at: "2025-01-01T00:00:00Z", changed: "2025-01-01T00:00:00Z" }];
  const context = pullContext({ vendor: pages({ data, next: null }), contract: dated });
  await run(context);
  const renamed: StreamContract = { ...dated, incremental: { ...incremental, cursorField: "/changed" } };
  const receipt = await run({ ...context, contract: renamed });
  expect(receipt).toMatchObject({ mode: "full", outcome: "complete", counts: { unchanged: 1 } });
  expect(receipt.why).toContain("cursor");
});

test("invariant 72: a record whose deletion is taken back is there again, and counted as created", async () => {
  const contract: StreamContract = { ...bare, deletes: { field: "/deleted" } };
  const body = (deleted: boolean) => ({ data: [{ id: "a", deleted }], next: null });
  const context = pullContext({ vendor: pages(body(false), body(true), body(false)), contract });
  const counts = [(await run(context)).counts, (await run(context)).counts, (await run(context)).counts];
  expect(counts.map(({ created, removed }) => [created, removed])).toEqual([
    [1, 0],
    [0, 1],
    [1, 0],
  ]);
  expect(await storedKeys(context)).toEqual(["a"]);
});

test("invariant 71: a tombstone that is older than the stored copy does not remove it, and a late copy that is older than the stored one does not stand", async () => {
  const contract: StreamContract = {
    ...dated,
    deletes: { field: "/deleted" },
    incremental: { ...incremental, order: "unknown" },
  };
  const vendor = pages(
    { data: [{ id: "a", at: "2025-02-02T00:00:00Z" }], next: "1" },
    { data: [{ id: "a", at: "2025-01-01T00:00:00Z", deleted: true }], next: "2" },
    { data: [{ id: "a", at: "2025-01-15T00:00:00Z" }], next: null },
  );
  const { context, receipt } = await runOf({ vendor, contract });
  expect(receipt.counts).toMatchObject({ created: 1, duplicate: 2, removed: 0 });
  expect(await storedKeys(context)).toEqual(["a"]);
});
