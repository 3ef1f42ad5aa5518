import * as fc from "fast-check";
import { expect, test } from "vitest";
import { recentlyUsed } from "./recently-used.ts";
import type { RecentlyUsed } from "./recently-used.ts";

const most = 10;
const places = [0, 1, 2, 3, 4, 5, 6];

type Uses = RecentlyUsed<number, number>;
type Dropped = (key: number, value: number) => void;

/** The same in the plainest words: a list, the last used at its end. A value weighs what it is. */
function plainly(onDropped: Dropped): Uses {
  let list: readonly (readonly [key: number, weight: number])[] = [];
  const find = (key: number) => list.find(([each]) => each === key);
  const without = (key: number) => list.filter(([each]) => each !== key);
  return {
    get(key) {
      const found = find(key);
      if (found !== undefined) list = [...without(key), found];
      return found?.[1];
    },
    peek: (key) => find(key)?.[1],
    put(key, weight) {
      list = [...without(key), [key, weight]];
      for (const [oldest, each] of list.slice(0, -1)) {
        if (list.reduce((sum, [, more]) => sum + more, 0) <= most) break;
        list = without(oldest);
        onDropped(oldest, each);
      }
    },
    delete: (key) => void (list = without(key)),
    clear: () => void (list = []),
  };
}

const uses: Readonly<Record<string, (of: Uses, key: number, weight: number) => unknown>> = {
  put: (of, key, weight) => of.put(key, weight),
  get: (of, key) => of.get(key),
  peek: (of, key) => of.peek(key),
  delete: (of, key) => of.delete(key),
  clear: (of) => of.clear(),
};

interface Use {
  readonly does: string;
  readonly key: number;
  readonly weight: number;
}

const use: fc.Arbitrary<Use> = fc.record({
  does: fc.constantFrom("put", "put", "put", "get", "get", "peek", "delete", "clear"),
  key: fc.constantFrom(...places),
  weight: fc.nat({ max: 9 }),
});

/** All that can be seen of it while it is used. */
function seen(make: (onDropped: Dropped) => Uses, all: readonly Use[]): readonly unknown[] {
  const dropped: unknown[] = [];
  const of = make((...each) => dropped.push(each));
  return all.map(({ does, key, weight }) => [
    uses[does]?.(of, key, weight),
    places.map((each) => of.peek(each)),
    [...dropped],
  ]);
}

test("the last used are kept up to the limit, and what went for want of room was told", () => {
  const real = (onDropped: Dropped) => recentlyUsed<number, number>({ most, weigh: (weight) => weight, onDropped });
  fc.assert(
    fc.property(fc.array(use), (all) => {
      expect(seen(real, all)).toEqual(seen(plainly, all));
    }),
  );
});
