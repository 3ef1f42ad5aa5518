import { hashUnder, unkeyed } from "./keyed-hash.ts";
import type { RecordKey } from "./record.ts";

/** Keys that are asked for, and no list of them. A `Set` is one, too. */
export type KeySet = Pick<ReadonlySet<RecordKey>, "has" | "size">;

export interface GrowingKeySet extends KeySet {
  add(key: RecordKey): void;
  /** What it takes, beside the heap. */
  readonly bytes: number;
}

/**
 * A set of keys that holds 95 bits of each, and not the key: 16 to 24 bytes, where a `Set` takes 80 and more of the heap. `secret`: by what the keys are
 * hashed; a text that nobody else knows, of 16 random bytes or more.
 *
 * That any two of a million keys are taken for one has odds of 1 in 7.9e16, of 100 million 1 in 7.9e12. A record that was taken for another would pass for
 * one that came twice, or that is still there, until an engine with another secret looks.
 */
export function createKeySet(secret: string): GrowingKeySet {
  const seed = new Int32Array(4);
  hashUnder(unkeyed, secret, seed);
  const hash = new Int32Array(4);
  let slots = new Int32Array(firstSlots * words);
  let size = 0;

  /** Where the key in `hash` is, or belongs. */
  const placeOf = (key: RecordKey): number => {
    hashUnder(seed, key, hash);
    // A slot whose third word is zero is empty.
    hash[2] = (hash[2] ?? 0) | 1;
    let at = home(hash[0] ?? 0, slots.length);
    while (slots[at + 2] !== 0 && !isThere(slots, at, hash)) at = behind(at, slots);
    return at;
  };

  return {
    get size() {
      return size;
    },
    get bytes() {
      return slots.byteLength;
    },
    has: (key) => slots[placeOf(key) + 2] !== 0,
    add: (key) => {
      const at = placeOf(key);
      if (slots[at + 2] !== 0) return;
      copy(hash, 0, slots, at);
      size += 1;
      if (size * words > slots.length * fullest) slots = grown(slots);
    },
  };
}

type Words = Int32Array<ArrayBuffer>;

const words = 3;
const firstSlots = 16;
/** Share of the slots. Beyond it, places are far from where their keys belong. */
const fullest = 0.75;

/** Half as large again. Slots stand in the order of their first words, so that both are gone through from one end to the other. */
function grown(slots: Words): Words {
  const more = new Int32Array(Math.ceil((slots.length / words) * 1.5) * words);
  for (let from = 0; from < slots.length; from += words) {
    if (slots[from + 2] === 0) continue;
    let at = home(slots[from] ?? 0, more.length);
    while (more[at + 2] !== 0) at = behind(at, more);
    copy(slots, from, more, at);
  }
  return more;
}

function isThere(slots: Words, at: number, hash: Words): boolean {
  return slots[at] === hash[0] && slots[at + 1] === hash[1] && slots[at + 2] === hash[2];
}

function behind(at: number, { length }: Words): number {
  return at + words === length ? 0 : at + words;
}

function copy(from: Words, at: number, into: Words, place: number): void {
  for (let word = 0; word < words; word += 1) into[place + word] = from[at + word] ?? 0;
}

/** As far along the slots as the word is along all words. */
function home(word: number, length: number): number {
  return Math.floor(((word >>> 0) * (length / words)) / 2 ** 32) * words;
}
