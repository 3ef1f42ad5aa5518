import "fake-indexeddb/auto";
import * as fc from "fast-check";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { everything, failureCode } from "../conformance/observe.ts";
import { createMemoryStore } from "../memory/create-memory-store.ts";
import { openCompacting, openTiny } from "../../../test/compacting-store.ts";
import { randomBatch, randomStreams, tellsAfter } from "../../../test/random-batch.ts";
import { openIdbStore } from "./open-idb-store.ts";

const runs = (few: number) => ({ numRuns: process.env["WAYBILL_LONG"] === "1" ? 1000 : few });

test("after any sequence of batches IndexedDB tells what memory tells", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomBatch, { maxLength: 8 }), async (batches) => {
      const indexedDB = new IDBFactory();
      const store = await openIdbStore({ tenant: "t", indexedDB });
      expect(await tellsAfter(store, batches)).toEqual(await tellsAfter(createMemoryStore(), batches));
    }),
    runs(30),
  );
});

test("after any sequence of batches, compacted after each or as it happens, IndexedDB tells what memory tells", async () => {
  const compact = fc.constantFrom("all", "itself", "nothing");
  await fc.assert(
    fc.asyncProperty(fc.array(randomBatch, { maxLength: 12 }), compact, async (batches, how) => {
      const store = await openCompacting({ factory: new IDBFactory(), tenant: "t", compact: how });
      expect(await tellsAfter(store, batches)).toEqual(await tellsAfter(createMemoryStore(), batches));
    }),
    runs(40),
  );
});

test("two tabs that commit, compact and read in turn never see anything but the last commit", async () => {
  const turn = fc.record({ batch: randomBatch, by: fc.constantFrom(0, 1), tidies: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { maxLength: 10 }), async (turns) => {
      const factory = new IDBFactory();
      const tabs = [await openTiny({ factory, tenant: "t" }), await openTiny({ factory, tenant: "t" })] as const;
      const memory = createMemoryStore();
      for (const each of turns) {
        const [own, other] = each.by === 0 ? tabs : [tabs[1], tabs[0]];
        expect(await failureCode(own.store.commit(each.batch))).toBe(await failureCode(memory.commit(each.batch)));
        // The other tab reads while this one compacts, and after.
        if (each.tidies) own.compactor.tidy(["crm", each.batch.stream ?? ""]);
        const want = await everything(memory, "crm", randomStreams);
        expect(await everything(other.store, "crm", randomStreams)).toEqual(want);
        await own.compactor.idle();
        expect(await everything(other.store, "crm", randomStreams)).toEqual(want);
      }
      await Promise.all(tabs.map(({ store }) => store.close()));
    }),
    runs(20),
  );
});
