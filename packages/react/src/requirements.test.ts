import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const howMany = 90;

/** Those that do not hold yet. This list only becomes shorter. 81: the stylesheet is small enough, a badge and all widgets together are not. */
const notYet: readonly number[] = [81];

/** The widgets and their build, the source over HTTP that polls for them, the pulls whose receipts they show, and the page that a server renders. */
const rooms = [
  "",
  "../test",
  "../../sync/src/status-http",
  "../../sync/src/pull",
  "../../../apps/server-rendered/src",
].map((room) => join(import.meta.dirname, room));
const tests = rooms.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.test\.tsx?$/.test(path))
    .map((path) => readFileSync(`${room}/${path}`, "utf8")),
);

/** A test is named `requirement N: ...`, itself or by the row of its table. */
const held = new Set(
  tests.flatMap((text) => [...text.matchAll(/["'`]requirement (\d+): /g)].map(([, number]) => Number(number))),
);
const all = Array.from({ length: howMany }, (_, index) => index + 1);

test("every requirement has a test of its own, or is listed as not yet held", () => {
  expect(all.filter((number) => !held.has(number))).toEqual(notYet);
});
