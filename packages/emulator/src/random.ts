/** A sequence of numbers in [0, 1), fixed by its seed. */
export interface RandomSequence {
  next(): number;
  /** Starts the sequence over from `seed`. */
  seed(seed: number): void;
  /** Draws from a sequence of its own, begun at `seed`; this one goes on afterwards where it was. */
  aside<T>(seed: number, draw: () => T): T;
}

/** Mixes parts into 32 bits: FNV-1a over the text, then an avalanche, so that neighbours (record 7, record 8) land far apart. */
export const hash = (...parts: readonly (string | number)[]): number => avalanche(parts.reduce(mixed, start));

/** `hash` scaled to [0, 1). */
export const chance = (...parts: readonly (string | number)[]): number => hash(...parts) / 2 ** 32;

/** `chance` of parts that begin alike, for the many numbers of a stream: the beginning is mixed once. */
export function chances(...parts: readonly (string | number)[]): (n: number) => number {
  const begun = parts.reduce(mixed, start);
  return (n) => avalanche(mixed(begun, n)) / 2 ** 32;
}

/** A counter-based generator (splitmix32): seeding costs nothing, which matters because every record has its own sequence. */
export function randomSequence(seed: number): RandomSequence {
  let state = seed >>> 0;
  return {
    next: () => {
      state = (state + 0x9e3779b9) >>> 0;
      return avalanche(state) / 2 ** 32;
    },
    seed: (value) => {
      state = value >>> 0;
    },
    aside: (value, draw) => {
      const before = state;
      state = value >>> 0;
      const drawn = draw();
      state = before;
      return drawn;
    },
  };
}

const start = 0x811c9dc5;

function mixed(before: number, part: string | number): number {
  const text = `${part}`;
  let h = before;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return Math.imul(h, 0x01000193); // the end of a part, so that ("ab", "c") and ("a", "bc") differ
}

function avalanche(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x21f0aaad);
  h ^= h >>> 15;
  h = Math.imul(h, 0x735a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}
