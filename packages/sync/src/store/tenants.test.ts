import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { base, checkpoint, key, mutation, quarantined } from "./conformance/fixtures.ts";
import { everything } from "./conformance/observe.ts";
import type { Batch, CommitEvent, Store } from "./contract.ts";
import { openIdbStore } from "./idb/index.ts";

const streams = ["a", "b"];
const id = fc.integer({ min: 0, max: 5 }).map(String);

/** What one tenant does to its store, in the names that the other uses too. */
const deed: fc.Arbitrary<(store: Store, at: number) => Promise<unknown>> = fc.oneof(
  fc.tuple(fc.constantFrom(...streams), fc.array(id, { maxLength: 4 })).map(
    ([stream, ids]) =>
      (store: Store, at: number) =>
        store.commit(batchOf(stream, ids, at)),
  ),
  fc.constantFrom("crm", undefined).map((connection) => (store: Store) => store.erase(connection)),
  fc.constant(async (store: Store) => {
    await store.hashes("crm", "a", [key("1")]);
    await store.keys("crm", "a", { limit: 3 });
    await store.records("crm", "a", { limit: 3 });
  }),
);

function batchOf(stream: string, ids: readonly string[], at: number): Batch {
  return {
    connection: "crm",
    stream,
    put: ids.map((text) => base(text, { at })),
    remove: ids.length === 0 ? [key("1")] : [],
    quarantine: { put: ids.map((text) => quarantined(text, stream)), remove: [] },
    seen: { run: "run-1", keys: ids.map(key) },
    checkpoint: checkpoint(at + 1),
    lease: { owner: "tab", token: at, heartbeat: 0 },
    mutations: [mutation(`m-${stream}-${at}`, at)],
    limits: { bucket: "b", state: { remaining: at, resetAt: 1 } },
  };
}

async function all(store: Store): Promise<unknown> {
  const [leases, limits, head] = await Promise.all([
    Promise.all(streams.map((stream) => store.lease("crm", stream))),
    store.limits("b"),
    store.head(),
  ]);
  return { leases, limits, head, state: await everything(store, "crm", streams) };
}

test("invariant 117: nothing that one tenant does to its store is read, counted or heard of in another's", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { maxLength: 8 }),
      fc.constantFrom("t2", "T1", "t1/", "t 1"),
      async (deeds, other) => {
        const indexedDB = new IDBFactory();
        const mine = await openIdbStore({ tenant: "t1", indexedDB });
        const theirs = await openIdbStore({ tenant: other, indexedDB });
        await theirs.commit(batchOf("a", ["1", "2"], 0));
        const before = await all(theirs);
        const heard: CommitEvent[] = [];
        theirs.subscribe((event) => heard.push(event));
        const empty = await all(mine);
        for (const [at, act] of deeds.entries()) await act(mine, at + 1);
        expect(await all(theirs)).toEqual(before);
        expect(heard).toEqual([]);
        const alone = await openIdbStore({ tenant: "t1", indexedDB: new IDBFactory() });
        expect(empty).toEqual(await all(alone));
        await Promise.all([mine.close(), theirs.close(), alone.close()]);
      },
    ),
    { numRuns: 30 },
  );
});
