import { join } from "node:path";
import { failure, FailureError } from "@waybill/transport";
import { createVirtualClock } from "@waybill/transport/testing";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { contractWith, datedBy } from "../../../test/contract.ts";
import { pagingStyles } from "../../../test/paging-styles.ts";
import { plantedSources, removeAll } from "../../../test/planted.ts";
import type { Bug } from "../../../test/planted.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { signal } from "../../../test/run-pull.ts";
import { fakeVendor, json } from "../../../test/vendor.ts";
import type { Row } from "../../../test/vendor.ts";
import { createMemoryStore } from "../../store/index.ts";
import type { Batch } from "../../store/index.ts";
import type { RecordKey } from "../../record/record.ts";
import { createMetMemory } from "./met-memory.ts";
import type { MetMemory } from "./met-memory.ts";
import { step } from "../step.ts";

const isLong = process.env["WAYBILL_LONG"] === "1";
const row = fc
  .record({ id: fc.nat({ max: 39 }), n: fc.nat({ max: 2 }), day: fc.integer({ min: 1, max: 9 }) })
  .map(({ id, n, day }): Row => ({ id: `c${id}`, n, updated_at: `202${day}-01-01T00:00:00.000Z` }));

const turn = fc.record({
  tab: fc.nat({ max: 2 }),
  pages: fc.integer({ min: 1, max: 4 }),
  put: fc.option(row, { nil: undefined }),
  remove: fc.option(fc.nat({ max: 39 }), { nil: undefined }),
  fault: fc.option(fc.tuple(fc.nat({ max: 3 }), fc.constantFrom(400, 410, 500)), { nil: undefined, freq: 3 }),
  /** Of the commits of pages from then on, one that storage does not answer for, carried out or not. */
  fails: fc.option(fc.tuple(fc.nat({ max: 3 }), fc.boolean()), { nil: undefined, freq: 3 }),
});

/** Read by one list, or by one for each three years. */
const incrementals = {
  none: undefined,
  dated: datedBy,
  windows: { ...datedBy, until: "updated_until", start: "2020-01-01T00:00:00.000Z", spanMs: 3 * 365 * 86_400_000 },
} as const;

const history = fc.record({
  pagination: fc.constantFrom(...pagingStyles),
  first: fc.array(row, { minLength: 5, maxLength: 20 }),
  filter: fc.constantFrom("none" as const, "dated" as const, "windows" as const),
  turns: fc.array(turn, { minLength: 2, maxLength: 25 }),
});

type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

/** The engine under test: this one, or a copy with a bug in it. */
interface Engine {
  readonly step: typeof step;
  readonly memory: () => MetMemory | undefined;
}

/** Three tabs go on with a stream's runs in turn, by a few pages each. Tells what anybody could see of it, and how often seen keys were read. */
async function lived({ pagination, first, filter, turns }: History, engine: Engine) {
  const clock = createVirtualClock();
  const memory = createMemoryStore();
  let reads = 0;
  const seen = (...of: readonly [string, string, string]): AsyncIterable<readonly RecordKey[]> => {
    reads += 1;
    return memory.seen(...of);
  };
  let failing: History["turns"][number]["fails"];
  const commit = async (batch: Batch): Promise<number> => {
    if (batch.checkpoint === undefined || failing === undefined) return memory.commit(batch);
    const [left, isWritten] = failing;
    failing = left === 0 ? undefined : [left - 1, isWritten];
    if (left > 0 || isWritten) await memory.commit(batch);
    if (left === 0) throw new FailureError(failure("storage", { message: "no answer" }));
    return memory.head();
  };
  const store = { ...memory, seen, commit };
  const incremental = incrementals[filter];
  const fake = fakeVendor(first, { pagination, cap: 5, dated: filter !== "none", stream: { incremental } });
  const contract = contractWith({ pagination, incremental });
  const settings = { maxShrink: 1, maxPasses: 3, pagesPerCommit: 1 };
  const tabs = ["one", "two", "three"].map((owner) => ({
    ...pullContext({ vendor: fake.vendor, clock, store, contract, settings, owner }),
    met: engine.memory(),
  }));
  const told: unknown[] = [];
  for (const { tab, pages, put, remove, fault, fails } of turns) {
    failing = fails ?? failing;
    if (put !== undefined) fake.put(put);
    if (fake.ids().includes(`c${remove}`)) fake.remove(`c${remove}`);
    const [after = 0, status] = fault ?? [];
    if (status !== undefined) fake.before(after + 1, () => fake.faults.push(() => json({}, { status })));
    const context = tabs[tab];
    if (context === undefined) continue;
    const work = engine.step(context, { signal, mode: "full", maxPages: pages });
    told.push(await clock.settle(work.catch((error: unknown) => String(error))));
    // Long enough for what waits to be tried again.
    await clock.advance(3_600_000);
  }
  const keys = await store.keys("acme", "contacts", { limit: 1000 });
  const { items } = await store.receipts("acme", { limit: 100 });
  return { reads, seen: { told, keys, items, asked: fake.asked } };
}

