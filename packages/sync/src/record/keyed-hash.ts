/** Four 32-bit words. */
export type HashWords = Int32Array;

/** From this, what everybody may know is hashed. */
export const unkeyed: HashWords = Int32Array.of(0, 0, 0x6c796765, 0x74656462);

/**
 * HalfSipHash-1-3 (Jean-Philippe Aumasson and Daniel J. Bernstein; what Linux keys its hash tables with on 32-bit machines) over the UTF-16LE bytes of a
 * text. `from`: words that nobody else knows. Who chooses texts can then not choose two that hash alike, nor many that stand side by side; of
 * MurmurHash3, pairs are known that collide under every seed. Writes all that the hash is at its end, of which 32 bits are `into[1] ^ into[3]` by its
 * authors' rule: it is shown to nobody.
 */
export function hashUnder(from: HashWords, text: string, into: HashWords): void {
  const { length } = text;
  const words = length >> 1;
  // By number: taken apart as a list, they take three times as long.
  let v0 = from[0] ?? 0;
  let v1 = from[1] ?? 0;
  let v2 = from[2] ?? 0;
  let v3 = from[3] ?? 0;
  for (let at = 0; at <= words + finalRounds; at += 1) {
    const word =
      at < words ? text.charCodeAt(2 * at) | (text.charCodeAt(2 * at + 1) << 16) : at > words ? 0 : last(text);
    if (at === words + 1) v2 ^= 0xff;
    v3 ^= word;
    v0 = (v0 + v1) | 0;
    v1 = rotate(v1, 5) ^ v0;
    v0 = rotate(v0, 16);
    v2 = (v2 + v3) | 0;
    v3 = rotate(v3, 8) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = rotate(v3, 7) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = rotate(v1, 13) ^ v2;
    v2 = rotate(v2, 16);
    v0 ^= word;
  }
  into[0] = v0;
  into[1] = v1;
  into[2] = v2;
  into[3] = v3;
}

const finalRounds = 3;

/** How many bytes there are, and the code unit that is left. */
function last(text: string): number {
  const { length } = text;
  return (length << 25) | (length % 2 === 0 ? 0 : text.charCodeAt(length - 1));
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
