/** Values by key, as many of those used last as weigh no more than allowed together. The very last stays in any case, but where another must not go for it. */
export interface RecentlyUsed<Key, Value> {
  /** Counts as a use. */
  get(key: Key): Value | undefined;
  /** Does not count as a use. */
  peek(key: Key): Value | undefined;
  /** `mayGo`: whether another value may go for want of room; where the first that would have to may not, the new one is left out. Default: any may. */
  put(key: Key, value: Value, mayGo?: (value: Value) => boolean): void;
  delete(key: Key): void;
  clear(): void;
}

export interface RecentlyUsedOptions<Key, Value> {
  readonly most: number;
  readonly weigh: (value: Value) => number;
  /** Called with what has to go for want of room. */
  readonly onDropped?: ((key: Key, value: Value) => void) | undefined;
}

export function recentlyUsed<Key, Value>(options: RecentlyUsedOptions<Key, Value>): RecentlyUsed<Key, Value> {
  const { most, weigh, onDropped } = options;
  // A map keeps the order of insertion: what is used goes to its end.
  const kept = new Map<Key, Value>();
  let weight = 0;

  function remove(key: Key): Value | undefined {
    const value = kept.get(key);
    if (value === undefined) return undefined;
    weight -= weigh(value);
    kept.delete(key);
    return value;
  }

  return {
    get(key) {
      const value = kept.get(key);
      if (value === undefined) return undefined;
      kept.delete(key);
      kept.set(key, value);
      return value;
    },
    peek: (key) => kept.get(key),
    put(key, value, mayGo = () => true) {
      remove(key);
      kept.set(key, value);
      weight += weigh(value);
      for (const [oldest, other] of kept) {
        if (weight <= most || oldest === key) break;
        const goes = mayGo(other);
        remove(goes ? oldest : key);
        if (goes) onDropped?.(oldest, other);
      }
    },
    delete: (key) => void remove(key),
    clear() {
      kept.clear();
      weight = 0;
    },
  };
}
