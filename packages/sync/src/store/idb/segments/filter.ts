import { avalanche } from "../../../record/hash-text.ts";

/** Bytes for each key, and bits that a key sets: of 2,500 keys that are not there about one passes. */
const bytesPerKey = 2;
const bitsPerKey = 5;

/** A Bloom filter (Burton H. Bloom, 1970) over keys: what it does not hold is not there. */
export function filterOf(keys: readonly string[]): Uint8Array {
  const filter = new Uint8Array(keys.length * bytesPerKey);
  for (const key of keys) {
    const probe = probeOf(key);
    for (let n = 0; n < bitsPerKey; n += 1) {
      const bit = bitOf(filter, probe, n);
      filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
    }
  }
  return filter;
}

/** What a filter is asked with: made once for a key, for however many filters. FNV-1a over code units, finished by MurmurHash3's avalanche. */
export function probeOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return avalanche(hash) >>> 0;
}

export function mayHold(filter: Uint8Array, probe: number): boolean {
  for (let n = 0; n < bitsPerKey; n += 1) {
    const bit = bitOf(filter, probe, n);
    if (((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}

/** Place of the nth bit of a key. */
function bitOf(filter: Uint8Array, probe: number, n: number): number {
  const stride = (Math.imul(probe, 0x9e3779b1) >>> 0) | 1;
  return (probe + n * (stride >>> 0)) % (filter.length * 8);
}
