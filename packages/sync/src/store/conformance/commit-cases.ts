import type { JsonObject } from "../../connector/json.ts";
import type { Batch } from "../contract.ts";
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
  trace,
  receipt,
  tokens,
} from "./fixtures.ts";
import { everything, failureCode } from "./observe.ts";
import type { ConformanceCase, Suite } from "./suite.ts";

/** A batch with every field that a store without a queue takes. */
const full: Batch = {
  ...here,
  put: [base("1"), base("2")],
  remove: keys("3"),
  overlay: { put: [overlay("4", { name: "own" })], remove: keys("5") },
  quarantine: { put: [quarantined("q-1")], remove: ["q-0"] },
  traces: { put: [trace("3")], remove: keys("1") },
  seen: { run: "run-1", keys: keys("1", "2") },
  checkpoint: checkpoint(1),
  lease: { owner: "tab-1", token: 1, heartbeat: 0 },
  mutations: [mutation("m-1", 1)],
  receipt: receipt("r-1"),
  tokens: { key: "crm", value: tokens("t-1") },
  limits: { bucket: "b-1", state: { remaining: 10, resetAt: 1_700_000_000_000, limit: 20 } },
};

/** Each refuses the batch it is laid over, for a reason that is found at a different moment of a commit. */
const refusals: readonly { readonly name: string; readonly change: Partial<Batch>; readonly code: string }[] = [
  { name: "a checkpoint that moved on", change: { expect: { checkpoint: 9 } }, code: "superseded" },
  { name: "a lease that was taken over", change: { expect: { lease: { token: 9 } } }, code: "superseded" },
  {
    name: "one false precondition of two",
    change: { expect: { lease: { token: 1 }, checkpoint: 9 } },
    code: "superseded",
  },
  {
    name: "a receipt id that is taken",
    change: { receipt: { ...receipt("r-1"), digest: "another" } },
    code: "internal",
  },
  {
    name: "a receipt of another connection",
    change: { receipt: receipt("r-2", { connection: "erp" }) },
    code: "internal",
  },
  {
    name: "a quarantined record of another stream",
    change: { quarantine: { put: [quarantined("q-9", "deals")], remove: [] } },
    code: "internal",
  },
  { name: "a stream's fields without a stream", change: { stream: undefined }, code: "internal" },
  { name: "a value that cannot be stored", change: { put: [base("8"), base("9", unstorable())] }, code: "storage" },
];

const refused: readonly ConformanceCase[] = refusals.map(({ name, change, code }) => ({
  name: `${name} refuses the whole batch, and nothing changes`,
  async run({ open, expect }) {
    const store = await open();
    await store.commit(full);
    const before = await everything(store, here.connection, [here.stream, "deals"]);
    const second: Batch = {
      ...here,
      put: [base("1", { changed: true }), base("7")],
      remove: keys("2"),
      overlay: { put: [overlay("1", null)], remove: keys("4") },
      quarantine: { put: [quarantined("q-2")], remove: ["q-1"] },
      traces: { put: [trace("2")], remove: keys("3") },
      forgetSeen: "run-1",
      checkpoint: checkpoint(2),
      lease: { owner: "tab-2", token: 2, heartbeat: 0 },
      mutations: [mutation("m-1", 1, "sending"), mutation("m-2", 2)],
      tokens: { key: "crm", value: null },
      limits: { bucket: "b-1", state: { remaining: 0, resetAt: 1 } },
      ...change,
    };
    expect(await failureCode(store.commit(second))).toBe(code);
    expect(await everything(store, here.connection, [here.stream, "deals"])).toEqual(before);
    expect(await store.tokens("crm")).toEqual(tokens("t-1"));
    expect((await store.limits("b-1"))?.remaining).toBe(10);
    expect(await store.head()).toBe(1);
    expect(await store.commit({ ...here, put: [base("10")] })).toBe(2);
  },
}));

/** A defect of a caller that types do not rule out: what a mapping function gave is first looked at where it is written. */
function unstorable(): JsonObject {
  const data = {};
  Reflect.set(data, "callback", () => 1);
  return data;
}

async function raceOf(suite: Suite, handles: readonly string[], expected: Batch["expect"]): Promise<void> {
  const stores = await Promise.all(handles.map((tenant) => suite.open(tenant)));
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, async (_, n) => {
      const store = stores[n % stores.length];
      const batch = {
        ...here,
        put: [base(`of ${n}`)],
        checkpoint: checkpoint(1),
        lease: { owner: `w${n}`, token: 1, heartbeat: 0 },
      };
      return failureCode(store?.commit({ ...batch, expect: expected }) ?? Promise.resolve());
    }),
  );
  suite.expect(outcomes.filter((code) => code === "resolved").length).toBe(1);
  suite.expect(outcomes.filter((code) => code === "superseded").length).toBe(11);
  const winner = outcomes.indexOf("resolved");
  suite.expect(await stores[0]?.keys(here.connection, here.stream, { limit: 100 })).toEqual([`of ${winner}`]);
  suite.expect(await stores[0]?.head()).toBe(1);
}

