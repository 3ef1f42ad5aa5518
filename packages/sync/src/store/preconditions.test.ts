import { expect, test } from "vitest";
import { judgePreconditions } from "./preconditions.ts";

const held = { lease: { token: 3 }, checkpoint: { version: 2 }, erased: 9 };

test.each([
  { expected: { lease: { token: 2 } }, why: /rests on lease 2, and now there is 3/ },
  { expected: { checkpoint: 1 }, why: /rests on checkpoint 1, and now there is 2/ },
  { expected: { since: 5 }, why: /rests on no erasure since commit 5, and now there is 9/ },
])("a refused batch names what it rests on and what is there now: %o", ({ expected, why }) => {
  expect(() => judgePreconditions(expected, held)).toThrow(why);
});
