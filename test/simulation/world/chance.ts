/** Chance that a seed decides. Every use draws on; the same seed and the same uses give the same draws. */
export interface Chance {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True with this probability. */
  is(probability: number): boolean;
  /** One of a list that is not empty. */
  of<T>(list: readonly T[]): T;
  /** The same, in another order. */
  shuffled<T>(list: readonly T[]): readonly T[];
  bytes(length: number): Uint8Array<ArrayBuffer>;
}

/** The generator is Mulberry32: 32 bits of state, good enough to choose with, and fast. */
export function createChance(seed: number): Chance {
  let state = mixed(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    is: (probability) => next() < probability,
    of: (list) => {
      const found = list[Math.floor(next() * list.length)];
      if (found === undefined) throw new RangeError("There is nothing to choose from.");
      return found;
    },
    shuffled: (list) =>
      list
        .map((each) => ({ each, order: next() }))
        .toSorted((a, b) => a.order - b.order)
        .map(({ each }) => each),
    bytes: (length) => Uint8Array.from({ length }, () => whole(0, 255)),
  };
}

/** Neighbouring seeds must not begin alike. */
function mixed(seed: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
