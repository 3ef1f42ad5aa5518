import { failure } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { pullContext } from "../../test/pull-context.ts";
import type { Checkpoint } from "../pull/checkpoint/checkpoint.ts";
import type { OpenRun } from "../pull/checkpoint/open-run.ts";
import { beginRun, emptyCheckpoint } from "../pull/run/run.ts";
import { runReceipt } from "../receipt/run-receipt.ts";
import { atRest } from "./facts.ts";
import type { StreamFacts } from "./facts.ts";
import { mergeStatuses } from "./merge-statuses.ts";
import { snapshotOf } from "./snapshot-of.ts";
import type { SyncSnapshot } from "./snapshot.ts";

const now = 1_000_000;
const context = pullContext({ vendor: () => new Response() });
const empty = emptyCheckpoint({ contract: contractWith() });
const run: OpenRun = {
  ...beginRun(context, { mode: "full", pager: { first: null }, before: 0 }),
  id: "r1",
  startedAt: now - 5000,
  progressedAt: now - 1000,
  reported: 40,
  counts: {
    received: 12,
    created: 8,
    updated: 1,
    unchanged: 0,
    removed: 0,
    duplicate: 1,
    filtered: 1,
    quarantined: 1,
    swept: 0,
  },
};
const last: Checkpoint["last"] = { outcome: "complete", receipt: "r0", finishedAt: 500 };
const receipt = runReceipt({
  run: { ...run, id: "r0" },
  connection: "acme",
  stream: "contacts",
  finishedAt: 500,
  outcome: "failed",
  counts: { ...run.counts, swept: 3 },
  completeness: { proven: false, why: "x" },
  after: 2,
  failure: failure("forbidden", { message: "no" }),
});
const facts = (change: Partial<StreamFacts>): StreamFacts => ({
  connection: "acme",
  stream: "contacts",
  known: true,
  heldBack: 0,
  live: atRest,
  elsewhere: false,
  durable: true,
  revision: 7,
  now,
  ...change,
});
const waiting = (code: "network" | "offline" | "rate_limited" | "unauthorized", inMs?: number): OpenRun => ({
  ...run,
  failure: failure(code, { message: "x" }),
  nextAttemptAt: inMs === undefined ? undefined : now + inMs,
});

const cases: readonly { name: string; given: Partial<StreamFacts>; want: Partial<SyncSnapshot> }[] = [
  {
    name: "a stream that never ran",
    given: {},
    want: { phase: "idle", lastOutcome: "none", blocker: null, willRetry: false },
  },
  {
    name: "a complete run after one that left records in quarantine",
    given: { checkpoint: { ...empty, last }, heldBack: 3 },
    want: { phase: "idle", lastOutcome: "partial", heldBack: 3 },
  },
  {
    name: "a complete run with nothing in quarantine",
    given: { checkpoint: { ...empty, last }, heldBack: 0 },
    want: { phase: "idle", lastOutcome: "complete", heldBack: 0 },
  },
  { name: "one that waits for its turn", given: { live: { phase: "pending" } }, want: { phase: "pending" } },
  {
    name: "a run under way",
    given: { checkpoint: { ...empty, run }, live: { phase: "running" } },
    want: {
      phase: "running",
      counts: { checked: 10, created: 8, updated: 1, unchanged: 0, removed: 0, failed: 1 },
      progress: { run: "r1", done: 10, total: 40, totalIsEstimate: true, movedAt: now - 1000 },
      attempt: { n: 1, max: 8 },
    },
  },
  {
    name: "a run of another tab",
    given: { checkpoint: { ...empty, run: { ...run, progressedAt: now - 600_000 } }, elsewhere: true },
    want: { phase: "running" },
  },
  {
    name: "a run of a tab that died",
    given: { checkpoint: { ...empty, run: { ...run, progressedAt: now - 1_000 } }, elsewhere: false },
    want: { phase: "idle" },
  },
  {
    name: "a failure that waits for its retry",
    given: { checkpoint: { ...empty, run: waiting("network", 9000) }, live: { phase: "running" } },
    want: {
      phase: "idle",
      nextAttemptAt: now + 9000,
      willRetry: true,
      failure: expect.objectContaining({ code: "network" }),
    },
  },
  {
    name: "a retry whose time has come",
    given: { checkpoint: { ...empty, run: waiting("network", 0) }, live: { phase: "running" } },
    want: { phase: "running" },
  },
  {
    name: "a device that is offline",
    given: { checkpoint: { ...empty, run: waiting("offline", 9000) } },
    want: { blocker: "offline", willRetry: true },
  },
  {
    name: "a vendor that asked to wait",
    given: { checkpoint: { ...empty, run: waiting("rate_limited", 9000) } },
    want: { blocker: "rate_limited", resumesAt: now + 9000 },
  },
  {
    name: "a wait within a request",
    given: { checkpoint: { ...empty, run }, live: { phase: "running", resumesAt: now + 5 } },
    want: { blocker: "rate_limited", phase: "running", resumesAt: now + 5 },
  },
  {
    name: "a wait that is over",
    given: { checkpoint: { ...empty, run }, live: { phase: "running", resumesAt: now } },
    want: { blocker: null, resumesAt: undefined },
  },
  {
    name: "refused credentials",
    given: { checkpoint: { ...empty, run: waiting("unauthorized"), blocker: "auth" } },
    want: { blocker: "auth", connected: false, willRetry: false, nextAttemptAt: undefined },
  },
  {
    name: "a pause in a failure",
    given: { checkpoint: { ...empty, run: waiting("network", 9000), blocker: "paused" } },
    want: { blocker: "paused", willRetry: false, nextAttemptAt: undefined, connected: true },
  },
  {
    name: "a finished run",
    given: { checkpoint: { ...empty, last, lastCompleteAt: 500 } },
    want: { lastOutcome: "complete", finishedAt: 500, receipt: "r0", lastCompleteAt: 500 },
  },
  {
    name: "a failed run",
    given: { checkpoint: { ...empty, last: { ...last, outcome: "failed" } }, receipt },
    want: {
      lastOutcome: "failed",
      failure: expect.objectContaining({ code: "forbidden" }),
      counts: expect.objectContaining({ removed: 3 }),
    },
  },
  {
    name: "a run after a failed one",
    given: { checkpoint: { ...empty, run, last: { ...last, outcome: "failed" } }, receipt, live: { phase: "running" } },
    want: { lastOutcome: "failed", phase: "running", failure: undefined },
  },
  {
    name: "a store that cannot be written",
    given: { live: { phase: "idle", failure: failure("storage", { message: "full" }) } },
    want: { lastOutcome: "failed", failure: expect.objectContaining({ code: "storage" }) },
  },
  {
    name: "a store that cannot be written any more, after a complete run",
    given: {
      checkpoint: { ...empty, last },
      live: { phase: "idle", failure: failure("storage", { message: "full" }) },
    },
    want: { phase: "idle", lastOutcome: "failed", failure: expect.objectContaining({ code: "storage" }) },
  },
  { name: "a connection nobody opened", given: { known: false }, want: { connected: false } },
];

