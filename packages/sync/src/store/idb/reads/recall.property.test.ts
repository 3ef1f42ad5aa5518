import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openTiny } from "../../../../test/compacting-store.ts";
import { base, here, key, keys } from "../../conformance/fixtures.ts";

const { connection, stream } = here;

/** Among them such as other orders than that of code units take elsewhere, halves of a letter, and what several fields make. */
const id = fc.constantFrom(
  "1",
  "10",
  "9",
  "Z",
  "a",
  "á",
  "a\u0301",
  "\uFFFF",
  "😀",
  "\uD83D",
  "\uDE00",
  "\0",
  "\0\0",
  '["1","2"]',
  '["1",""]',
  "__proto__",
  ...Array.from({ length: 10 }, (_, n) => `c${n}`),
);

const page = fc.array(id, { minLength: 1, maxLength: 12 });
const turn = fc.record({
  put: fc.uniqueArray(id, { maxLength: 9 }),
  remove: fc.uniqueArray(id, { maxLength: 3 }),
  compacts: fc.boolean(),
  asked: page,
});

test("whatever was written and removed, in whichever order keys are asked for, what is recalled is what is stored", async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 8 }), async (turns) => {
      const { store, compactor } = await openTiny({ factory: new IDBFactory(), tenant: "t" });
      const stored = new Map<string, string>();
      for (const [nth, { put, remove, compacts, asked }] of turns.entries()) {
        const rows = put.map((one) => ({ ...base(one), hash: `${nth}-${one}` }));
        const removed = remove.filter((one) => !put.includes(one));
        await store.commit({ ...here, put: rows, remove: removed.map(key) });
        for (const row of rows) stored.set(row.key, row.hash);
        for (const one of removed) stored.delete(one);
        if (compacts) compactor.tidy([connection, stream]);
        if (compacts) await compactor.idle();
        const want = asked.map((one) => stored.get(one));
        const recalled = store.recall?.(connection, stream, keys(...asked));
        expect(recalled?.hashes ?? want).toEqual(want);
        expect(await store.hashes(connection, stream, keys(...asked))).toEqual(want);
        expect(store.recall?.(connection, stream, keys(...asked))?.hashes).toEqual(want);
        told += recalled === undefined ? 0 : asked.length;
      }
      await store.close();
    }),
    { numRuns: process.env["WAYBILL_LONG"] === "1" ? 3000 : 150 },
  );
  expect(told).toBeGreaterThan(1000);
}, 600_000);
