import { maxEventKeys } from "../commit-event.ts";
import type { Batch, CommitEvent } from "../contract.ts";
import {
  base,
  checkpoint,
  here,
  key,
  keys,
  mutation,
  overlay,
  page,
  quarantined,
  receipt,
  tokens,
} from "./fixtures.ts";
import { failureCode, watch } from "./observe.ts";
import type { ConformanceCase } from "./suite.ts";

const { connection, stream } = here;

const kindRows: readonly { readonly change: Partial<Batch>; readonly kinds: CommitEvent["kinds"] }[] = [
  { change: {}, kinds: [] },
  { change: { put: [base("1")] }, kinds: ["records"] },
  { change: { remove: keys("1") }, kinds: ["records"] },
  { change: { overlay: { put: [overlay("1", null)], remove: [] } }, kinds: ["records"] },
  { change: { overlay: { put: [], remove: keys("1") } }, kinds: ["records"] },
  { change: { put: [], remove: [] }, kinds: [] },
  { change: { quarantine: { put: [quarantined("q")], remove: [] } }, kinds: ["quarantine"] },
  { change: { quarantine: { put: [], remove: ["q"] } }, kinds: ["quarantine"] },
  { change: { checkpoint: checkpoint(1) }, kinds: ["checkpoint"] },
  { change: { lease: { owner: "a", token: 1, heartbeat: 1 } }, kinds: [] },
  { change: { seen: { run: "r", keys: keys("1") } }, kinds: [] },
  { change: { mutations: [mutation("m", 1)] }, kinds: ["mutations"] },
  { change: { receipt: receipt("r") }, kinds: ["receipt"] },
  { change: { forgetReceipts: ["r"] }, kinds: ["receipt"] },
  { change: { tokens: { key: "k", value: tokens("t") } }, kinds: ["tokens"] },
  {
    change: { put: [base("2")], checkpoint: checkpoint(2), receipt: receipt("r2"), mutations: [mutation("m", 1)] },
    kinds: ["records", "checkpoint", "mutations", "receipt"],
  },
];

/** What subscribers are told: guarantee 4. */
export const eventCases: readonly ConformanceCase[] = [
  {
    name: "every commit is told once, in order, with the number that it returned",
    async run({ open, expect }) {
      const store = await open();
      const watching = watch(store);
      const numbers = await Promise.all(
        Array.from({ length: 30 }, (_, n) => store.commit({ connection: `c${n % 3}`, stream, put: [base(`${n}`)] })),
      );
      const events = await watching.upTo(30);
      expect(events.map(({ commit }) => commit)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
      const told = numbers.map((number) => events.find(({ commit }) => commit === number)?.keys);
      expect(told).toEqual(numbers.map((_number, n) => [`${n}`]));
    },
  },
  {
    name: "an event comes after its commit: whoever hears it reads what it is about",
    async run({ open, expect }) {
      const store = await open();
      const reads: Promise<boolean>[] = [];
      store.subscribe(({ commit }) => {
        const seen = Promise.all([store.head(), store.record(connection, stream, key("1"))]);
        reads.push(seen.then(([head, view]) => head >= commit && (view?.commit ?? 0) >= commit));
      });
      const watching = watch(store);
      for (let n = 0; n < 5; n += 1) await store.commit({ ...here, put: [base("1", { n })] });
      await watching.upTo(5);
      expect(await Promise.all(reads)).toEqual([true, true, true, true, true]);
    },
  },
  {
    name: "an event names the receipt of its commit",
    async run({ open, expect }) {
      const store = await open();
      const seen = watch(store);
      await store.commit({ ...here, receipt: receipt("r-1") });
      await store.commit({ ...here, put: [base("1")] });
      const events = await seen.upTo(2);
      expect(events.map((event) => event.receipt)).toEqual(["r-1", undefined]);
      seen.stop();
    },
  },
  {
    name: "an event says what kinds of things changed",
    async run({ open, expect }) {
      const store = await open();
      const watching = watch(store);
      for (const { change } of kindRows) await store.commit({ ...here, ...change });
      const events = await watching.upTo(kindRows.length);
      expect(events.map(({ kinds }) => kinds)).toEqual(kindRows.map(({ kinds }) => kinds));
      expect(events.every((event) => event.connection === connection && event.stream === stream)).toBe(true);
    },
  },
  {
    name: "an event names each changed key once, and none when there are too many",
    async run({ open, expect }) {
      const store = await open();
      const watching = watch(store);
      const own = { put: [overlay("1", { a: 1 }), overlay("4", null)], remove: keys("5") };
      await store.commit({ ...here, put: [base("1"), base("2")], remove: keys("3"), overlay: own });
      await store.commit({ ...here, put: page(maxEventKeys + 1) });
      const [first, second] = await watching.upTo(2);
      expect(first?.keys?.toSorted()).toEqual(["1", "2", "3", "4", "5"]);
      expect(second?.keys).toBe(undefined);
      expect(second?.kinds).toEqual(["records"]);
    },
  },
  {
    name: "a refused commit is not told",
    async run({ open, expect }) {
      const store = await open();
      const watching = watch(store);
      await failureCode(store.commit({ ...here, expect: { checkpoint: 1 }, put: [base("1")] }));
      await failureCode(store.commit({ ...here, expect: { lease: { token: 1 } }, put: [base("1")] }));
      await store.commit({ ...here, put: [base("2")] });
      expect((await watching.upTo(1)).map(({ commit, keys: told }) => ({ commit, told }))).toEqual([
        { commit: 1, told: ["2"] },
      ]);
    },
  },
  {
    name: "a commit made by a listener is told to everyone after the one that it reacts to",
    async run({ open, expect }) {
      const store = await open();
      const reactions: Promise<number>[] = [];
      store.subscribe(({ commit }) => {
        if (commit < 4) reactions.push(store.commit({ ...here, put: [base(`${commit}`)] }));
      });
      const watching = watch(store);
      await store.commit(here);
      const events = await watching.upTo(4);
      await Promise.all(reactions);
      expect(events.map(({ commit }) => commit)).toEqual([1, 2, 3, 4]);
    },
  },
  {
    name: "who has left hears nothing, and the others still do",
    async run({ open, expect }) {
      const store = await open();
      const leaving = watch(store);
      const staying = watch(store);
      await store.commit(here);
      await leaving.upTo(1);
      leaving.stop();
      leaving.stop();
      await store.commit(here);
      await staying.upTo(2);
      expect([leaving.events.length, staying.events.length]).toEqual([1, 2]);
    },
  },
];
