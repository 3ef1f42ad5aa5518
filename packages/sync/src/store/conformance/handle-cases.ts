import { base, checkpoint, here, keys, page, tokens } from "./fixtures.ts";
import { everything, failureCode, watch } from "./observe.ts";
import type { ConformanceCase } from "./suite.ts";

const { connection, stream } = here;

/** For stores whose data several handles share: tabs, workers, machines. */
export const handleCases: readonly ConformanceCase[] = [
  {
    name: "what one handle commits, another reads at once, and both count on",
    async run({ open, expect }) {
      const [a, b] = [await open("handles, reading"), await open("handles, reading")];
      expect(await a.commit({ ...here, put: page(10), checkpoint: checkpoint(1) })).toBe(1);
      expect(await b.commit({ ...here, expect: { checkpoint: 1 }, put: page(10, 5) })).toBe(2);
      expect(await everything(a, connection, [stream])).toEqual(await everything(b, connection, [stream]));
      expect([await a.count(connection, stream), await b.head()]).toEqual([15, 2]);
    },
  },
  {
    name: "every handle hears of every commit once and in order, its own and the others'",
    async run({ open, expect }) {
      const [a, b, c] = [
        await open("handles, hearing"),
        await open("handles, hearing"),
        await open("handles, hearing"),
      ];
      const watching = [watch(a), watch(b), watch(c)];
      await Promise.all(
        Array.from({ length: 24 }, (_, n) => (n % 2 === 0 ? a : b).commit({ ...here, put: [base(`${n}`)] })),
      );
      const heard = await Promise.all(watching.map((each) => each.upTo(24)));
      for (const events of heard) {
        expect(events.map(({ commit }) => commit)).toEqual(Array.from({ length: 24 }, (_, n) => n + 1));
        expect(events).toEqual(heard[0]);
      }
    },
  },
  {
    name: "a handle opened later hears of what is committed after it was opened",
    async run({ open, expect }) {
      const a = await open("handles, later");
      await a.commit(here);
      await a.commit(here);
      const watching = watch(await open("handles, later"));
      await a.commit({ ...here, put: [base("1")] });
      expect((await watching.upTo(1)).map(({ commit }) => commit)).toEqual([3]);
    },
  },
  {
    name: "an erasure by one handle is seen and heard by another, and takes the memory of earlier commits with it",
    async run({ open, expect }) {
      const a = await open("handles, erasing");
      await a.commit({ ...here, put: [base("someone@example.test")], tokens: { key: "t", value: tokens("t") } });
      const b = await open("handles, erasing");
      const watching = watch(b);
      await a.erase(connection);
      expect(await b.keys(connection, stream, { limit: 10 })).toEqual([]);
      expect(await b.tokens("t")).toBe(undefined);
      const events = await watching.upTo(1);
      expect(events.at(-1)?.kinds).toEqual(["erased"]);
    },
  },
  {
    name: "closing one handle leaves the other at work",
    async run({ open, expect }) {
      const [a, b] = [await open("handles, closing"), await open("handles, closing")];
      await a.commit({ ...here, put: [base("1")] });
      await a.close();
      expect(await b.commit({ ...here, remove: keys("1") })).toBe(2);
      expect(await failureCode(a.head())).toBe("storage");
    },
  },
  {
    name: "of commits made at once by two handles under one expectation exactly one wins",
    async run({ open, expect }) {
      const handles = [await open("handles, racing"), await open("handles, racing")];
      const batch = { ...here, expect: { checkpoint: 0 }, checkpoint: checkpoint(1) };
      const codes = await Promise.all([...handles, ...handles].map((store) => failureCode(store.commit(batch))));
      expect(codes.toSorted()).toEqual(["resolved", "superseded", "superseded", "superseded"]);
      expect(await handles[0]?.head()).toBe(1);
    },
  },
];
