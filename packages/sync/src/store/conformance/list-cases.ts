import type { Page, Store } from "../contract.ts";
import { base, checkpoint, here, keys, mutation, quarantined, receipt, tokens, trace } from "./fixtures.ts";
import { collect, failureCode } from "./observe.ts";
import type { ConformanceCase } from "./suite.ts";

const { connection, stream } = here;

type ReadPage<T> = (cursor: string | undefined) => Promise<Page<T>>;

/** Every item of a list, page by page, and the size of each page. */
async function allPages<T>(
  read: ReadPage<T>,
): Promise<{ readonly items: readonly T[]; readonly sizes: readonly number[] }> {
  const items: T[] = [];
  const sizes: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    sizes.push(page.items.length);
    cursor = page.next;
  } while (cursor !== undefined);
  return { items, sizes };
}

async function seven(store: Store): Promise<void> {
  for (let n = 1; n <= 7; n += 1) {
    const of = { connection, stream: n % 2 === 0 ? "deals" : stream };
    await store.commit({ ...of, receipt: receipt(`r-${n}`, of) });
  }
}

/** How everything but records is read. */
export const listCases: readonly ConformanceCase[] = [
  {
    name: "seen blocks of a run come back in commit order, each as it was written, and are forgotten together",
    async run({ open, expect }) {
      const store = await open();
      const blocks = Array.from({ length: 40 }, (_, n) => keys(`${99 - n}`, `${n}`));
      for (const block of blocks) await store.commit({ ...here, seen: { run: "run-1", keys: block } });
      await store.commit({ ...here, seen: { run: "run-10", keys: keys("other run") } });
      await store.commit({ connection, stream: "deals", seen: { run: "run-1", keys: keys("other stream") } });
      expect(await collect(store.seen(connection, stream, "run-1"))).toEqual(blocks);
      await store.commit({ ...here, forgetSeen: "run-1" });
      expect(await collect(store.seen(connection, stream, "run-1"))).toEqual([]);
      expect(await collect(store.seen(connection, stream, "run-10"))).toEqual([["other run"]]);
      expect(await collect(store.seen(connection, "deals", "run-1"))).toEqual([["other stream"]]);
    },
  },
  {
    name: "a page's seen keys are there when its checkpoint is",
    async run({ open, expect }) {
      const store = await open();
      await store.commit({ ...here, checkpoint: checkpoint(1), seen: { run: "run-1", keys: keys("1") } });
      const late = {
        ...here,
        expect: { checkpoint: 7 },
        checkpoint: checkpoint(2),
        seen: { run: "run-1", keys: keys("2") },
      };
      expect(await failureCode(store.commit(late))).toBe("superseded");
      expect(await collect(store.seen(connection, stream, "run-1"))).toEqual([["1"]]);
    },
  },
  {
    name: "reading seen keys goes on while commits are made in between",
    async run({ open, expect }) {
      const store = await open();
      for (const n of [1, 2, 3]) await store.commit({ ...here, seen: { run: "run-1", keys: keys(`${n}`) } });
      const found: unknown[] = [];
      for await (const block of store.seen(connection, stream, "run-1")) {
        found.push(block);
        await store.commit({ ...here, remove: block });
      }
      expect(found).toEqual([["1"], ["2"], ["3"]]);
    },
  },
  {
    name: "receipts come newest first, page by page, of one stream or of all, and one by its id",
    async run({ open, expect }) {
      const store = await open();
      await seven(store);
      const all = await allPages((cursor) => store.receipts(connection, { limit: 3, cursor }));
      expect(all.items.map(({ id }) => id)).toEqual(["r-7", "r-6", "r-5", "r-4", "r-3", "r-2", "r-1"]);
      expect(all.sizes).toEqual([3, 3, 1]);
      const deals = await allPages((cursor) => store.receipts(connection, { stream: "deals", limit: 3, cursor }));
      expect(deals.items.map(({ id }) => id)).toEqual(["r-6", "r-4", "r-2"]);
      expect(deals.sizes).toEqual([3]);
      expect(await store.receipt("r-4")).toEqual(receipt("r-4", { stream: "deals" }));
      expect(await store.receipt("r-8")).toBe(undefined);
      expect((await store.receipts("erp", { limit: 3 })).items).toEqual([]);
    },
  },
  {
    name: "receipts that are forgotten are gone from every list, those of other connections are not",
    async run({ open, expect }) {
      const store = await open();
      await seven(store);
      await store.commit({ connection: "erp", stream, receipt: receipt("e-1", { connection: "erp" }) });
      await store.commit({ ...here, forgetReceipts: ["r-1", "r-3", "e-1", "nobody"], receipt: receipt("r-8") });
      const left = await store.receipts(connection, { limit: 10 });
      expect(left.items.map(({ id }) => id)).toEqual(["r-8", "r-7", "r-6", "r-5", "r-4", "r-2"]);
      expect((await store.receipts(connection, { stream, limit: 10 })).items.map(({ id }) => id)).toEqual([
        "r-8",
        "r-7",
        "r-5",
      ]);
      expect([await store.receipt("r-3"), (await store.receipt("e-1"))?.id]).toEqual([undefined, "e-1"]);
    },
  },
  {
    name: "a receipt that arrives between two pages neither repeats nor hides another",
    async run({ open, expect }) {
      const store = await open();
      await seven(store);
      const first = await store.receipts(connection, { limit: 4 });
      await store.commit({ ...here, receipt: receipt("r-8") });
      const second = await store.receipts(connection, { limit: 4, cursor: first.next });
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([
        "r-7",
        "r-6",
        "r-5",
        "r-4",
        "r-3",
        "r-2",
        "r-1",
      ]);
    },
  },
  {
    name: "a cursor that no page gave, and a limit that is no page, are refused",
    async run({ open, expect }) {
      const store = await open();
      await seven(store);
      expect(await failureCode(store.receipts(connection, { limit: 3, cursor: "r-4" }))).toBe("internal");
      expect(await failureCode(store.quarantine(connection, { limit: 3, cursor: "" }))).toBe("internal");
      for (const limit of [0, -1, 1.5, Number.NaN]) {
        expect(await failureCode(store.receipts(connection, { limit }))).toBe("internal");
        expect(await failureCode(store.records(connection, stream, { limit }))).toBe("internal");
        expect(await failureCode(store.keys(connection, stream, { limit }))).toBe("internal");
        expect(await failureCode(store.mutations(connection, { states: ["queued"], limit }))).toBe("internal");
      }
    },
  },
  {
    name: "quarantined records come newest first, counted by stream, until they are resolved",
    async run({ open, expect }) {
      const store = await open();
      const ids = async (of?: string) => {
        const read: ReadPage<{ id: string }> = (cursor) =>
          store.quarantine(connection, { stream: of, limit: 2, cursor });
        return (await allPages(read)).items.map(({ id }) => id);
      };
      await store.commit({ ...here, quarantine: { put: [quarantined("1"), quarantined("2")], remove: [] } });
      await store.commit({ connection, stream: "deals", quarantine: { put: [quarantined("1", "deals")], remove: [] } });
      await store.commit({ ...here, quarantine: { put: [quarantined("3"), quarantined("1")], remove: [] } });
      expect(await ids(stream)).toEqual(["1", "3", "2"]);
      expect(await ids()).toEqual(["1", "3", "1", "2"]);
      expect(await store.quarantineCount(connection, stream)).toBe(3);
      await store.commit({ ...here, quarantine: { put: [], remove: ["1", "9"] } });
      expect(await ids()).toEqual(["3", "1", "2"]);
      expect(await store.quarantineCount(connection, stream)).toBe(2);
      expect(await store.quarantineCount(connection, "deals")).toBe(1);
      expect((await store.quarantine(connection, { stream: "deals", limit: 1 })).items).toEqual([
        quarantined("1", "deals"),
      ]);
    },
  },
  {
    name: "what is kept aside is found by its ids, in the order asked, in its own stream only",
    async run({ open, expect }) {
      const store = await open();
      const second = { ...quarantined("2"), key: keys("7")[0], cursor: "2025", page: 4 };
      await store.commit({ ...here, quarantine: { put: [quarantined("1"), second], remove: [] } });
      expect(await store.quarantined(connection, stream, ["2", "nobody", "1"])).toEqual([
        second,
        undefined,
        quarantined("1"),
      ]);
      expect(await store.quarantined(connection, "deals", ["1"])).toEqual([undefined]);
      expect(await store.quarantined(connection, stream, [])).toEqual([]);
    },
  },
  {
    name: "what is remembered of removed records is found by their keys, in its own stream only, until it is forgotten",
    async run({ open, expect }) {
      const store = await open();
      const read = (of: string) => store.traces(connection, of, keys("2", "nobody", "1"));
      await store.commit({ ...here, traces: { put: [trace("1"), trace("2")], remove: [] } });
      expect(await read(stream)).toEqual([trace("2"), undefined, trace("1")]);
      expect(await read("deals")).toEqual([undefined, undefined, undefined]);
      expect(await store.removed(connection, stream, { limit: 1 })).toEqual([trace("1")]);
      expect(await store.removed(connection, stream, { after: keys("1")[0], limit: 2 })).toEqual([trace("2")]);
      expect(await store.removed(connection, "deals", { limit: 1 })).toEqual([]);
      expect(await failureCode(store.removed(connection, stream, { limit: 0 }))).toBe("internal");
      await store.commit({ ...here, traces: { put: [trace("2", "run-9")], remove: keys("1", "2") } });
      expect(await read(stream)).toEqual([trace("2", "run-9"), undefined, undefined]);
      expect(await store.keys(connection, stream, { limit: 10 })).toEqual([]);
    },
  },
  {
    name: "mutations are read by state, in the order of their sequence, and change state in place",
    async run({ open, expect }) {
      const store = await open();
      await store.commit({ connection, mutations: [mutation("c", 10), mutation("a", 9), mutation("b", 2, "held")] });
      const read = async (states: Parameters<Store["mutations"]>[1]["states"], limit = 10) =>
        (await store.mutations(connection, { states, limit })).map(({ id }) => id);
      expect(await read(["queued", "held"])).toEqual(["b", "a", "c"]);
      expect(await read(["queued", "held"], 2)).toEqual(["b", "a"]);
      expect(await read(["queued", "queued"])).toEqual(["a", "c"]);
      expect(await read([])).toEqual([]);
      await store.commit({ connection, mutations: [mutation("a", 9, "sending")] });
      expect(await read(["queued"])).toEqual(["c"]);
      expect(await store.mutations(connection, { states: ["sending"], limit: 1 })).toEqual([
        mutation("a", 9, "sending"),
      ]);
      expect(await store.mutations("erp", { states: ["queued"], limit: 1 })).toEqual([]);
    },
  },
  {
    name: "tokens and limits are kept under their key, replaced and removed",
    async run({ open, expect }) {
      const store = await open();
      await store.commit({ connection, tokens: { key: "k", value: tokens("1") }, durability: "strict" });
      await store.commit({ connection, tokens: { key: "k", value: tokens("2") }, durability: "strict" });
      expect(await store.tokens("k")).toEqual(tokens("2"));
      expect(await store.tokens("K")).toBe(undefined);
      await store.commit({ connection, tokens: { key: "k", value: null } });
      expect(await store.tokens("k")).toBe(undefined);
      await store.commit({ connection, limits: { bucket: "b", state: { remaining: 3, resetAt: 9 } } });
      expect(await store.limits("b")).toEqual({ remaining: 3, resetAt: 9 });
      expect(await store.limits("c")).toBe(undefined);
    },
  },
  {
    name: "a checkpoint comes back equal, position, failure and all",
    async run({ open, expect }) {
      const store = await open();
      const next = { cursor: "9007199254740993", path: ["a", null, { deep: [1.5, true] }] };
      const run = {
        id: "run-1",
        mode: "full",
        correlationId: "c-1",
        startedAt: 1,
        attempt: 1,
        maxAttempts: 5,
        before: 0,
        position: { page: 3, next, seen: ["x", "y"] },
        counts: receipt("r").counts,
        pages: 3,
        requests: 4,
        retries: 1,
        waitedMs: 0,
        bytes: 12,
        ordered: true,
        digest: "d",
        progressedAt: 2,
      } as const;
      await store.commit({ ...here, put: [base("1")], checkpoint: { ...checkpoint(4), run, blocker: "paused" } });
      expect(await store.checkpoint(connection, stream)).toEqual({ ...checkpoint(4), run, blocker: "paused" });
    },
  },
];
