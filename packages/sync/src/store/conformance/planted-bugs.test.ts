import { expect, test } from "vitest";
import type { Batch, CommitEvent, Store } from "../contract.ts";
import { createMemoryStore } from "../memory/create-memory-store.ts";
import { storeConformance } from "./store-conformance.ts";

/** A store that is right but for one thing. */
type Bug = (store: Store) => Store;

const bugs: Readonly<Record<string, Bug>> = {
  "forgets preconditions": (store) => ({
    ...store,
    commit: (batch) => store.commit({ ...batch, expect: undefined }),
  }),
  "judges preconditions before the commit, outside of it": (store) => ({
    ...store,
    async commit(batch) {
      const found = await store.checkpoint(batch.connection, batch.stream ?? "");
      if (batch.expect?.checkpoint !== undefined && batch.expect.checkpoint !== (found?.version ?? 0)) {
        return store.commit(batch);
      }
      return store.commit({ ...batch, expect: undefined });
    },
  }),
  "knows no fencing": (store) => ({
    ...store,
    commit: (batch) => store.commit({ ...batch, expect: { ...batch.expect, lease: undefined } }),
  }),
  "skips numbers": (store) => {
    const twice = (number: number) => number * 2;
    return {
      ...store,
      commit: async (batch) => twice(await store.commit(batch)),
      head: async () => twice(await store.head()),
      subscribe: (listener) => store.subscribe((event) => listener({ ...event, commit: twice(event.commit) })),
    };
  },
  "returns stale counts": (store) => {
    const known = new Map<string, number>();
    return {
      ...store,
      async count(connection, stream) {
        const place = `${connection}/${stream}`;
        const count = known.get(place) ?? (await store.count(connection, stream));
        known.set(place, count);
        return count;
      },
    };
  },
  "keeps the caller's own objects": (store) => {
    const shared = new Map<string, Batch["put"]>();
    return {
      ...store,
      commit(batch) {
        shared.set("last", batch.put);
        return store.commit(batch);
      },
      async record(...of) {
        const view = await store.record(...of);
        const own = shared.get("last")?.find((record) => record.key === of[2]);
        return view === undefined || own === undefined ? view : { ...view, data: own.data };
      },
    };
  },
  "drops seen keys": (store) => ({ ...store, commit: (batch) => store.commit({ ...batch, seen: undefined }) }),
  "writes seen keys in a commit of their own, ahead": (store) => ({
    ...store,
    async commit({ seen, ...batch }) {
      if (seen !== undefined) await store.commit({ connection: batch.connection, stream: batch.stream, seen });
      return store.commit(batch);
    },
  }),
  "writes half of a batch that is refused": (store) => ({
    ...store,
    async commit(batch) {
      if (batch.expect !== undefined) await store.commit({ ...batch, expect: undefined, checkpoint: undefined });
      return store.commit(batch);
    },
  }),
  "tells events before the commit": (store) => {
    const listeners = new Set<(event: CommitEvent) => void>();
    return {
      ...store,
      async commit(batch) {
        const commit = (await store.head()) + 1;
        for (const listen of listeners) listen({ connection: batch.connection, commit, kinds: ["records"] });
        return store.commit(batch);
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    };
  },
  "tells events in reverse": (store) => ({
    ...store,
    subscribe(listener) {
      const held: CommitEvent[] = [];
      return store.subscribe((event) => {
        held.push(event);
        if (held.length === 5) for (const each of held.splice(0).toReversed()) listener(each);
      });
    },
  }),
  "tells each event twice": (store) => ({
    ...store,
    subscribe: (listener) =>
      store.subscribe((event) => {
        listener(event);
        listener(event);
      }),
  }),
  "takes `__proto__` for no key": (store) => ({
    ...store,
    commit: (batch) =>
      store.commit({ ...batch, put: batch.put?.filter((record) => record.key.toString() !== "__proto__") }),
  }),
  "loses a record beyond five hundred": (store) => ({
    ...store,
    commit: (batch) => store.commit({ ...batch, put: batch.put?.slice(0, 500) }),
  }),
  "includes `after` in a range": (store) => ({
    ...store,
    keys: (connection, stream, { limit }) => store.keys(connection, stream, { limit }),
  }),
  "gives hashes in the order of keys": (store) => ({
    ...store,
    hashes: (connection, stream, keys) => store.hashes(connection, stream, keys.toSorted()),
  }),
  "reads receipts oldest first": (store) => ({
    ...store,
    async receipts(connection, options) {
      const page = await store.receipts(connection, options);
      return { ...page, items: page.items.toReversed() };
    },
  }),
  "writes receipts over": (store) => ({
    ...store,
    commit: (batch) => store.commit({ ...batch, receipt: undefined }),
  }),
  "gives back the mapped data in place of what was sent": (store) => ({
    ...store,
    async bases(connection, stream, keys) {
      const rows = await store.bases(connection, stream, keys);
      return rows.map((row) => row && { ...row, raw: row.data });
    },
  }),
  "forgets another connection's receipts": (store) => ({
    ...store,
    receipt: async (id) => (id === "e-1" ? undefined : store.receipt(id)),
  }),
  "keeps receipts that are to be forgotten": (store) => ({
    ...store,
    commit: (batch) => store.commit({ ...batch, forgetReceipts: undefined }),
  }),
  "finds what is kept aside in any order": (store) => ({
    ...store,
    quarantined: (connection, stream, ids) => store.quarantined(connection, stream, ids.toSorted()),
  }),
  "makes up tokens that it does not hold": (store) => ({
    ...store,
    async tokens(key) {
      return (await store.tokens(key)) ?? { format: 1, accessToken: key.slice(2), tokenType: "Bearer" };
    },
  }),
  "forgets that something was erased": (store) => ({
    ...store,
    commit: (batch) => store.commit({ ...batch, expect: { ...batch.expect, since: undefined } }),
  }),
  "erases the tenant when asked for a connection": (store) => ({ ...store, erase: () => store.erase() }),
  "goes on after it was closed": (store) => ({ ...store, close: async () => undefined }),
  "shows what own changes delete": (store) => ({
    ...store,
    commit: (batch) =>
      store.commit({
        ...batch,
        overlay: batch.overlay && {
          ...batch.overlay,
          put: batch.overlay.put.filter((record) => record.patch !== null),
        },
      }),
  }),
};

/** Names of the cases that a store fails. */
async function failedCases(open: () => Store): Promise<readonly string[]> {
  const cases: { readonly name: string; readonly run: () => Promise<void> }[] = [];
  storeConformance({
    test: (name, run) => cases.push({ name, run }),
    expect,
    open: async () => open(),
  });
  const failed: string[] = [];
  for (const { name, run } of cases) {
    await run().catch(() => failed.push(name));
  }
  return failed;
}

test("the suite finds nothing wrong with the store that the bugs are planted in", async () => {
  expect(await failedCases(createMemoryStore)).toEqual([]);
});

test.each(Object.entries(bugs))("the suite finds a store that %s", async (_name, plant) => {
  expect(await failedCases(() => plant(createMemoryStore()))).not.toEqual([]);
});