/** What `commit` promises: guarantees 1, 2 and 3. */
export const commitCases: readonly ConformanceCase[] = [
  ...refused,
  {
    name: "a new store is empty, and its first commit is number 1",
    async run({ open, expect }) {
      const store = await open();
      expect(await store.head()).toBe(0);
      expect(await store.count(here.connection, here.stream)).toBe(0);
      expect(await store.checkpoint(here.connection, here.stream)).toBe(undefined);
      expect(await store.lease(here.connection, here.stream)).toBe(undefined);
      expect(await store.commit({ connection: here.connection })).toBe(1);
      expect(await store.head()).toBe(1);
    },
  },
  {
    name: "commits are numbered densely over all connections and streams, refused ones aside",
    async run({ open, expect }) {
      const store = await open();
      const numbers: number[] = [];
      for (const connection of ["a", "b", "a"]) {
        numbers.push(await store.commit({ connection, stream: "s", put: [base("1")] }));
        await failureCode(store.commit({ connection, stream: "s", expect: { checkpoint: 5 }, put: [base("2")] }));
        numbers.push(await store.commit({ connection }));
      }
      expect(numbers).toEqual([1, 2, 3, 4, 5, 6]);
    },
  },
  {
    name: "commits made at once have different numbers without a gap, and none is lost",
    async run({ open, expect }) {
      const store = await open();
      const commits = Array.from({ length: 20 }, (_, n) => store.commit({ ...here, put: [base(`k${n}`)] }));
      const numbers = await Promise.all(commits);
      expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
      expect(await store.count(here.connection, here.stream)).toBe(20);
      expect(await store.head()).toBe(20);
    },
  },
  {
    name: "of commits made at once under one expected checkpoint exactly one wins",
    run: (suite) => raceOf(suite, ["race of checkpoints"], { checkpoint: 0 }),
  },
  {
    name: "of takeovers made at once of a lease that nobody has exactly one wins",
    run: (suite) => raceOf(suite, ["race of leases"], { lease: { token: 0 } }),
  },
  {
    name: "true preconditions let a batch through, and the raised token fences the old holder off",
    async run({ open, expect }) {
      const store = await open();
      const of = { ...here, expect: { lease: { token: 0 }, checkpoint: 0 } };
      await store.commit({ ...of, lease: { owner: "a", token: 1, heartbeat: 0 }, checkpoint: checkpoint(1) });
      await store.commit({ ...here, expect: { lease: { token: 1 }, checkpoint: 1 }, checkpoint: checkpoint(2) });
      await store.commit({ ...here, expect: { lease: { token: 1 } }, lease: { owner: "b", token: 2, heartbeat: 0 } });
      const late = store.commit({ ...here, expect: { lease: { token: 1 } }, put: [base("late")] });
      expect(await failureCode(late)).toBe("superseded");
      expect(await store.lease(here.connection, here.stream)).toEqual({ owner: "b", token: 2, heartbeat: 0 });
      expect((await store.checkpoint(here.connection, here.stream))?.version).toBe(2);
    },
  },
  {
    name: "preconditions are about the batch's own stream",
    async run({ open, expect }) {
      const store = await open();
      await store.commit({ ...here, checkpoint: checkpoint(3), lease: { owner: "a", token: 3, heartbeat: 0 } });
      const fresh = { expect: { checkpoint: 0, lease: { token: 0 } } };
      await store.commit({ connection: here.connection, stream: "deals", ...fresh });
      await store.commit({ connection: "erp", stream: here.stream, ...fresh });
      expect(await store.head()).toBe(3);
    },
  },
  {
    name: "a commit under strict durability is a commit like any other",
    async run({ open, expect }) {
      const store = await open();
      expect(await store.commit({ ...here, put: page(3), durability: "strict" })).toBe(1);
      expect(await store.count(here.connection, here.stream)).toBe(3);
    },
  },
  {
    name: "fields that are absent change nothing",
    async run({ open, expect }) {
      const store = await open();
      await store.commit(full);
      const before = await everything(store, here.connection, [here.stream]);
      await store.commit(here);
      await store.commit({ ...here, put: [], remove: [], mutations: [], overlay: { put: [], remove: [] } });
      expect(await everything(store, here.connection, [here.stream])).toEqual(before);
    },
  },
  {
    name: "removals come before insertions, and of two insertions of one key the last one stands",
    async run({ open, expect }) {
      const store = await open();
      await store.commit({ ...here, put: [base("1"), base("2")] });
      await store.commit({
        ...here,
        put: [base("1", { v: 1 }), base("1", { v: 2 })],
        remove: keys("1", "2", "2", "9"),
      });
      expect(await store.count(here.connection, here.stream)).toBe(1);
      expect((await store.record(here.connection, here.stream, key("1")))?.data).toEqual({ v: 2 });
    },
  },
];
