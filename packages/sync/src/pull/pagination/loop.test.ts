import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { PagePosition } from "../checkpoint/list-position.ts";
import { advance, start } from "./loop.ts";

/** Walks positions until the walk is given up; the number of pages it took. */
function walk(
  next: (page: number) => string,
  content: (page: number) => string | undefined,
  limit: number,
): number | undefined {
  let position: PagePosition = start("first");
  for (let page = 0; page < limit; page += 1) {
    const text = content(page);
    const turned = advance({ position, next: next(page), content: text, items: text === undefined ? 0 : 1, read: 0 });
    if ("code" in turned) return page + 1;
    position = turned;
    expect(position.seen.length).toBeLessThan(100);
  }
  return undefined;
}

test("a circle of positions of any length, after any way in, is found within a few rounds", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 100 }), (length, lead) => {
      const name = (page: number) => `n${page < lead ? page : lead + ((page - lead) % length)}`;
      const found = walk(name, (page) => `c${page}`, 3000);
      expect(found).toBeGreaterThan(length);
      expect(found).toBeLessThan(4 * (length + lead) + 4);
    }),
    { numRuns: 60 },
  );
});

test("a list that goes on is never taken for a circle", () => {
  expect(
    walk(
      (page) => `n${page}`,
      (page) => `c${page}`,
      2000,
    ),
  ).toBeUndefined();
});

test("a few equal pages are no circle; five are", () => {
  expect(
    walk(
      (page) => `n${page}`,
      (page) => `c${Math.max(4, page)}`,
      200,
    ),
  ).toBeUndefined();
  expect(
    walk(
      (page) => `n${page}`,
      () => "same",
      200,
    ),
  ).toBe(6);
});

test("empty pages are borne with, up to a number", () => {
  expect(
    walk(
      (page) => `n${page}`,
      (page) => (page % 40 === 0 ? `c${page}` : undefined),
      500,
    ),
  ).toBeUndefined();
  expect(
    walk(
      (page) => `n${page}`,
      () => undefined,
      500,
    ),
  ).toBe(50);
});
