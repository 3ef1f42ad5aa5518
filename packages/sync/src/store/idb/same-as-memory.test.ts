import "fake-indexeddb/auto";
import * as fc from "fast-check";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { base, checkpoint, key, overlay, quarantined, trace } from "../conformance/fixtures.ts";
import { everything, failureCode } from "../conformance/observe.ts";
import type { Batch, Store } from "../contract.ts";
import { createMemoryStore } from "../memory/create-memory-store.ts";
import { openCompacting, openTiny } from "../../../test/compacting-store.ts";
import { openIdbStore } from "./open-idb-store.ts";

const streams = ["a", "b"];
const id = fc.integer({ min: 0, max: 30 }).map(String);
const ids = fc.array(id, { maxLength: 14 });

const batch: fc.Arbitrary<Batch> = fc
  .record({
    stream: fc.constantFrom(...streams),
    version: fc.integer({ min: 0, max: 3 }),
    guarded: fc.boolean(),
    put: ids,
    remove: ids,
    own: ids,
    settled: ids,
    hidden: fc.boolean(),
    aside: ids,
    resolved: ids,
    value: fc.jsonValue({ maxDepth: 1 }),
  })
  .map(({ stream, version, guarded, value, ...lists }) => ({
    connection: "crm",
    stream,
    ...(guarded && { expect: { checkpoint: version } }),
    checkpoint: checkpoint(version + 1),
    put: lists.put.map((text) => base(text, { text, value: JSON.stringify(value) })),
    remove: lists.remove.map(key),
    overlay: {
      put: lists.own.map((text) => overlay(text, lists.hidden ? null : { own: text })),
      remove: lists.settled.map(key),
    },
    quarantine: { put: lists.aside.map((text) => quarantined(text, stream)), remove: lists.resolved },
    traces: { put: lists.remove.map((text) => trace(text)), remove: lists.put.map(key) },
    seen: { run: "run-1", keys: lists.put.map(key) },
  }));

async function after(store: Store, batches: readonly Batch[]): Promise<unknown> {
  const codes: string[] = [];
  for (const each of batches) codes.push(await failureCode(store.commit(each)));
  const pages = await Promise.all(streams.map((stream) => store.records("crm", stream, { after: key("1"), limit: 4 })));
  const state = await everything(store, "crm", streams);
  await store.close();
  return { codes, pages, state };
}

const runs = (few: number) => ({ numRuns: process.env["WAYBILL_LONG"] === "1" ? 1000 : few });

test("after any sequence of batches IndexedDB tells what memory tells", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { maxLength: 8 }), async (batches) => {
      const indexedDB = new IDBFactory();
      const store = await openIdbStore({ tenant: "t", indexedDB });
      expect(await after(store, batches)).toEqual(await after(createMemoryStore(), batches));
    }),
    runs(30),
  );
});

test("after any sequence of batches, compacted after each or as it happens, IndexedDB tells what memory tells", async () => {
  const compact = fc.constantFrom("all", "itself", "nothing");
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { maxLength: 12 }), compact, async (batches, how) => {
      const store = await openCompacting({ factory: new IDBFactory(), tenant: "t", compact: how });
      expect(await after(store, batches)).toEqual(await after(createMemoryStore(), batches));
    }),
    runs(60),
  );
});

test("two tabs that commit, compact and read in turn never see anything but the last commit", async () => {
  const turn = fc.record({ batch, by: fc.constantFrom(0, 1), tidies: fc.boolean() });
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
        const want = await everything(memory, "crm", streams);
        expect(await everything(other.store, "crm", streams)).toEqual(want);
        await own.compactor.idle();
        expect(await everything(other.store, "crm", streams)).toEqual(want);
      }
      await Promise.all(tabs.map(({ store }) => store.close()));
    }),
    runs(20),
  );
});
