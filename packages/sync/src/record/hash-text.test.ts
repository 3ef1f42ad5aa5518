import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hashBytes, hashText } from "./hash-text.ts";

test("the reference used below is MurmurHash3 x86 128, by the verification value that its author published", () => {
  const keys = Array.from({ length: 256 }, (_, n) => Uint8Array.from({ length: n }, (_unused, i) => i));
  const hashes = keys.map((key, n) => reference(key, 256 - n));
  const all = Uint8Array.from(hashes.flatMap((hash) => [...hash]));
  expect(new DataView(reference(all, 0).buffer).getUint32(0, true)).toBe(0xb3ece62a);
});

test("a text's hash is the reference's hash of its UTF-16LE bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 70 }), (text) => {
      const words = new DataView(reference(utf16le(text), 0).buffer);
      const digits = [0, 4, 8, 12].map((at) => words.getUint32(at, true).toString(16).padStart(8, "0"));
      expect(hashText(text)).toBe(digits.join(""));
    }),
    { numRuns: 500 },
  );
});

test("bytes of any number hash as a text's do", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const words = new DataView(reference(bytes, 0).buffer);
      const digits = [0, 4, 8, 12].map((at) => words.getUint32(at, true).toString(16).padStart(8, "0"));
      expect(hashBytes(bytes.slice().buffer)).toBe(digits.join(""));
    }),
    { numRuns: 500 },
  );
});

test("another seed gives bytes another hash, whichever of its lanes is another", () => {
  const bytes = new TextEncoder().encode("a page of one record and a bit more").buffer;
  const seeds = [
    [0, 0, 0, 0] as const,
    [1, 0, 0, 0] as const,
    [0, 1, 0, 0] as const,
    [0, 0, -1, 0] as const,
    [0, 0, 0, 1] as const,
  ];
  expect(new Set(seeds.map((seed) => hashBytes(bytes, seed))).size).toBe(5);
  expect(hashBytes(bytes)).toBe(hashBytes(bytes, [0, 0, 0, 0]));
});

test("200,000 short texts have 200,000 hashes, and so do both halves of the hash", () => {
  const hashes = Array.from({ length: 200_000 }, (_, n) => hashText(`{"id":${n}}`));
  expect(new Set(hashes).size).toBe(hashes.length);
  // 64 bits of 200,000: odds of a chance collision 1 in 900 million.
  expect(new Set(hashes.map((hash) => hash.slice(0, 16))).size).toBe(hashes.length);
  expect(new Set(hashes.map((hash) => hash.slice(16))).size).toBe(hashes.length);
});

function utf16le(text: string): Uint8Array {
  return Uint8Array.from(
    { length: text.length * 2 },
    (_, at) => (text.charCodeAt(at >> 1) >> (at % 2 === 0 ? 0 : 8)) & 255,
  );
}

/** Written from the description, byte by byte in exact integers: slow, and independent of the implementation. */
function reference(bytes: Uint8Array, seed: number): Uint8Array<ArrayBuffer> {
  const mul = (a: bigint, b: bigint) => BigInt.asUintN(32, a * b);
  const add = (a: bigint, b: bigint) => BigInt.asUintN(32, a + b);
  const rotl = (a: bigint, by: bigint) => BigInt.asUintN(32, (a << by) | (a >> (32n - by)));
  const c = [0x239b961bn, 0xab0e9789n, 0x38b34ae5n, 0xa1e38b93n];
  const constant = (n: number) => c[n % 4] ?? 0n;
  const scrambled = (k: bigint, lane: number) =>
    mul(rotl(mul(k, constant(lane)), BigInt(15 + lane)), constant(lane + 1));
  const increments = [0x561ccd1bn, 0x0bcaa747n, 0x96cd1c35n, 0x32ac3b17n];
  const h = [0, 1, 2, 3].map(() => BigInt(seed));
  const at = (n: number) => h[n % 4] ?? 0n;
  const word = (from: number) => [3, 2, 1, 0].reduce((sum, n) => (sum << 8n) | BigInt(bytes[from + n] ?? 0), 0n);
  const blocks = Math.floor(bytes.length / 16);
  for (let block = 0; block < blocks; block += 1) {
    for (let lane = 0; lane < 4; lane += 1) {
      const mixed = rotl(at(lane) ^ scrambled(word(block * 16 + lane * 4), lane), BigInt(19 - 2 * lane));
      h[lane] = add(mul(add(mixed, at(lane + 1)), 5n), increments[lane] ?? 0n);
    }
  }
  for (let lane = 0; lane < 4; lane += 1)
    h[lane] = at(lane) ^ scrambled(word(blocks * 16 + lane * 4), lane) ^ BigInt(bytes.length);
  const gather = () => {
    h[0] = [1, 2, 3].reduce((sum, lane) => add(sum, at(lane)), at(0));
    for (let lane = 1; lane < 4; lane += 1) h[lane] = add(at(lane), at(0));
  };
  gather();
  for (let lane = 0; lane < 4; lane += 1) {
    let x = at(lane);
    x = mul(x ^ (x >> 16n), 0x85ebca6bn);
    x = mul(x ^ (x >> 13n), 0xc2b2ae35n);
    h[lane] = x ^ (x >> 16n);
  }
  gather();
  const out = new Uint8Array(16);
  h.forEach((value, lane) => new DataView(out.buffer).setUint32(lane * 4, Number(value), true));
  return out;
}
