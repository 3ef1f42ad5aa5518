import * as fc from "fast-check";
import { expect, test } from "vitest";
import { tombstones } from "./tombstones.ts";

test("the living are numbered without a gap, and as many as were asked for are dead", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(100), (count, wished) => {
      const buried = Math.min(wished, count);
      const total = count + buried;
      const graves = tombstones(total, buried);
      const living = Array.from({ length: total }, (_, n) => n).filter((n) => !graves.has(n));
      expect(living).toHaveLength(count);
      expect(living.map((_, place) => graves.living(place))).toEqual(living);
      expect(graves.livingBelow(total)).toBe(count);
    }),
  );
});
