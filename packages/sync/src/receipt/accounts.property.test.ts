import { bearer } from "@waybill/transport";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { contractWith, cursorStyle, datedBy } from "../../test/contract.ts";
import { connectorOf } from "../../test/engine.ts";
import { pullContext } from "../../test/pull-context.ts";
import type { TestContext } from "../../test/pull-context.ts";
import { run, signal } from "../../test/run-pull.ts";
import { fakeVendor } from "../../test/vendor.ts";
import type { FakeVendor } from "../../test/vendor.ts";
import type { JsonObject } from "../connector/json.ts";
import { createWaybill } from "../engine.ts";
import { syncEvents } from "../events/sync-events.ts";
import type { SyncEvent } from "../events/sync-events.ts";
import { asRecordKey, explainOpenRun, explainRecord, explainRun } from "../explain/index.ts";
import { maySweep } from "../pull/proof/deletions.ts";
import type { RecordExplanation } from "../explain/index.ts";
import { discard } from "../pull/discard.ts";
import { replay } from "../pull/replay.ts";
import { retainReceipts } from "../pull/retain-receipts.ts";
import { step } from "../pull/step.ts";
import { checked } from "./counts.ts";
import type { Receipt } from "./receipt.ts";
import { verifyReceipts } from "./verify-receipts.ts";

const place = { connection: "acme", stream: "contacts" };
const ids = Array.from({ length: 7 }, (_, n) => `c${n}`);

/** A record whose `n` is no number is kept aside. */
const contract = contractWith({
  pagination: { ...cursorStyle, pageSize: { param: "limit", size: 2 } },
  incremental: datedBy,
  mapping: { fields: { id: "/id", n: { from: "/n", to: "number" } }, others: "keep" },
});

type Turn =
  | { readonly kind: "put" | "break" | "remove"; readonly id: string; readonly n: number }
  | { readonly kind: "full" | "incremental" | "left" | "remap" | "replay" | "discard" | "retain" };

const turn: fc.Arbitrary<Turn> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("put", "break", "remove"),
      id: fc.constantFrom(...ids),
      n: fc.nat(3),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("full", "incremental", "left", "remap", "replay", "discard", "retain"),
    }),
  },
);

/** After these nothing is known of a record that was there. */
const forgotten: readonly Turn[] = [
  ...["c5", "c6"].map((id) => ({ kind: "put", id, n: 1 }) as const),
  { kind: "full" },
  { kind: "remove", id: "c6", n: 1 },
  ...Array.from({ length: 3 }, () => ({ kind: "full" }) as const),
  { kind: "retain" },
];

interface History {
  readonly fake: FakeVendor;
  context: TestContext;
  /** What the vendor had when each run ended, by its receipt. */
  readonly had: Map<string, readonly string[]>;
}

async function take(history: History, made: Turn): Promise<void> {
  const { fake, context } = history;
  const { clock, store } = context;
  const held = async () => (await store.quarantine("acme", { limit: 99 })).items.map(({ id }) => id);
  const updated_at = new Date(clock.now()).toISOString();
  switch (made.kind) {
    case "put":
    case "break":
      return fake.put({ id: made.id, n: made.kind === "put" ? made.n : "none", updated_at });
    case "remove":
      return fake.remove(...fake.ids().filter((id) => id === made.id));
    case "replay":
      await clock.settle(replay(context, await held()));
      return undefined;
    case "discard":
      return clock.settle(discard(context, await held()));
    case "retain":
      await retainReceipts(store, place, { before: clock.now() });
      return undefined;
    case "remap":
      history.context = remapping(history.context);
      return leave(history);
    case "left":
      return leave(history);
    case "full":
    case "incremental":
      return read(history, made.kind);
    default:
      return made satisfies never;
  }
}

/** The product's own code changed: it refuses what it accepted, or accepts what it refused. */
function remapping(context: TestContext): TestContext {
  const refuses = context.runtime?.version !== "refuses";
  const map = (record: JsonObject): JsonObject => {
    if (refuses && record["n"] === 3) throw new Error("no threes");
    return { ...record, refuses };
  };
  return { ...context, runtime: { map, version: refuses ? "refuses" : "accepts" } };
}

/** One page by an engine that is gone then, and the rest by another one a minute later. */
async function leave(history: History): Promise<void> {
  const { fake, context, had } = history;
  const left = await context.clock.settle(step({ ...context, owner: "left" }, { signal, maxPages: 1 }));
  if (left.state === "done") had.set(left.receipt.id, fake.ids());
  await openRunAgrees(context);
  await context.clock.advance(60_000);
  return read(history);
}

async function read({ fake, context, had }: History, mode?: "full" | "incremental"): Promise<void> {
  const receipt = await run(context, mode);
  had.set(receipt.id, fake.ids());
  return context.clock.advance(1000);
}

