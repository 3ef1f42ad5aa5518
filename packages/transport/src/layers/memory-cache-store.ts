import { atLeast } from "../policy/check-options.ts";
import { completed } from "../stated.ts";
import type { CachedResponse, CacheStore } from "../stores.ts";

/** How much a store in memory keeps. */
export interface MemoryCacheOptions {
  /** Addresses; the least recently used is forgotten first. Default 500. */
  readonly maxEntries: number;
  /** Bytes of all bodies together. Default 52,428,800. */
  readonly maxBytes: number;
}

/** Frozen defaults of {@link MemoryCacheOptions}. */
export const memoryCacheDefaults: Readonly<MemoryCacheOptions> = Object.freeze({
  maxEntries: 500,
  maxBytes: 52_428_800,
});

/** Keeps answers as long as the process lives, the most recently used. Throws a RangeError that names the option when one is not usable. */
export function memoryCacheStore(given?: Partial<MemoryCacheOptions>): CacheStore {
  const { maxEntries, maxBytes } = completed(memoryCacheDefaults, given);
  atLeast("memoryCacheStore.maxEntries", maxEntries, 1);
  atLeast("memoryCacheStore.maxBytes", maxBytes, 0);
  const kept = new Map<string, readonly CachedResponse[]>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= sizeOf(kept.get(key));
    kept.delete(key);
  };
  return {
    get(key) {
      const variants = kept.get(key);
      if (variants !== undefined) {
        kept.delete(key);
        kept.set(key, variants);
      }
      return Promise.resolve(variants);
    },
    set(key, variants) {
      drop(key);
      kept.set(key, variants);
      bytes += sizeOf(variants);
      for (const oldest of kept.keys()) {
        if (kept.size <= maxEntries && bytes <= maxBytes) break;
        drop(oldest);
      }
      return Promise.resolve();
    },
    delete: (key) => Promise.resolve(drop(key)),
  };
}

function sizeOf(variants: readonly CachedResponse[] = []): number {
  return variants.reduce((sum, { body }) => sum + body.byteLength, 0);
}
