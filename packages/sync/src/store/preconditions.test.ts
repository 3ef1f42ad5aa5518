import { expect, test } from "vitest";
import { judgePreconditions } from "./preconditions.ts";

const held = { lease: { token: 3 }, checkpoint: { version: 2 }, erased: 9 };

test.each([
  { expected: { lease: { token: 2 } }, why: /under lease 2 of its stream, which now has 3/ },
  { expected: { checkpoint: 1 }, why: /under checkpoint 1 of its stream, which now has 2/ },
  { expected: { since: 5 }, why: /rests on commit 5, and commit 9 erased something since/ },
])("a refused batch names what it rests on and what is there now: %o", ({ expected, why }) => {
  expect(() => judgePreconditions(expected, held)).toThrow(why);
});
