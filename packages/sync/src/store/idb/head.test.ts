import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { createConnection } from "./connection.ts";
import { isLast } from "./head.ts";

test.each([
  { given: "nothing, and nothing is remembered", stored: [], remembered: [0, 0], want: true },
  { given: "what is remembered", stored: [[41, 0]], remembered: [41, 0], want: true },
  { given: "a first commit since", stored: [[1, 0]], remembered: [0, 0], want: false },
  {
    given: "a later commit",
    stored: [
      [41, 0],
      [42, 0],
    ],
    remembered: [41, 0],
    want: false,
  },
  {
    given: "a later step in its place",
    stored: [
      [40, 0],
      [41, 1],
    ],
    remembered: [41, 0],
    want: false,
  },
  { given: "less, as after a loss of the last commits", stored: [[39, 0]], remembered: [41, 0], want: false },
  { given: "nothing any more", stored: [], remembered: [41, 0], want: false },
] as const)("of a history that has $given, whether it ends there is $want", async ({ stored, remembered, want }) => {
  const connection = createConnection(new IDBFactory(), "history", () => undefined);
  const [commit, step] = remembered;
  const found = await connection.write({ stores: ["changes"] }, async (tx) => {
    for (const at of stored) await tx.objectStore("changes").put({}, [...at]);
    return isLast(tx, { commit, step, arrivals: 0, segments: 0 });
  });
  await connection.close();
  expect(found).toBe(want);
});
