import type { Json } from "@waybill/sync/connector";

/** What a client reads twice is made once: the generated records that were looked at last. */
export class RecordCache {
  readonly #kept = new Map<string, Json>();
  readonly #most: number;

  constructor(most = 2000) {
    this.#most = most;
  }

  get(name: string, make: () => Json): Json {
    const known = this.#kept.get(name);
    const record = known ?? make();
    this.#kept.delete(name); // set again: the one looked at last stands last
    this.#kept.set(name, record);
    if (this.#kept.size > this.#most) for (const oldest of this.#kept.keys()) return this.#drop(oldest, record);
    return record;
  }

  #drop(name: string, record: Json): Json {
    this.#kept.delete(name);
    return record;
  }
}
