import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hashBytes } from "./hash-text.ts";
import { hashUnder } from "./keyed-hash.ts";
import { collidingTexts } from "../../test/colliding-texts.ts";

/** Of 0, 2, 4 … bytes that count up, under the key 03020100 07060504: the vectors by which Linux tests its own (lib/tests/siphash_kunit.c). */
const published = [
  0x5814c896, 0xbc4b0e30, 0x7e059ea6, 0xa0080b65, 0x577999b1, 0xe4fa32cf, 0x6b28096c, 0x16658a7c, 0x8b31d501,
  0x06712339, 0x911bb605, 0xf826ef7b, 0x57150ad7, 0x1ec47442, 0x0a4100d0, 0x2331b6a3, 0xbc6dda8d, 0xb0652033,
  0x7c46fb7f, 0xf142997a, 0x05327eb2, 0xf9e5e7c0, 0x11795ab1, 0x9f5fff91, 0x007783eb, 0xab639262, 0xc368dda6,
];

test.each(published.map((want, units) => ({ want, units })))(
  "a text of $units code units hashes as published",
  ({ want, units }) => {
    const text = String.fromCharCode(...Array.from({ length: units }, (_, n) => (2 * n) | ((2 * n + 1) << 8)));
    const [k0, k1] = [0x03020100, 0x07060504];
    const into = new Int32Array(4);
    hashUnder(Int32Array.of(k0, k1, 0x6c796765 ^ k0, 0x74656462 ^ k1), text, into);
    expect(((into[1] ?? 0) ^ (into[3] ?? 0)) >>> 0).toBe(want);
  },
);

test("texts that are made to collide under every seed of MurmurHash3 do not", () => {
  fc.assert(
    fc.property(
      collidingTexts,
      fc.tuple(fc.integer(), fc.integer(), fc.integer(), fc.integer()),
      ([one, other], seed) => {
        expect(hashBytes(bytesOf(one), seed)).toBe(hashBytes(bytesOf(other), seed));
        expect(hashed(seed, one)).not.toEqual(hashed(seed, other));
      },
    ),
  );
});

function hashed(seed: readonly number[], text: string): readonly number[] {
  const into = new Int32Array(4);
  hashUnder(Int32Array.from(seed), text, into);
  return [...into];
}

function bytesOf(text: string): ArrayBuffer {
  return Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).buffer;
}