test.each(cases)("the snapshot of $name", ({ given, want }) => {
  expect(snapshotOf(facts(given))).toMatchObject(want);
});

const of = (change: Partial<SyncSnapshot>): SyncSnapshot => ({ ...snapshotOf(facts({})), ...change });

const merges: readonly { name: string; given: readonly Partial<SyncSnapshot>[]; want: Partial<SyncSnapshot> }[] = [
  {
    name: "complete only when every stream is",
    given: [{ lastOutcome: "complete" }, { lastOutcome: "none" }],
    want: { lastOutcome: "none" },
  },
  {
    name: "as bad as its worst stream",
    given: [{ lastOutcome: "complete" }, { lastOutcome: "partial" }, { lastOutcome: "failed" }],
    want: { lastOutcome: "failed" },
  },
  {
    name: "running when one stream is",
    given: [{ phase: "idle" }, { phase: "pending" }, { phase: "running" }],
    want: { phase: "running" },
  },
  {
    name: "blocked by the first blocker in order",
    given: [{ blocker: "rate_limited" }, { blocker: null }, { blocker: "paused" }],
    want: { blocker: "paused" },
  },
  {
    name: "disconnected when one stream is",
    given: [{ connected: true }, { connected: false }],
    want: { connected: false },
  },
  {
    name: "as fresh as its oldest stream",
    given: [{ lastCompleteAt: 5 }, { lastCompleteAt: 3 }],
    want: { lastCompleteAt: 3 },
  },
  {
    name: "never complete while one stream never was",
    given: [{ lastCompleteAt: 5 }, {}],
    want: { lastCompleteAt: undefined },
  },
  {
    name: "told by the stream that failed",
    given: [
      { lastOutcome: "complete", receipt: "good" },
      { lastOutcome: "failed", receipt: "bad", failure: failure("gone", { message: "x" }) },
    ],
    want: { receipt: "bad", failure: expect.objectContaining({ code: "gone" }) },
  },
  { name: "of the newest revision", given: [{ revision: 3 }, { revision: 9 }], want: { revision: 9 } },
];

test.each(merges)("a connection is $name", ({ given, want }) => {
  const merged = mergeStatuses(given.map(of));
  expect(merged).toMatchObject(want);
  expect(merged).not.toHaveProperty("stream");
});

const strange = (words: object): Partial<SyncSnapshot> => JSON.parse(JSON.stringify(words));

test.each([
  { say: "outcome", given: strange({ lastOutcome: "deferred" }), want: { lastOutcome: "deferred" } },
  { say: "phase", given: strange({ phase: "draining" }), want: { phase: "draining" } },
  { say: "blocker", given: strange({ blocker: "quota" }), want: { blocker: "quota" } },
])("an $say of a newer server is no good end, and hides no bad one", ({ given, want }) => {
  const good = of({ lastOutcome: "complete", phase: "idle", blocker: null });
  const bad = of({ lastOutcome: "failed", phase: "running", blocker: "auth" });
  expect(mergeStatuses([good, { ...good, ...given }])).toMatchObject(want);
  expect(mergeStatuses([good, { ...good, ...given }, bad])).toMatchObject({
    lastOutcome: "failed",
    phase: "running",
    blocker: "auth",
  });
});

test.each(["offline", "rate_limited"] as const)(
  "a blocker of a newer server stands before %s, which lets a good end stand",
  (blocker) => {
    expect(mergeStatuses([of({ blocker }), of(strange({ blocker: "quota" }))])).toMatchObject({ blocker: "quota" });
  },
);

test("what is merged was learned when the oldest of it was", () => {
  expect(mergeStatuses([of({ observedAt: 9 }), of({ observedAt: 5 })]).observedAt).toBe(5);
});

test("a connection without streams has no state to merge", () => {
  expect(() => mergeStatuses([])).toThrow(RangeError);
});

test("a snapshot survives a structured clone: it crosses workers as it is", () => {
  const snapshot = snapshotOf(facts({ checkpoint: { ...empty, run, last }, receipt }));
  expect(structuredClone(snapshot)).toEqual(snapshot);
});
