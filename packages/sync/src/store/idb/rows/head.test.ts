import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { unwrap } from "idb";
import { expect, test } from "vitest";
import { unhandledWhile } from "../../../../test/unhandled-while.ts";
import { createConnection, takenBack } from "../database/connection.ts";
import { isLast, writeCommit, writeStep } from "./head.ts";

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
  const connection = createConnection({ factory: new IDBFactory(), name: "history" }, () => undefined);
  const [commit, step] = remembered;
  const found = await connection.write({ stores: ["changes"] }, async (tx) => {
    for (const at of stored) await tx.objectStore("changes").put({}, [...at]);
    return isLast(tx, { commit, step, arrivals: 0, segments: 0 });
  });
  await connection.close();
  expect(found).toBe(want);
});

test("a step that is taken back leaves no rejection behind", async () => {
  const connection = createConnection({ factory: new IDBFactory(), name: "step" }, () => undefined);
  const unhandled = await unhandledWhile(async () => {
    await connection.write({ stores: ["changes"] }, async (tx) => {
      const head = writeCommit((name) => unwrap(tx).objectStore(name), { commit: 1, arrivals: 0, segments: 1 }, []);
      await writeStep(tx, head, 2);
      return takenBack;
    });
  });
  await connection.close();
  expect(unhandled).toEqual([]);
});
