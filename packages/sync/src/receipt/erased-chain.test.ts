import { expect, test } from "vitest";
import { pullContext } from "../../test/pull-context.ts";
import { run } from "../../test/run-pull.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import type { Store } from "../store/contract.ts";
import { lifeOf } from "../tabs/lease.ts";
import { verifyReceipts } from "./verify-receipts.ts";

const place = { connection: "acme", stream: "contacts" };

/** Runs of one life of the connection: more than are read at once. */
async function afterRuns(count: number) {
  const context = pullContext({ vendor: fakeVendor(rowsOf(3)).vendor });
  await lifeOf(context.store, "acme");
  for (let n = 0; n < count; n += 1) await run(context);
  return context;
}

/** Verifies a chain before whose nth read something happens. */
async function verifiedWith(store: Store, nth: number, happens: () => Promise<unknown>) {
  let reads = 0;
  const before = async () => ((reads += 1) === nth ? happens() : undefined);
  const read: Pick<Store, "checkpoint" | "receipts" | "lease"> = {
    checkpoint: async (...of) => (await before(), store.checkpoint(...of)),
    receipts: async (...of) => (await before(), store.receipts(...of)),
    lease: async (...of) => (await before(), store.lease(...of)),
  };
  const verdict = await verifyReceipts(read, place);
  return { verdict, reads };
}

test.each([
  { after: "nothing", again: false },
  { after: "another life of it", again: true },
])(
  "a connection that is erased while its receipts are read is said to be, with $after behind it",
  async ({ again }) => {
    const begun = { nth: 2, isOver: false };
    for (; !begun.isOver; begun.nth += 1) {
      const context = await afterRuns(130);
      const { verdict, reads } = await verifiedWith(context.store, begun.nth, async () => {
        await context.store.erase("acme");
        if (!again) return;
        await lifeOf(context.store, "acme");
        await run(context);
      });
      begun.isOver = reads < begun.nth;
      const want = begun.isOver ? { ok: true, checked: 130 } : { ok: false, problem: "erased" };
      expect({ nth: begun.nth, ...verdict }).toMatchObject({ nth: begun.nth, ...want });
    }
    expect(begun.nth).toBeGreaterThan(6);
  },
);

test("what is erased before is nothing to check, and a life that begins meanwhile is no erasure", async () => {
  const { store } = await afterRuns(2);
  await store.erase("acme");
  const { verdict } = await verifiedWith(store, 2, async () => lifeOf(store, "acme"));
  expect(verdict).toMatchObject({ ok: false, checked: 0, problem: "unknown" });
});