async function openRunAgrees({ store, clock }: TestContext): Promise<void> {
  const open = await explainOpenRun(store, { ...place, now: clock.now() });
  const { progress, counts } = await statusOf(store, clock).snapshot(place);
  if (open === undefined) return;
  expect(progress?.run).toBe(open.run);
  expect(open.stored).toContain(`with ${counts?.checked} record`);
}

function statusOf(store: TestContext["store"], clock: TestContext["clock"]) {
  const waybill = createWaybill({ store, clock });
  waybill.connection("acme", { connector: connectorOf([contract]), credential: bearer("token") });
  return waybill.status;
}

type Counted = Exclude<Receipt, { readonly kind: "mutation" }>;

const countedOf = (receipts: readonly Receipt[]): readonly Counted[] =>
  receipts.flatMap((receipt) => (receipt.kind === "mutation" ? [] : [receipt]));

/** What is kept aside when stored records are made anew is no longer stored. */
function goneOf({ counts: { removed, swept, quarantined }, ...receipt }: Counted): number {
  return removed + swept + (receipt.kind === "replay" && receipt.why !== undefined ? quarantined : 0);
}

/** What receipts say of how many records are stored. */
function storedBy(receipts: readonly Receipt[]): number {
  return countedOf(receipts).reduce((sum, receipt) => sum + receipt.counts.created - goneOf(receipt), 0);
}

/** And of how many were written or removed. */
function changedBy(receipts: readonly Receipt[]): number {
  return countedOf(receipts).reduce(
    (sum, receipt) => sum + receipt.counts.created + receipt.counts.updated + goneOf(receipt),
    0,
  );
}

test("whatever happened, receipts, events, status and explanations give one account of it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 25 }), fc.boolean(), async (turns, forgets) => {
      const fake = fakeVendor([], { dated: true, stream: { pagination: contract.pagination } });
      const history: History = {
        fake,
        context: pullContext({ vendor: fake.vendor, contract, settings: { maxUnfitShare: 1, maxShrink: 1 } }),
        had: new Map(),
      };
      const { store } = history.context;
      const events: SyncEvent[] = [];
      syncEvents(store, (event) => events.push(event));
      for (const made of [...turns, ...(forgets ? forgotten : [])]) await take(history, made);
      await new Promise((resolve) => setImmediate(resolve));
      const receipts = events.flatMap((event) => (event.kind === "finished" ? [event.receipt] : []));
      const kept = (await store.receipts("acme", { limit: 99 })).items.toReversed();
      const removed = receipts.length - kept.length;
      expect(kept).toEqual(receipts.slice(removed));
      const named = events.flatMap((event) => (event.kind === "records" ? (event.keys ?? []) : []));
      expect(named).toHaveLength(changedBy(receipts));
      expect(await store.count("acme", "contacts")).toBe(storedBy(receipts));
      expect(await verifyReceipts(store, place)).toMatchObject(
        receipts.length === 0 ? { problem: "unknown" } : { checked: kept.length, removed },
      );
      await statusAgrees(history, receipts);
      await explanationsAgree(history, receipts);
    }),
    { numRuns: 60 },
  );
});

async function statusAgrees({ context: { store, clock } }: History, receipts: readonly Receipt[]): Promise<void> {
  const snapshot = await statusOf(store, clock).snapshot(place);
  const last = receipts.findLast(({ kind }) => kind === "run");
  const heldBack = await store.quarantineCount("acme", "contacts");
  expect(snapshot).toMatchObject({ heldBack, receipt: last?.id });
  if (last?.kind !== "run") return;
  expect(snapshot.counts?.checked).toBe(checked(last.counts));
  expect(snapshot.lastOutcome).toBe(heldBack > 0 && last.outcome === "complete" ? "partial" : last.outcome);
  expect((await explainRun(store, last.id))?.ended).toContain(`records: ${last.counts.received}`);
}

async function explanationsAgree(history: History, receipts: readonly Receipt[]): Promise<void> {
  const { store } = history.context;
  const last = receipts.findLast(({ kind }) => kind === "run");
  const provesAll = last?.kind === "run" && maySweep(last, last.completeness);
  for (const id of ids) {
    const key = asRecordKey(id);
    const [row] = await store.bases("acme", "contacts", [key]);
    const told = await explainRecord(store, { connection: "acme", contract }, key);
    expect(told.stored).toBe(row !== undefined);
    expect(isHonest(history, id, told)).toBe(true);
    expect(told.stored && provesAll ? told.lastListed?.run : last?.id).toBe(last?.id);
  }
}

/** Of what the vendor had, nothing is known only where retention took it away and that is said; and what is said to be listed was. */
function isHonest({ had }: History, id: string, told: RecordExplanation): boolean {
  const { touches, lastListed, unknownBefore } = told;
  const wasListed = [...had.values()].some((all) => all.includes(id));
  if (touches.length === 0) return !wasListed || unknownBefore !== undefined;
  return had.get(lastListed?.run ?? "")?.includes(id) === true;
}
