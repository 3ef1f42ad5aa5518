import "fake-indexeddb/auto";
import { bearer } from "@waybill/transport";
import type { Clock, Lock } from "@waybill/transport";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { freezer } from "../../test/freezer.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { openIdbStore } from "../store/idb/index.ts";
import { createMemoryStore } from "../store/index.ts";
import type { Batch, Store } from "../store/index.ts";

const names = ["a", "b"];

/** As where there are no locks, or where a frozen tab keeps its own: nobody is told of anything. */
const deaf: Lock = {
  hold: (_name, _run, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
    }),
};

async function overIdb() {
  const indexedDB = new IDBFactory();
  return () => openIdbStore({ tenant: "t", indexedDB });
}

async function inMemory() {
  const store = createMemoryStore();
  return async () => store;
}

test.each([
  ["IndexedDB", overIdb],
  ["memory", inMemory],
])(
  "a tab that is frozen in a sync and thawed, over %s, writes and claims nothing that its heir has taken",
  async (_, stores) => {
    const fake = fakeVendor(rowsOf(40), { streams: names });
    const engine: ReturnType<typeof engineOver> = engineOver({
      streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
      vendor: async (request) => {
        await engine.clock.sleep(1000);
        return fake.vendor(request);
      },
    });
    const { clock, connector, open } = engine;
    const openStore = await stores();
    const tab = async (change: (store: Store) => Store, own: Clock = clock) => {
      const store = await openStore();
      const waybill = open({ store: change(store), clock: own, lock: deaf });
      const connection = waybill.connection("acme", { connector, credential: bearer("first") });
      waybill.start();
      return { store, waybill, connection };
    };
    const ice = freezer();
    const writes: Batch[] = [];
    const noting = (store: Store): Store => ({
      ...store,
      commit: async (batch) => {
        const commit = await store.commit(batch);
        writes.push(batch);
        return commit;
      },
    });
    const frozen = await tab((store) => ice.store(noting(store)), ice.clock(clock));
    const heir = await tab((store) => store);
    const syncing = frozen.connection.sync().catch((error: unknown) => error);
    const { store } = heir;
    const ownerOf = async (stream: string) => (await store.lease("acme", stream))?.owner;
    const hasRead = (name: string) => writes.some(({ stream, put }) => stream === name && put !== undefined);
    while (!names.every(hasRead)) await clock.advance(100);
    ice.freeze();
    const frozenOwner = await ownerOf("");
    const isHeirs = async (stream: string) => ![frozenOwner, "", undefined].includes(await ownerOf(stream));
    const areHeirs = async () => (await Promise.all(["", ...names].map(isHeirs))).every(Boolean);
    while (!(await areHeirs())) await clock.advance(100);
    const written = writes.length;
    ice.thaw();
    for (let times = 0; times < 10; times += 1) {
      await clock.advance(100);
      expect(await areHeirs()).toBe(true);
    }
    const receipts = await clock.settle(syncing);
    expect(receipts).toMatchObject(names.map((stream) => ({ stream, outcome: "complete", counts: { created: 40 } })));
    // It takes what was given back, finds that all is done, and gives that back, too.
    const said = writes
      .slice(written)
      .filter(({ put, checkpoint, receipt }) => (put ?? checkpoint ?? receipt) !== undefined);
    expect(said).toEqual([]);
    expect((await store.receipts("acme", { limit: 9 })).items).toHaveLength(2);
    for (const { waybill } of [frozen, heir]) await clock.settle(waybill.dispose());
    for (const one of [frozen, heir]) await one.store.close();
  },
);
