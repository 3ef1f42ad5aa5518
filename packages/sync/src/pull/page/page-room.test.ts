import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createPageRoom } from "./page-room.ts";

const roomFor = (most: number) => createPageRoom<string>({ most, weigh: ({ length }) => length });

/** Reads a list of pages of one letter, and tells which were known. */
function readers(room: ReturnType<typeof roomFor>) {
  let runs = 0;
  return (list: string, pages: string): string => {
    const visit = room.enter(list, `run-${(runs += 1)}`);
    return pages
      .split("")
      .filter((page) => {
        const known = room.get(page) !== undefined;
        if (!known) room.put(page, page, visit);
        return known;
      })
      .join("");
  };
}

test("of a list that is longer than there is room for, as many pages are known as there is room for, each time", () => {
  const read = readers(roomFor(4));
  expect([1, 2, 3, 4].map(() => read("contacts", "abcdefgh"))).toEqual(["", "abcd", "abcd", "abcd"]);
});

test("a page that changes drives none out that comes after it, and is in its place once two runs have not met the old one", () => {
  const read = readers(roomFor(3));
  read("contacts", "abc");
  expect(["aBc", "aBc", "aBc"].map((pages) => read("contacts", pages))).toEqual(["ac", "ac", "aBc"]);
});

test("a list that is read for the first time, or once and no more, does not take the place of one that is read again", () => {
  const read = readers(roomFor(3));
  read("contacts", "abc");
  read("contacts", "abc");
  expect(read("deals", "xyz")).toBe("");
  expect(read("contacts", "abc")).toBe("abc");
});

test("a list that is read no more makes room for one that is", () => {
  const read = readers(roomFor(3));
  read("contacts", "abc");
  expect([1, 2, 3].map(() => read("deals", "xyz"))).toEqual(["", "", "xyz"]);
});

test("the steps of one run are one run", () => {
  const room = roomFor(3);
  const visit = room.enter("contacts", "run-1");
  expect(room.enter("contacts", "run-1")).toBe(visit);
  expect(room.enter("contacts", "run-2").before).toBe(visit.began);
});

test("property: whatever is read, all that stays takes no more than the room, and is what was put", () => {
  const read = fc.record({ list: fc.constantFrom("a", "b"), pages: fc.array(fc.nat(9)) });
  fc.assert(
    fc.property(fc.array(read), fc.nat(20), (reads, most) => {
      const room = roomFor(most);
      const put = new Map<string, string>();
      for (const [run, { list, pages }] of reads.entries()) {
        const visit = room.enter(list, String(run));
        for (const name of pages) {
          const value = String(name).repeat(1 + (name % 6));
          put.set(String(name), value);
          room.put(String(name), value, visit);
        }
      }
      const held = [...put.keys()].map((name) => [room.get(name), put.get(name)] as const);
      for (const [found, value] of held) expect([undefined, value]).toContain(found);
      const weight = held.reduce((sum, [found = ""]) => sum + found.length, 0);
      expect(weight).toBeLessThanOrEqual(most);
    }),
  );
});
