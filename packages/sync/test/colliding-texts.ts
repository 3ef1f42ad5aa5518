import * as fc from "fast-check";

/**
 * Pairs of texts that MurmurHash3 x86 128 takes for one whatever its seed is, after Aumasson and Bernstein (2012): a difference in the top bit of a lane
 * survives addition and multiplication by odd numbers, so that it can be brought in by one block and taken out by the next.
 */
export const collidingTexts: fc.Arbitrary<readonly [string, string]> = fc
  .tuple(fc.array(fc.integer(), { minLength: 8, maxLength: 8 }), fc.string({ maxLength: 9 }))
  .map(([words, end]) => {
    const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0, ...rest] = words;
    const others = [
      lane1.flip(first, 1 << 12),
      second,
      third,
      lane4.flip(fourth, 1 << 18),
      lane1.flip(fifth, 1 << 31),
      ...rest,
    ];
    return [textOf(words) + end, textOf(others) + end];
  });

const lane1 = scrambling(0x239b961b, 15, 0xab0e9789);
const lane4 = scrambling(0xa1e38b93, 18, 0x239b961b);

/** How a lane's words are scrambled, and which word is scrambled as another with some bits flipped. */
function scrambling(before: number, by: number, after: number) {
  const scramble = (word: number) => Math.imul(rotate(Math.imul(word, before), by), after);
  const [undoBefore, undoAfter] = [inverse(before), inverse(after)];
  const undo = (word: number) => Math.imul(rotate(Math.imul(word, undoAfter), 32 - by), undoBefore);
  return { flip: (word: number, bits: number) => undo(scramble(word) ^ bits) };
}

/** Of an odd number, modulo 2^32: each round doubles the bits that are right. */
function inverse(odd: number): number {
  let found = odd;
  for (let round = 0; round < 5; round += 1) found = Math.imul(found, 2 - Math.imul(odd, found));
  return found;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function textOf(words: readonly number[]): string {
  return words.map((word) => String.fromCharCode(word & 0xffff, word >>> 16)).join("");
}
