import type { Store } from "../contract.ts";
import {
  base,
  checkpoint,
  here,
  key,
  keys,
  mutation,
  overlay,
  quarantined,
  receipt,
  tokens,
  trace,
} from "./fixtures.ts";
import { allStates, collect, everything, failureCode, watch } from "./observe.ts";
import type { ConformanceCase } from "./suite.ts";

const streams = ["contacts", "deals"];

/** Something of every kind, in two streams of a connection. */
async function furnish(store: Store, connection: string): Promise<void> {
  for (const stream of streams) {
    const of = { connection, stream };
    await store.commit({
      ...of,
      put: [base("1"), base("2")],
      overlay: { put: [overlay("3", { own: true })], remove: [] },
      quarantine: { put: [quarantined(`q-${stream}`, stream)], remove: [] },
      traces: { put: [trace("4")], remove: [] },
      seen: { run: "run-1", keys: keys("1", "2") },
      checkpoint: checkpoint(1),
      lease: { owner: "a", token: 1, heartbeat: 1 },
      mutations: [mutation(`m-${stream}`, 1)],
      receipt: receipt(`r-${connection}-${stream}`, of),
    });
  }
  await store.commit({ connection, tokens: { key: `t-${connection}`, value: tokens(connection) } });
  await store.commit({ connection, limits: { bucket: `b-${connection}`, state: { remaining: 1, resetAt: 2 } } });
}

/** What is left of a connection anywhere, by every way of asking. */
async function leftOf(store: Store, connection: string): Promise<unknown> {
  const receipts = streams.map((stream) => store.receipt(`r-${connection}-${stream}`));
  return {
    ...Object(await everything(store, connection, streams)),
    byId: await Promise.all(receipts),
    tokens: await store.tokens(`t-${connection}`),
    limits: await store.limits(`b-${connection}`),
  };
}

