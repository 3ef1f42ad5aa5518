import { firstFrom } from "../first-from.ts";

/** Keys of one chunk. Splicing 512 keys costs less than finding them; a chunk that grows past it is halved. */
const chunkSize = 512;

/** A map whose keys can be read in ascending code-unit order from any key on. Writes cost a search and a short splice, also at 100,000s of keys. */
export class SortedMap<K extends string, V> {
  readonly #values = new Map<K, V>();
  readonly #chunks: K[][] = [];

  get size(): number {
    return this.#values.size;
  }

  get(key: K): V | undefined {
    return this.#values.get(key);
  }

  set(key: K, value: V): void {
    if (!this.#values.has(key)) this.#insert(key);
    this.#values.set(key, value);
  }

  delete(key: K): void {
    if (!this.#values.delete(key)) return;
    const at = this.#chunkOf(key);
    const chunk = this.#chunks[at] ?? [];
    chunk.splice(firstFrom(chunk, key), 1);
    if (chunk.length === 0) this.#chunks.splice(at, 1);
  }

  /** Up to `limit` keys greater than `after`, ascending. */
  keysAfter(after: K | undefined, limit: number): readonly K[] {
    const found: K[] = [];
    const first = after === undefined ? 0 : this.#chunkOf(after);
    for (const chunk of this.#chunks.slice(first)) {
      const start = after === undefined ? 0 : firstFrom(chunk, after);
      const from = chunk[start] === after && after !== undefined ? start + 1 : start;
      found.push(...chunk.slice(from, from + limit - found.length));
      if (found.length >= limit) break;
    }
    return found;
  }

  /** Values of {@link keysAfter}. */
  valuesAfter(after: K | undefined, limit: number): readonly V[] {
    return this.keysAfter(after, limit).flatMap((key) => {
      const value = this.#values.get(key);
      return value === undefined ? [] : [value];
    });
  }

  #insert(key: K): void {
    const at = this.#chunkOf(key);
    const chunk = this.#chunks[at];
    if (chunk === undefined) {
      this.#chunks.push([key]);
      return;
    }
    chunk.splice(firstFrom(chunk, key), 0, key);
    if (chunk.length > chunkSize) this.#chunks.splice(at + 1, 0, chunk.splice(chunkSize / 2));
  }

  /** The last chunk that begins at or before the key; the first one for a key before all. */
  #chunkOf(key: K): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const start = this.#chunks[middle]?.[0];
      if (start !== undefined && start <= key) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}
