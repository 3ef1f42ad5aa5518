import * as fc from "fast-check";
import { expect, test } from "vitest";
import { recentlyUsed } from "./recently-used.ts";

const key = fc.integer({ min: 0, max: 6 });
const use = fc.record({ does: fc.constantFrom("put", "get", "peek", "delete"), key, weight: fc.integer({ max: 9 }) });

test("after any uses the last ones are kept up to the limit, and what went for want of room was told", () => {
  fc.assert(
    fc.property(fc.array(use), (uses) => {
      const dropped: string[] = [];
      const kept = recentlyUsed<number, number>({
        most: 10,
        weigh: (weight) => weight,
        onDropped: (...each) => dropped.push(String(each)),
      });
      // The same in the plainest words: a list, the last used at its end.
      let list: readonly (readonly [key: number, weight: number])[] = [];
      const wanted: string[] = [];
      for (const { does, key: at, weight } of uses) {
        const found = list.find(([each]) => each === at);
        const others = list.filter(([each]) => each !== at);
        if (does === "put") list = [...others, [at, Math.max(0, weight)]];
        if (does === "get" && found !== undefined) list = [...others, found];
        if (does === "delete") list = others;
        while (list.length > 1 && list.reduce((sum, [, each]) => sum + each, 0) > 10) {
          wanted.push(String(list[0]));
          list = list.slice(1);
        }
        if (does === "put") kept.put(at, Math.max(0, weight));
        if (does === "get") expect(kept.get(at)).toBe(found?.[1]);
        if (does === "peek") expect(kept.peek(at)).toBe(found?.[1]);
        if (does === "delete") kept.delete(at);
        expect([0, 1, 2, 3, 4, 5, 6].flatMap((each) => kept.peek(each) ?? []).toSorted()).toEqual(
          list.map(([, each]) => each).toSorted(),
        );
      }
      expect(dropped).toEqual(wanted);
    }),
  );
});
