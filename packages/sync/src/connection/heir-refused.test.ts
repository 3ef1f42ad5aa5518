import { bearer, failure, FailureError } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { pullDefaults } from "../pull/settings.ts";
import type { Store } from "../store/index.ts";

const names = ["a", "b", "c"];
/** The time between two looks of an engine at rest. */
const betweenLooks = (21 / 5) * pullDefaults.leaseMs;

const away = () => new FailureError(failure("storage", { message: "the disk is away" }));

/**
 * Three streams, each left at its first page, and an engine that is started over a store that refuses what `refuses` says, by its number among the checkpoints that
 * it is asked for; and pages, where it is full.
 */
async function startedOver(refuses: (stream: string, call: number) => boolean, isFull = false) {
  const fake = fakeVendor(rowsOf(30), { streams: names });
  const streams = names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } }));
  const { clock, store, connector, open, connection } = engineOver({ streams, vendor: fake.vendor });
  for (const name of names) await clock.settle(connection.step(name));
  let calls = 0;
  const refusing: Store = {
    ...store,
    checkpoint: async (id, stream) => {
      if (refuses(stream, (calls += 1))) throw away();
      return store.checkpoint(id, stream);
    },
    commit: async (batch) => {
      if (isFull && batch.put !== undefined) throw away();
      return store.commit(batch);
    },
  };
  const waybill = open({ store: refusing });
  const heir = waybill.connection("acme", { connector, credential: bearer("first") });
  waybill.start();
  const counts = () => Promise.all(names.map((name) => store.count("acme", name)));
  return { clock, waybill, heir, fake, counts };
}

test.each([1, 2, 3, 4, 5, 6])(
  "an engine whose store refuses once, at its look no. %i at what was left, goes on with all of it at its next look",
  async (refused) => {
    const { clock, waybill, counts, fake } = await startedOver((_, call) => call === refused);
    await clock.advance(betweenLooks + 1000);
    expect(await counts()).toEqual([30, 30, 30]);
    expect(fake.asked).toHaveLength(9);
    await clock.settle(waybill.dispose());
  },
);

test("of a stream that cannot be read nobody else is held up, and what is left of it is gone on with once it can", async () => {
  let isAway = true;
  const { clock, waybill, counts } = await startedOver((stream) => isAway && stream === "a");
  await clock.advance(betweenLooks - 1000);
  expect(await counts()).toEqual([10, 30, 30]);
  isAway = false;
  await clock.advance(betweenLooks);
  expect(await counts()).toEqual([30, 30, 30]);
  await clock.settle(waybill.dispose());
});

test("what an engine reads itself since a look that failed is read once", async () => {
  const { clock, waybill, heir, counts, fake } = await startedOver((_, call) => call <= 3);
  await clock.advance(1000);
  await clock.settle(heir.sync());
  await clock.advance(2 * betweenLooks);
  expect(await counts()).toEqual([30, 30, 30]);
  expect(fake.asked).toHaveLength(9);
  await clock.settle(waybill.dispose());
});

test("a vendor is not asked again and again for pages that a full store refuses", async () => {
  const { clock, waybill, fake } = await startedOver(() => false, true);
  await clock.advance(betweenLooks);
  const asked = fake.asked.length;
  expect(asked).toBeGreaterThan(3);
  await clock.advance(20 * betweenLooks);
  expect(fake.asked).toHaveLength(asked);
  await clock.settle(waybill.dispose());
});
