import type { Json, JsonObject } from "../../connector/json.ts";
import type { Store } from "../contract.ts";
import type { IndexQuery } from "../index-query.ts";
import { base, here, key, keys, overlay, page } from "./fixtures.ts";
import { inOrder, ranges } from "./index-values.ts";
import { failureCode } from "./observe.ts";
import type { ConformanceCase } from "./suite.ts";

const { connection, stream } = here;

/** Every page of an index, one after the other. */
async function wholeIndex(store: Store, query: Omit<IndexQuery, "cursor">): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await store.recordsBy(connection, stream, { ...query, cursor });
    found.push(...items.map((view) => view.key));
    cursor = next;
  } while (cursor !== undefined);
  return found;
}

const declare = (store: Store) => store.declareIndexes(connection, { [stream]: ["/n", "/owner/name"] });

/** Records whose `n` is each of some values, under keys that tell which. */
function valued(values: Readonly<Record<string, Json>>) {
  return Object.entries(values).map(([id, n]) => base(id, { n }));
}

/** How records are found by declared fields. */
export const indexCases: readonly ConformanceCase[] = [
  {
    name: "an index orders null, false, true, numbers by size, then text by code units, whatever the keys",
    async run({ open, expect }) {
      const store = await open();
      await declare(store);
      await store.commit({ ...here, put: valued(inOrder) });
      for (const limit of [1, 2, 5, 100]) {
        expect(await wholeIndex(store, { index: "/n", limit })).toEqual(Object.keys(inOrder));
        const turned = await wholeIndex(store, { index: "/n", order: "descending", limit });
        expect(turned).toEqual(Object.keys(inOrder).toReversed());
      }
    },
  },
  {
    name: "a range holds values of its kind only, its ends included or not as it says",
    async run({ open, expect }) {
      const store = await open();
      await declare(store);
      await store.commit({ ...here, put: valued(inOrder) });
      for (const [range, wanted] of ranges) {
        expect(await wholeIndex(store, { index: "/n", range, limit: 2 })).toEqual(wanted);
        const turned = await wholeIndex(store, { index: "/n", range, order: "descending", limit: 2 });
        expect(turned).toEqual(wanted.toReversed());
      }
    },
  },
  {
    name: "records of one value stand by key, and whole views come back",
    async run({ open, expect }) {
      const store = await open();
      await declare(store);
      await store.commit({ ...here, put: keys("b", "a", "B").map((id) => base(id, { n: 1, id })) });
      expect(await store.recordsBy(connection, stream, { index: "/n", limit: 2 })).toEqual({
        items: [
          { key: "B", data: { n: 1, id: "B" }, pending: false, commit: 1 },
          { key: "a", data: { n: 1, id: "a" }, pending: false, commit: 1 },
        ],
        next: (await store.recordsBy(connection, stream, { index: "/n", limit: 2 })).next,
      });
      expect(await wholeIndex(store, { index: "/n", order: "descending", limit: 1 })).toEqual(["b", "a", "B"]);
    },
  },
  {
    name: "a field that is absent, an object or a list has no place, and a nested field has",
    async run({ open, expect }) {
      const store = await open();
      await declare(store);
      const fields: readonly JsonObject[] = [
        {},
        { n: {} },
        { n: [1] },
        { owner: { name: "b" } },
        { owner: "a" },
        { n: 1 },
      ];
      await store.commit({ ...here, put: fields.map((data, at) => base(String(at), data)) });
      expect(await wholeIndex(store, { index: "/n", limit: 10 })).toEqual(["5"]);
      expect(await wholeIndex(store, { index: "/owner/name", limit: 10 })).toEqual(["3"]);
    },
  },
  {
    name: "a record stands where its last version belongs, and a removed one nowhere",
    async run({ open, expect }) {
      const store = await open();
      await declare(store);
      await store.commit({ ...here, put: valued({ a: 1, b: 2, c: 3 }) });
      await store.commit({ ...here, put: valued({ a: 9 }) });
      expect(await wholeIndex(store, { index: "/n", limit: 2 })).toEqual(["b", "c", "a"]);
      await store.commit({ ...here, remove: keys("c"), put: valued({ b: {} }) });
      expect(await wholeIndex(store, { index: "/n", limit: 2 })).toEqual(["a"]);
      await store.commit({ ...here, put: valued({ a: 1, b: 2, c: 3 }) });
      expect(await wholeIndex(store, { index: "/n", limit: 2 })).toEqual(["a", "b", "c"]);
      expect(await wholeIndex(store, { index: "/n", range: { is: 9 }, limit: 2 })).toEqual([]);
    },
  },
  {
    name: "another version under the same hash moves a record, as a mapping that changed does",
    async run({ open, expect }) {
      const store = await open();
      await declare(store);
      await store.commit({ ...here, put: [base("a", { n: 1 }), base("b", { n: 2 })] });
      await store.commit({ ...here, put: [base("a", { n: 3 })] });
      expect(await wholeIndex(store, { index: "/n", limit: 1 })).toEqual(["b", "a"]);
    },
  },
  {
    name: "own changes move a record, hide one that they delete, and show one that they create",
    async run({ open, expect }) {
      const store = await open();
      await declare(store);
      await store.commit({ ...here, put: valued({ a: 1, b: 2, c: 3 }) });
      const put = [overlay("a", { n: 2.5 }), overlay("c", null), overlay("own", { n: 0 }), overlay("b", { other: 1 })];
      await store.commit({ ...here, overlay: { put, remove: [] } });
      expect(await wholeIndex(store, { index: "/n", limit: 1 })).toEqual(["own", "b", "a"]);
      const { items } = await store.recordsBy(connection, stream, { index: "/n", range: { is: 2.5 }, limit: 5 });
      expect(items).toEqual([{ key: "a", data: { n: 2.5 }, pending: true, commit: 2 }]);
      await store.commit({ ...here, put: valued({ a: 7 }) });
      expect(await wholeIndex(store, { index: "/n", limit: 9 })).toEqual(["own", "b", "a"]);
      await store.commit({ ...here, overlay: { put: [], remove: keys("a", "b", "c", "own") } });
      expect(await wholeIndex(store, { index: "/n", limit: 1 })).toEqual(["b", "c", "a"]);
      const settled = await store.recordsBy(connection, stream, { index: "/n", range: { is: 7 }, limit: 1 });
      expect(settled).toEqual({ items: [{ key: "a", data: { n: 7 }, pending: false, commit: 4 }] });
    },
  },
  {
    name: "a page goes on from its place after what came and went meanwhile",
    async run({ open, expect }) {
      const store = await open();
      await declare(store);
      await store.commit({ ...here, put: page(20) });
      const order = "descending" as const;
      const first = await store.recordsBy(connection, stream, { index: "/n", order, limit: 5 });
      expect(first.items.map((view) => view.data["n"])).toEqual([19, 18, 17, 16, 15]);
      await store.commit({ ...here, put: page(10, 20), remove: keys("000015", "000013", "000018") });
      const next = await store.recordsBy(connection, stream, { index: "/n", order, limit: 5, cursor: first.next });
      expect(next.items.map((view) => view.data["n"])).toEqual([14, 12, 11, 10, 9]);
      const whole = await store.recordsBy(connection, stream, { index: "/n", order, limit: 27 });
      expect(whole.items.length).toBe(27);
      expect(whole.next).toBe(undefined);
    },
  },
  {
    name: "a thousand records in pages of any size come in order, each once",
    async run({ open, expect }) {
      const store = await open();
      await declare(store);
      const many = page(1_000).map((record, at) => ({ ...record, data: { n: (at * 379) % 1_000 } }));
      for (let at = 0; at < 1_000; at += 100) await store.commit({ ...here, put: many.slice(at, at + 100) });
      const wanted = many.toSorted((a, b) => a.data.n - b.data.n).map((record) => record.key);
      for (const limit of [1_000, 333, 5_000]) expect(await wholeIndex(store, { index: "/n", limit })).toEqual(wanted);
      const middle = { from: 400, before: 600 };
      expect(await wholeIndex(store, { index: "/n", range: middle, limit: 70 })).toEqual(wanted.slice(400, 600));
    },
  },
  {
    name: "an index that is declared when there are records already finds them, and one that no longer is declared is refused",
    async run({ open, expect }) {
      const store = await open();
      await store.commit({ ...here, put: valued({ a: 2, b: 1 }) });
      expect(await failureCode(store.recordsBy(connection, stream, { index: "/n", limit: 1 }))).toBe("contract");
      await declare(store);
      expect(await wholeIndex(store, { index: "/n", limit: 1 })).toEqual(["b", "a"]);
      await store.declareIndexes(connection, { [stream]: ["/other"], deals: ["/n"] });
      expect(await failureCode(store.recordsBy(connection, stream, { index: "/n", limit: 1 }))).toBe("contract");
      expect(await store.indexes(connection, stream)).toEqual(["/other"]);
      await store.commit({ ...here, put: valued({ c: 0, a: 3 }) });
      await declare(store);
      expect(await wholeIndex(store, { index: "/n", limit: 1 })).toEqual(["c", "b", "a"]);
      expect(await store.indexes(connection, "deals")).toEqual([]);
    },
  },
  {
    name: "declaring takes no commit number, tells nobody, and may come before everything else or again",
    async run({ open, expect }) {
      const store = await open();
      const told: unknown[] = [];
      store.subscribe((event) => void told.push(event));
      for (let n = 0; n < 3; n += 1) await declare(store);
      expect(await store.head()).toBe(0);
      expect((await store.indexes(connection, stream)).toSorted()).toEqual(["/n", "/owner/name"]);
      expect(await store.count(connection, stream)).toBe(0);
      expect(await store.recordsBy(connection, stream, { index: "/n", limit: 1 })).toEqual({ items: [] });
      expect(await store.commit({ ...here, put: page(2) })).toBe(1);
      await declare(store);
      expect(await store.head()).toBe(1);
      expect(told.length).toBe(1);
    },
  },
  {
    name: "an index is of one stream of one connection, and an erased one is declared no more",
    async run({ open, expect }) {
      const store = await open();
      await declare(store);
      await store.declareIndexes("desk", { [stream]: ["/n"] });
      await store.commit({ ...here, put: page(2) });
      await store.commit({ connection: "desk", stream, put: page(3) });
      expect(await wholeIndex(store, { index: "/n", limit: 9 })).toEqual(["000000", "000001"]);
      expect(await failureCode(store.recordsBy(connection, "deals", { index: "/n", limit: 1 }))).toBe("contract");
      await store.erase(connection);
      expect(await store.indexes(connection, stream)).toEqual([]);
      expect((await store.recordsBy("desk", stream, { index: "/n", limit: 9 })).items.length).toBe(3);
      await declare(store);
      expect(await wholeIndex(store, { index: "/n", limit: 9 })).toEqual([]);
      await store.commit({ ...here, put: page(1) });
      expect(await wholeIndex(store, { index: "/n", limit: 9 })).toEqual(["000000"]);
    },
  },
  {
    name: "streams, fields and values of any name are found",
    async run({ open, expect }) {
      const store = await open();
      const names = ["__proto__", `["contacts","/n"]`, "a\u0000", "\ud800", ""];
      for (const name of names) {
        await store.declareIndexes(name, { [name]: ["/__proto__", "/a~1b", "/"] });
        const data: JsonObject = JSON.parse(`{"__proto__": "mine", "a/b": 1, "": "empty"}`);
        await store.commit({ connection: name, stream: name, put: [base(name, data)] });
        for (const index of ["/__proto__", "/a~1b", "/"] as const) {
          const { items } = await store.recordsBy(name, name, { index, limit: 2 });
          expect(items.map((view) => view.key)).toEqual([key(name)]);
        }
      }
    },
  },
  {
    name: "a range of two kinds, a value that no field is found by, and a limit that is none are refused",
    async run({ open, expect }) {
      const store = await open();
      await declare(store);
      const by = (query: Omit<IndexQuery, "index">) => store.recordsBy(connection, stream, { index: "/n", ...query });
      expect(await failureCode(by({ range: { from: 1, to: "2" }, limit: 1 }))).toBe("invalid");
      expect(await failureCode(by({ range: { is: Number.NaN }, limit: 1 }))).toBe("invalid");
      for (const limit of [0, -1, 1.5, Number.NaN]) expect(await failureCode(by({ limit }))).toBe("internal");
    },
  },
  {
    name: "a cursor that no page gave is refused, since nothing after it would look like the end",
    async run({ open, expect }) {
      const store = await open();
      await declare(store);
      await store.commit({ ...here, put: page(2) });
      for (const cursor of ["", "zzz", "4", "/"]) {
        for (const order of ["ascending", "descending"] as const) {
          const read = store.recordsBy(connection, stream, { index: "/n", order, cursor, limit: 1 });
          expect(await failureCode(read)).toBe("invalid");
        }
      }
    },
  },
  {
    name: "the name of a stream does not begin with U+0000",
    async run({ open, expect }) {
      const store = await open();
      const stray = `\0${JSON.stringify([stream, "/n"])}`;
      await declare(store);
      expect(await failureCode(store.commit({ connection, stream: stray, put: page(1) }))).toBe("internal");
      expect(await store.head()).toBe(0);
    },
  },
];
