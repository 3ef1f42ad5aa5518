import { base, here, key, keys, overlay, page } from "./fixtures.ts";
import type { ConformanceCase } from "./suite.ts";

const { connection, stream } = here;

/** How records are read: guarantee 5, ranges and the two halves of a record. */
export const recordCases: readonly ConformanceCase[] = [
  {
    name: "a read right after a commit sees it, and sees every earlier one",
    async run({ open, expect }) {
      const store = await open();
      for (let n = 1; n <= 5; n += 1) {
        await store.commit({ ...here, put: [base("same", { n }), base(`k${n}`)] });
        expect(await store.record(connection, stream, key("same"))).toEqual({
          key: "same",
          data: { n },
          pending: false,
          commit: n,
        });
        expect(await store.count(connection, stream)).toBe(n + 1);
      }
    },
  },
  {
    name: "a thousand records of one page are there, in order, in pages of any size",
    async run({ open, expect }) {
      const store = await open();
      const records = page(1_000);
      await store.commit({ ...here, put: records.toReversed() });
      expect(await store.count(connection, stream)).toBe(1_000);
      for (const limit of [1_000, 999, 333, 5_000]) {
        const found: string[] = [];
        for (;;) {
          const after = found.at(-1);
          const views = await store.records(connection, stream, {
            limit,
            ...(after !== undefined && { after: key(after) }),
          });
          found.push(...views.map((view) => view.key));
          if (views.length < limit) break;
        }
        expect(found).toEqual(records.map((record) => record.key));
      }
      expect(await store.keys(connection, stream, { limit: 2_000 })).toEqual(records.map((record) => record.key));
    },
  },
  {
    name: "keys are ascending by code units, and `after` is exclusive whether or not it is there",
    async run({ open, expect }) {
      const store = await open();
      const texts = ["b", "a", "B", "10", "9", "é", "z", "\u{1f600}", "\ufb33", "aa"];
      await store.commit({ ...here, put: texts.map((text) => base(text)) });
      const sorted = texts.toSorted((a, b) => (a < b ? -1 : 1));
      expect(await store.keys(connection, stream, { limit: 100 })).toEqual(sorted);
      expect(await store.keys(connection, stream, { limit: 2, after: key("a") })).toEqual(["aa", "b"]);
      expect(await store.keys(connection, stream, { limit: 2, after: key("a0") })).toEqual(["aa", "b"]);
      expect(await store.keys(connection, stream, { limit: 2, after: key("\uffff") })).toEqual([]);
    },
  },
  {
    name: "hashes come in the order asked, with a hole for each key that has no base",
    async run({ open, expect }) {
      const store = await open();
      await store.commit({ ...here, put: page(1_000), overlay: { put: [overlay("own", { a: 1 })], remove: [] } });
      expect(await store.hashes(connection, stream, keys("000999", "nobody", "000000", "own", "000999"))).toEqual([
        "hash of 000999",
        undefined,
        "hash of 000000",
        undefined,
        "hash of 000999",
      ]);
      const all = page(1_000).map((record) => record.key);
      expect(await store.hashes(connection, stream, all)).toEqual(all.map((text) => `hash of ${text}`));
      expect(await store.hashes(connection, stream, [])).toEqual([]);
    },
  },
  {
    name: "base rows come back as they were committed, with what was sent and what touched them, in the order asked",
    async run({ open, expect }) {
      const store = await open();
      const earlier = [{ run: "run-0", page: 1, kept: "validation" }, { run: "remap" }] as const;
      const mapped = { ...base("1", { name: "a" }), raw: { title: "a", __id: 1 }, page: 3, earlier };
      await store.commit({ ...here, put: [mapped, base("2")], overlay: { put: [overlay("2", null)], remove: [] } });
      expect(await store.bases(connection, stream, keys("2", "nobody", "1"))).toEqual([base("2"), undefined, mapped]);
      expect(await store.bases(connection, "deals", keys("1"))).toEqual([undefined]);
      expect((await store.record(connection, stream, key("1")))?.data).toEqual({ name: "a" });
    },
  },
  {
    name: "the count is that of the base rows, through insertions, replacements and removals",
    async run({ open, expect }) {
      const store = await open();
      await store.commit({ ...here, put: page(10) });
      await store.commit({ ...here, put: page(10, 5) });
      await store.commit({ ...here, remove: page(3).map((record) => record.key) });
      await store.commit({ ...here, remove: page(3).map((record) => record.key) });
      await store.commit({
        ...here,
        overlay: { put: [overlay("own", { a: 1 }), overlay("000009", null)], remove: [] },
      });
      expect(await store.count(connection, stream)).toBe(12);
      expect((await store.keys(connection, stream, { limit: 100 })).length).toBe(12);
    },
  },
  {
    name: "a page whose keys lie far apart among many others is compared and counted right",
    async run({ open, expect }) {
      const store = await open();
      await store.commit({ ...here, put: page(1_000) });
      const far = Array.from({ length: 20 }, (_, n) => String(n * 50).padStart(6, "0"));
      const fresh = far.map((text) => `${text}.5`);
      expect(await store.hashes(connection, stream, keys(...far, ...fresh))).toEqual([
        ...far.map((text) => `hash of ${text}`),
        ...fresh.map(() => undefined),
      ]);
      const put = [...far, ...fresh].map((text) => base(text));
      await store.commit({ ...here, put, remove: keys(...far.map((text) => `${text}.7`), "000001", "000999") });
      expect(await store.count(connection, stream)).toBe(1_018);
      expect((await store.keys(connection, stream, { limit: 2_000 })).length).toBe(1_018);
    },
  },
  {
    name: "own changes lie on top of the base until they are removed, and each change of the view has a commit number",
    async run({ open, expect }) {
      const store = await open();
      const read = () => store.record(connection, stream, key("1"));
      await store.commit({ ...here, put: [base("1", { name: "theirs", age: 5 })] });
      await store.commit({ ...here, overlay: { put: [overlay("1", { name: "ours" })], remove: [] } });
      expect(await read()).toEqual({ key: "1", data: { name: "ours", age: 5 }, pending: true, commit: 2 });
      await store.commit({ ...here, put: [base("1", { name: "theirs", age: 6 })] });
      expect(await read()).toEqual({ key: "1", data: { name: "ours", age: 6 }, pending: true, commit: 3 });
      await store.commit({ ...here, overlay: { put: [], remove: keys("1") } });
      expect(await read()).toEqual({ key: "1", data: { name: "theirs", age: 6 }, pending: false, commit: 4 });
    },
  },
  {
    name: "an own change and its base can settle in one commit",
    async run({ open, expect }) {
      const store = await open();
      await store.commit({
        ...here,
        put: [base("1", { v: 1 }), base("2")],
        overlay: { put: [overlay("1", { v: 2 }), overlay("2", null)], remove: [] },
      });
      await store.commit({
        ...here,
        put: [base("1", { v: 2 })],
        remove: keys("2"),
        overlay: { put: [], remove: keys("1", "2") },
      });
      expect(await store.records(connection, stream, { limit: 10 })).toEqual([
        { key: "1", data: { v: 2 }, pending: false, commit: 2 },
      ]);
    },
  },
  {
    name: "a record created here is read before the vendor knows it, and one deleted here is read no more",
    async run({ open, expect }) {
      const store = await open();
      await store.commit({ ...here, put: [base("1"), base("2")] });
      await store.commit({
        ...here,
        overlay: { put: [overlay("0", { name: "new" }), overlay("1", null)], remove: [] },
      });
      expect((await store.records(connection, stream, { limit: 10 })).map((view) => view.key)).toEqual(["0", "2"]);
      expect(await store.record(connection, stream, key("1"))).toBe(undefined);
      expect(await store.keys(connection, stream, { limit: 10 })).toEqual(["1", "2"]);
      await store.commit({
        ...here,
        remove: keys("2"),
        overlay: { put: [overlay("2", { name: "kept" })], remove: [] },
      });
      expect((await store.record(connection, stream, key("2")))?.data).toEqual({ name: "kept" });
    },
  },
  {
    name: "removing the base under own changes leaves them, and changes the view",
    async run({ open, expect }) {
      const store = await open();
      await store.commit({
        ...here,
        put: [base("1", { a: 1 })],
        overlay: { put: [overlay("1", { b: 2 })], remove: [] },
      });
      await store.commit({ ...here, remove: keys("1") });
      expect(await store.record(connection, stream, key("1"))).toEqual({
        key: "1",
        data: { b: 2 },
        pending: true,
        commit: 2,
      });
    },
  },
  {
    name: "a page is full although own changes hide many records of it",
    async run({ open, expect }) {
      const store = await open();
      const hidden = page(90, 5).map((record) => overlay(record.key, null));
      const own = [overlay("000050.5", { own: true }), overlay("zz", { own: true })];
      await store.commit({ ...here, put: page(100), overlay: { put: [...hidden, ...own], remove: [] } });
      const want = ["000003", "000004", "000050.5", "000095", "000096"];
      const views = await store.records(connection, stream, { after: key("000002"), limit: 5 });
      expect(views.map((view) => view.key)).toEqual(want);
      const rest = await store.records(connection, stream, { after: key("000096"), limit: 5 });
      expect(rest.map((view) => view.key)).toEqual(["000097", "000098", "000099", "zz"]);
    },
  },
  {
    name: "changing what was committed, or what was read, changes nothing that is stored",
    async run({ open, expect }) {
      const store = await open();
      const data = { tags: ["a"], deep: { n: 1 } };
      const record = { ...base("1"), data };
      await store.commit({ ...here, put: [record] });
      data.tags.push("b");
      data.deep.n = 2;
      const read = (await store.record(connection, stream, key("1")))?.data;
      expect(read).toEqual({ tags: ["a"], deep: { n: 1 } });
      spoil(read);
      const again = await store.records(connection, stream, { limit: 1 });
      expect(again[0]?.data).toEqual({ tags: ["a"], deep: { n: 1 } });
    },
  },
  {
    name: "streams and connections of like names do not meet",
    async run({ open, expect }) {
      const store = await open();
      const places = [
        ["a", "b"],
        ["a", "b2"],
        ["a2", "b"],
        ["ab", ""],
        ["", "ab"],
        ["a,b", "c"],
        ["a", "b,c"],
      ] as const;
      for (const [a, b] of places) await store.commit({ connection: a, stream: b, put: [base("1", { a, b })] });
      for (const [a, b] of places) {
        const views = await store.records(a, b, { limit: 10 });
        expect(views.map((view) => view.data)).toEqual([{ a, b }]);
        expect(await store.count(a, b)).toBe(1);
      }
    },
  },
];

/** Tries what a careless reader might do. A store may hand out frozen values, where the attempt throws. */
function spoil(value: unknown): void {
  try {
    const tags: unknown = Reflect.get(Object(value), "tags");
    if (Array.isArray(tags)) tags.push("spoilt");
    Reflect.set(Object(value), "deep", "spoilt");
  } catch {
    // Frozen, so nothing was spoilt.
  }
}
