import { expect, test } from "vitest";
import { pullContext } from "../../test/pull-context.ts";
import { bare, heldIds, pages, run } from "../../test/run-pull.ts";
import { discard } from "./discard.ts";
import { replay } from "./replay.ts";

/** A stream with two records kept aside. */
async function holding() {
  const context = pullContext({ vendor: pages({ data: [{ no: 1 }, { no: 2 }], next: null }), contract: bare });
  await run(context);
  return { context, ids: await heldIds(context) };
}

test("of two that give up the same records at once, the slower one changes nothing", async () => {
  const { context, ids } = await holding();
  const version = async () => (await context.store.checkpoint("acme", "contacts"))?.version ?? 0;
  const before = await version();
  await context.clock.settle(Promise.all([discard(context, ids), discard(context, ids)]));
  expect(await context.store.quarantineCount("acme", "contacts")).toBe(0);
  expect(await version()).toBe(before + 1);
});

test.each([
  { what: "given up", work: discard },
  { what: "judged again", work: replay },
])("an erasure leaves nothing, also while records are being $what", async ({ work }) => {
  const { context, ids } = await holding();
  const { store, clock } = context;
  let isErased = false;
  const erasing: typeof store.quarantined = async (...asked) => {
    const found = await store.quarantined(...asked);
    if (!isErased) await store.erase("acme");
    isErased = true;
    return found;
  };
  await clock.settle<unknown>(work({ ...context, store: { ...store, quarantined: erasing } }, ids));
  expect(await store.checkpoint("acme", "contacts")).toBeUndefined();
  const leases = await Promise.all(["", "contacts"].map((stream) => store.lease("acme", stream)));
  expect(leases).toEqual([undefined, undefined]);
});