const remembering: Engine = { step, memory: () => createMetMemory() };
const reading: Engine = { step, memory: () => undefined };

test("nothing but the reads of the store shows whether what a run has met is kept from step to step", async () => {
  let spared = 0;
  await fc.assert(
    fc.asyncProperty(history, async (given) => {
      const [kept, read] = [await lived(given, remembering), await lived(given, reading)];
      expect(kept.seen).toEqual(read.seen);
      spared += read.reads - kept.reads;
    }),
    { numRuns: isLong ? 3000 : 100, endOnFailure: true },
  );
  expect(spared).toBeGreaterThan(50);
}, 600_000);

/** Each is one line as somebody might get it wrong, in a copy of the sources. */
const bugs = {
  "what is kept is believed whoever went on with the run": {
    file: "../../pull/proof/met-memory.ts",
    right: "return kept?.version === version ? kept : undefined;",
    wrong: "return kept;",
  },
  "what a commit stored is not added to what is kept": {
    file: "../../pull/proof/met-keys.ts",
    right: "if (known === undefined || keys.length === 0) return;",
    wrong: "if (known === undefined || known.blocks > 1) return;",
  },
  "a window is taken to hold the page that ended the one before it": {
    file: "../../pull/reading/pass-window.ts",
    right: "await blocksAfter(session, batch)",
    wrong: "await session.met.blocks()",
  },
  "what a commit did not store is added to what is kept": {
    file: "../../pull/run/session.ts",
    right: `const { seen } = await commitCheckpoint(session, checkpoint, change.batch);
    for (const keys of new Set([session.met, session.listed])) keys.add(seen?.keys ?? []);`,
    wrong: `const { seen } = withPending(session.pending, change.batch ?? {});
    for (const keys of new Set([session.met, session.listed])) keys.add(seen?.keys ?? []);
    await commitCheckpoint(session, checkpoint, change.batch);`,
  },
  "another reading of a list goes on with what the one before it met": {
    file: "../../pull/run/session.ts",
    right: "return keeping({ ...session, listed: noKeysYet(session.context, blocksBefore(session.run)) });",
    wrong: "return keeping(session);",
  },
  "a run that another engine began is taken for one that has met nothing": {
    file: "../../pull/run/session.ts",
    right: "const isNew = checkpoint.run?.id !== run.id;",
    wrong: "const isNew = kept?.recall(checkpoint.version) === undefined;",
  },
} as const;

const folders: string[] = [];
afterAll(() => removeAll(folders));

test.each(Object.entries(bugs))(
  "it would show that %s",
  async (_, bug) => expect(await isSeen(bug)).toBe(true),
  120_000,
);

test("a copy that has nothing wrong shows nothing", async () => {
  const { file, right } = bugs["what is kept is believed whoever went on with the run"];
  expect(await isSeen({ file, right, wrong: right }, 20)).toBe(false);
}, 120_000);

/** Whether histories by a copy of the sources with a bug end otherwise than by these. */
async function isSeen(bug: Bug, numRuns = 1000): Promise<boolean> {
  const copy = plantedSources(bug, folders);
  const [wrong, made]: [Pick<Engine, "step">, { createMetMemory: typeof createMetMemory }] = await Promise.all([
    import(/* @vite-ignore */ join(copy, "pull/step.ts")),
    import(/* @vite-ignore */ join(copy, "pull/proof/met-memory.ts")),
  ]);
  const planted: Engine = { step: wrong.step, memory: () => made.createMetMemory() };
  const { failed } = await fc.check(
    fc.asyncProperty(history, async (given) => {
      expect((await lived(given, planted)).seen).toEqual((await lived(given, reading)).seen);
    }),
    { numRuns, endOnFailure: true },
  );
  return failed;
}
