import { createVirtualClock } from "@waybill/transport/testing";
import type { VirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";
import { Died, dyingStore } from "../../test/dying-store.ts";
import { pullContext } from "../../test/pull-context.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { countsHold } from "../receipt/counts.ts";
import { createMemoryStore } from "../store/index.ts";
import type { Store } from "../store/index.ts";
import { pull } from "./pull.ts";
import type { PullSettings } from "./settings.ts";

const signal = new AbortController().signal;

const pages = 4;

function source() {
  const rows = rowsOf(10 * pages - 6);
  const fake = fakeVendor(rows);
  return { ...fake, rows, total: rows.length };
}

/** A store that takes its time to look up hashes, so that the vendor's next page is always here before the one that it looks up is taken. */
function unhurried(clock: VirtualClock): Store {
  const memory = createMemoryStore();
  return { ...memory, hashes: async (...at) => clock.sleep(1).then(() => memory.hashes(...at)) };
}

async function uninterrupted(settings: Partial<PullSettings>) {
  const fake = source();
  const clock = createVirtualClock();
  const store = dyingStore(unhurried(clock), Infinity, "before");
  const context = pullContext({ vendor: fake.vendor, store, clock, settings });
  const receipt = await clock.settle(pull(context, { signal }));
  return { operations: store.operations, commits: await store.head(), receipt };
}

test.each([
  { name: "invariant 1: a crash before any store operation", when: "before", pagesPerCommit: 1 },
  { name: "invariant 2: a crash after any store operation", when: "after", pagesPerCommit: 1 },
  { name: "invariant 1: with pages that wait for one commit, a crash before any", when: "before", pagesPerCommit: 2 },
  { name: "invariant 2: with pages that wait for one commit, a crash after any", when: "after", pagesPerCommit: 2 },
] as const)("$name loses nothing and repeats no committed page", async ({ when, pagesPerCommit }) => {
  const settings = { pagesPerCommit };
  const clean = await uninterrupted(settings);
  expect(clean.operations).toBeGreaterThan(12);
  // The lease taken and given back, and the run begun; the last page is committed by itself.
  expect(clean.commits).toBe(3 + (pagesPerCommit === 1 ? pages : 3));
  for (let nth = 1; nth <= clean.operations; nth += 1) {
    const fake = source();
    const clock = createVirtualClock();
    const store = unhurried(clock);
    const dying = dyingStore(store, nth, when);
    const mortal = pullContext({ vendor: fake.vendor, store: dying, clock, owner: "mortal", settings });
    const crashed = await clock.settle(pull(mortal, { signal })).catch((error: unknown) => error);
    const position = (await store.checkpoint("acme", "contacts"))?.run?.position;
    const askedBefore = fake.asked.length;
    const heir = pullContext({ vendor: fake.vendor, store, clock, owner: "heir", settings });
    const finished = (await store.checkpoint("acme", "contacts"))?.last !== undefined;
    if (!finished) await clock.settle(pull(heir, { signal }));
    expect(await store.count("acme", "contacts"), `operation ${nth}`).toBe(fake.total);
    const receipts = (await store.receipts("acme", { limit: 10 })).items;
    expect(receipts, `operation ${nth}`).toHaveLength(1);
    expect(receipts[0], `operation ${nth}`).toMatchObject({ outcome: "complete", counts: clean.receipt.counts });
    expect(receipts[0]).toMatchObject({ digest: clean.receipt.digest });
    const again = fake.asked.slice(askedBefore);
    // What was committed is not asked for again: the heir begins at the position it found.
    expect(again).toHaveLength(finished ? 0 : pages - (position?.page ?? 0));
    expect(crashed instanceof Died || finished).toBe(true);
    expect(receipts.every((one) => one.kind !== "run" || countsHold(one.counts))).toBe(true);
  }
});
