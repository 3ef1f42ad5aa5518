import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";
import { Died, dyingStore } from "../../test/dying-store.ts";
import { pullContext } from "../../test/pull-context.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { countsHold } from "../receipt/counts.ts";
import { createMemoryStore } from "../store/index.ts";
import { pull } from "./pull.ts";

const signal = new AbortController().signal;

/** Three pages. */
function source() {
  const rows = rowsOf(24);
  const fake = fakeVendor(rows);
  return { ...fake, rows, total: rows.length };
}

async function uninterrupted() {
  const fake = source();
  const store = dyingStore(createMemoryStore(), Infinity, "before");
  const context = pullContext({ vendor: fake.vendor, store });
  const receipt = await context.clock.settle(pull(context, { signal }));
  return { operations: store.operations, receipt };
}

test.each([
  ["invariant 1: a crash before any store operation loses nothing and repeats no committed page", "before"],
  ["invariant 2: a crash after any store operation loses nothing and repeats no committed page", "after"],
] as const)("%s", async (_name, when) => {
  const clean = await uninterrupted();
  expect(clean.operations).toBeGreaterThan(12);
  for (let nth = 1; nth <= clean.operations; nth += 1) {
    const fake = source();
    const store = createMemoryStore();
    const clock = createVirtualClock();
    const mortal = pullContext({ vendor: fake.vendor, store: dyingStore(store, nth, when), clock, owner: "mortal" });
    const crashed = await clock.settle(pull(mortal, { signal })).catch((error: unknown) => error);
    const position = (await store.checkpoint("acme", "contacts"))?.run?.position;
    const askedBefore = fake.asked.length;
    const heir = pullContext({ vendor: fake.vendor, store, clock, owner: "heir" });
    const finished = (await store.checkpoint("acme", "contacts"))?.last !== undefined;
    if (!finished) await clock.settle(pull(heir, { signal }));
    expect(await store.count("acme", "contacts"), `operation ${nth}`).toBe(fake.total);
    const receipts = (await store.receipts("acme", { limit: 10 })).items;
    expect(receipts, `operation ${nth}`).toHaveLength(1);
    expect(receipts[0], `operation ${nth}`).toMatchObject({ outcome: "complete", counts: clean.receipt.counts });
    expect(receipts[0]).toMatchObject({ digest: clean.receipt.digest });
    const again = fake.asked.slice(askedBefore);
    // What was committed is not asked for again: the heir begins at the position it found.
    expect(again).toHaveLength(finished ? 0 : 3 - (position?.page ?? 0));
    expect(crashed instanceof Died || finished).toBe(true);
    expect(receipts.every((one) => one.kind !== "run" || countsHold(one.counts))).toBe(true);
  }
});