/** Erasing, tenants and closing. */
export const lifeCases: readonly ConformanceCase[] = [
  {
    name: "erasing a connection leaves nothing of it and everything of the others",
    async run({ open, expect }) {
      const store = await open();
      const nothing = await leftOf(store, "crm");
      for (const connection of ["crm", "crm2", "cr"]) await furnish(store, connection);
      const others = [await leftOf(store, "crm2"), await leftOf(store, "cr")];
      await store.erase("crm");
      expect(await leftOf(store, "crm")).toEqual(nothing);
      expect([await leftOf(store, "crm2"), await leftOf(store, "cr")]).toEqual(others);
    },
  },
  {
    name: "erasing the tenant leaves nothing, and the numbering goes on",
    async run({ open, expect }) {
      const store = await open();
      const nothing = [await leftOf(store, "crm"), await leftOf(store, "erp")];
      await furnish(store, "crm");
      await furnish(store, "erp");
      const head = await store.head();
      await store.erase();
      expect([await leftOf(store, "crm"), await leftOf(store, "erp")]).toEqual(nothing);
      expect(await store.commit({ ...here, expect: { checkpoint: 0, lease: { token: 0 } } })).toBe(head + 2);
    },
  },
  {
    name: "an erasure is told to every connection that it took, with a number of its own",
    async run({ open, expect }) {
      const store = await open();
      await furnish(store, "crm");
      await furnish(store, "erp");
      const head = await store.head();
      const watching = watch(store);
      await store.erase("crm");
      await store.commit({ ...here, put: [base("1")] });
      await store.erase();
      const events = await watching.upTo(4);
      expect(events.map(({ connection, commit, kinds }) => ({ connection, commit, kinds }))).toEqual([
        { connection: "crm", commit: head + 1, kinds: ["erased"] },
        { connection: "crm", commit: head + 2, kinds: ["records"] },
        ...erasedBoth(events.slice(2), head + 3),
      ]);
    },
  },
  {
    name: "what rests on nothing being erased since a commit is refused after an erasure, of whatever connection, and not before",
    async run({ open, expect }) {
      const store = await open();
      await furnish(store, "crm");
      const head = await store.head();
      const since = (number: number) => failureCode(store.commit({ ...here, expect: { since: number } }));
      expect([await since(0), await since(head)]).toEqual(["resolved", "resolved"]);
      for (const erased of ["erp", "crm", undefined]) {
        const before = await store.head();
        await store.erase(erased);
        expect(await since(before)).toBe("superseded");
        expect([await since(before + 1), await store.head()]).toEqual(["resolved", before + 2]);
      }
    },
  },
  {
    name: "tokens that are removed count as erased, and those that are replaced do not",
    async run({ open, expect }) {
      const store = await open();
      const since = (number: number) => failureCode(store.commit({ connection: "erp", expect: { since: number } }));
      const commit = (value: ReturnType<typeof tokens> | null) =>
        store.commit({ connection: "erp", tokens: { key: "t", value } });
      const first = await commit(tokens("one"));
      await commit(tokens("two"));
      expect(await since(first)).toBe("resolved");
      const gone = await commit(null);
      expect([await since(gone - 1), await since(gone)]).toEqual(["superseded", "resolved"]);
    },
  },
  {
    name: "a connection can be furnished again after it was erased, and counts from nothing",
    async run({ open, expect }) {
      const store = await open();
      await furnish(store, "crm");
      await store.erase("crm");
      await furnish(store, "crm");
      expect(await store.count("crm", "contacts")).toBe(2);
      expect(await store.quarantineCount("crm", "contacts")).toBe(1);
      expect((await store.record("crm", "contacts", key("1")))?.key).toBe("1");
    },
  },
  {
    name: "no call reads, changes or hears of another tenant",
    async run({ open, expect }) {
      const [mine, theirs] = [await open("conformance, mine"), await open(`conformance, mine"]`)];
      const nothing = await leftOf(mine, "crm");
      const watching = watch(mine);
      await furnish(theirs, "crm");
      const whole = await leftOf(theirs, "crm");
      expect(await leftOf(mine, "crm")).toEqual(nothing);
      expect(await mine.head()).toBe(0);
      expect(await mine.commit({ ...here, put: [base("mine")] })).toBe(1);
      await mine.erase();
      expect(await leftOf(theirs, "crm")).toEqual(whole);
      expect((await watching.upTo(2)).map(({ commit }) => commit)).toEqual([1, 2]);
    },
  },
  {
    name: "after closing every call is refused, and subscribers hear no more",
    async run({ open, expect }) {
      const store = await open();
      await furnish(store, "crm");
      const watching = watch(store);
      await store.close();
      const calls = [
        store.commit(here),
        store.head(),
        store.hashes("crm", "contacts", keys("1")),
        store.record("crm", "contacts", key("1")),
        store.records("crm", "contacts", { limit: 1 }),
        store.keys("crm", "contacts", { limit: 1 }),
        store.count("crm", "contacts"),
        collect(store.seen("crm", "contacts", "run-1")),
        store.checkpoint("crm", "contacts"),
        store.lease("crm", "contacts"),
        store.receipts("crm", { limit: 1 }),
        store.receipt("r-crm-contacts"),
        store.quarantine("crm", { limit: 1 }),
        store.quarantineCount("crm", "contacts"),
        store.mutations("crm", { states: allStates, limit: 1 }),
        store.tokens("t-crm"),
        store.limits("b-crm"),
        store.erase("crm"),
      ];
      const codes = await Promise.all(calls.map(failureCode));
      expect(codes).toEqual(calls.map(() => "storage"));
      expect(watching.events).toEqual([]);
      await store.close();
    },
  },
];

/** The order among the events of one erasure is not promised. */
function erasedBoth(found: readonly { readonly connection: string }[], commit: number): readonly unknown[] {
  const order = found[0]?.connection === "erp" ? ["erp", "crm"] : ["crm", "erp"];
  return order.map((connection) => ({ connection, commit, kinds: ["erased"] }));
}
