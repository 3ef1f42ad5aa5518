import { describe, expect, test } from "vitest";
import { pullContext } from "../../../test/pull-context.ts";
import type { BaseRecord, RecordKey } from "../../record/record.ts";
import { asRecordKey } from "../../record/record-key.ts";
import type { Batch } from "../../store/index.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import { beginPass } from "../proof/list-pass.ts";
import { beginParents } from "../parents/parent-progress.ts";
import { isNamedIn, mayWait, pendingAfter, withPending } from "./pending.ts";
import { beginRun } from "../run/run.ts";
import type { SortedItem } from "./sort-item.ts";

const begun = beginRun(pullContext({ vendor: () => new Response() }), {
  mode: "full",
  pager: { first: null, shifts: undefined },
  before: 0,
});
const wrote = { ...begun.counts, received: 1, created: 1 };
const runWith = (change: Partial<OpenRun> = {}): OpenRun => ({
  ...begun,
  id: "r1",
  pages: 1,
  bytes: 100,
  counts: wrote,
  ...change,
});
const key = asRecordKey;
const keys = (...ids: readonly string[]): readonly RecordKey[] => ids.map(key);
const row = (id: string): BaseRecord => ({ key: key(id), data: { id }, hash: `h-${id}`, run: "r1" });
const rows = (...ids: readonly string[]): Partial<Batch> => ({
  put: ids.map(row),
  remove: [],
  seen: { run: "r1", keys: keys(...ids) },
});

describe("a page may wait for the next one", () => {
  const held = { id: "q1", stream: "contacts", run: "r1", reason: "mapping", message: "", raw: {}, at: 0 } as const;
  test.each<{ name: string; run?: Partial<OpenRun>; batch?: Partial<Batch>; most?: number; want: boolean }>([
    { name: "that only writes rows", want: true },
    { name: "that changes nothing", batch: { put: [], remove: [] }, want: true },
    { name: "where each page has a commit of its own", most: 1, want: false },
    { name: "as the last but one of a group", run: { pages: 3 }, want: true },
    { name: "as the last of a group", run: { pages: 4 }, want: false },
    {
      name: "as the last but one of a group that changes nothing",
      run: { pages: 15, counts: begun.counts },
      want: true,
    },
    { name: "as the last of a group that changes nothing", run: { pages: 16, counts: begun.counts }, want: false },
    {
      name: "that changes nothing, where each page has a commit of its own",
      run: { counts: begun.counts },
      most: 1,
      want: false,
    },
    {
      name: "that replaces a record behind many that change nothing",
      run: { pages: 9, counts: { ...begun.counts, updated: 1 } },
      want: false,
    },
    { name: "with a megabyte that waits", run: { bytes: 1_000_000 }, want: false },
    { name: "a second after the last commit", run: { progressedAt: begun.progressedAt + 1000 }, want: false },
    { name: "that removes a record", batch: { ...rows("a"), remove: keys("b") }, want: false },
    {
      name: "that keeps a record aside",
      batch: { ...rows("a"), quarantine: { put: [held], remove: [] } },
      want: false,
    },
    { name: "that brings a removed record back", batch: { traces: { put: [], remove: keys("a") } }, want: false },
    { name: "of the first reading of a list", run: { pass: beginPass(0) }, want: true },
    { name: "of another reading", run: { pass: beginPass(3, 2) }, want: false },
    { name: "of a parent's list", run: { parents: beginParents({ head: 0, receipt: undefined }) }, want: false },
  ])("$name: $want", ({ run, batch = rows("a"), most = 4, want }) => {
    const committed = { ...begun, pages: 0, bytes: 0 };
    expect(mayWait({ run: runWith(run), batch }, committed, { pagesPerCommit: most })).toBe(want);
  });
});

test("what waits is counted since the last commit", () => {
  const page = { run: runWith({ pages: 9, bytes: 5_000_100 }), batch: rows("a") };
  const committed = { ...page.run, bytes: 5_000_000, counts: begun.counts };
  expect(mayWait(page, { ...committed, pages: 8 }, { pagesPerCommit: 4 })).toBe(true);
  expect(mayWait(page, { ...committed, pages: 5 }, { pagesPerCommit: 4 })).toBe(false);
});

test("pages are joined in their order, and a batch keeps what else it is", () => {
  const first = pendingAfter(undefined, { run: runWith(), batch: rows("a", "b") });
  const both = pendingAfter(first, { run: runWith({ pages: 2 }), batch: rows("c") });
  expect(both).toMatchObject({
    run: "r1",
    put: [row("a"), row("b"), row("c")],
    named: [{ keys: ["a", "b"] }, { keys: ["c"] }],
  });
  const removing = { ...rows("d"), remove: keys("x") };
  expect(withPending(both, removing)).toEqual({ ...rows("a", "b", "c", "d"), remove: keys("x") });
  expect(withPending(both, {})).toEqual({ put: both.put, seen: { run: "r1", keys: keys("a", "b", "c") } });
});

test("what waits rests on what the first page recalled, and so does the batch that takes it", () => {
  const recalled = (number: number) => ({ ...rows("a"), expect: { recalled: number } });
  const looked = pendingAfter(undefined, { run: runWith(), batch: rows("b") });
  const first = pendingAfter(looked, { run: runWith(), batch: recalled(1) });
  const second = pendingAfter(first, { run: runWith(), batch: recalled(2) });
  expect(withPending(second, recalled(3)).expect).toEqual({ recalled: 1 });
  expect(withPending(second, {}).expect).toEqual({ recalled: 1 });
  expect(withPending(looked, recalled(3)).expect).toEqual({ recalled: 3 });
  expect(withPending(looked, {}).expect).toBeUndefined();
});

test("a batch that nothing waits for stays as it is, and pages without records make no block of keys", () => {
  const batch = rows("a");
  expect(withPending(undefined, batch)).toBe(batch);
  const empty = pendingAfter(undefined, { run: runWith(), batch: { put: [] } });
  expect(withPending(empty, { remove: [] })).toEqual({ put: [], remove: [] });
});

test("a record that waits is named by whatever arrives under its key, refused or gone", () => {
  const waiting = pendingAfter(undefined, { run: runWith(), batch: rows("a", "b") });
  const gone = (id: string): SortedItem => ({ kind: "tombstone", key: key(id), cursor: undefined });
  const refused = (id?: string): SortedItem => ({
    kind: "refused",
    reason: "missing_cursor",
    message: "",
    raw: null,
    ...(id !== undefined && { key: key(id) }),
  });
  expect(isNamedIn(waiting, [gone("c"), refused(), refused("d")])).toBe(false);
  expect(isNamedIn(waiting, [gone("c"), gone("b")])).toBe(true);
  expect(isNamedIn(waiting, [refused("a")])).toBe(true);
});

test("a page that lies among the keys of those that wait names none of them but by the same key", () => {
  const at = (...ids: readonly string[]) =>
    ids.map((id): SortedItem => ({ kind: "tombstone", key: key(id), cursor: undefined }));
  const first = pendingAfter(undefined, { run: runWith(), batch: rows("d", "b") });
  const waiting = pendingAfter(first, { run: runWith(), batch: rows("k", "h", "m") });
  for (const apart of [at(), at("a"), at("z"), at("e", "g"), at("c"), at("a", "z"), at("l", "c", "i")])
    expect(isNamedIn(waiting, apart)).toBe(false);
  for (const same of [at("b"), at("d"), at("h"), at("m"), at("a", "k", "z"), at("z", "m"), at("a", "b"), at("d", "g")])
    expect(isNamedIn(waiting, same)).toBe(true);
});
