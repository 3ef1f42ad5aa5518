import type { Json } from "@waybill/sync/connector";

import type { Blueprint } from "../records/blueprint.ts";
import { createdRecord, deletedRecord, keyOf, updatedRecord } from "../records/edit.ts";
import { cursorInstant, makeRecord, type FactoryOptions } from "../records/factory.ts";
import type { Order } from "../records/order.ts";
import { roundDown } from "../records/instants.ts";
import type { Instants } from "../records/timeline.ts";
import { distinctRecord } from "./distinct.ts";
import type { Entry, Rank } from "./entry.ts";

export interface CollectionOptions {
  readonly plan: Blueprint;
  readonly factory: FactoryOptions;
  /** Number of the first record: children of different parents never share a number. */
  readonly first: number;
  /** Records to begin with, tombstones included. */
  readonly total: number;
  /** The parent record's key fields, by the child's path parameter. */
  readonly parent?: Readonly<Record<string, Json>> | undefined;
  /** The number of a record that is created now. */
  readonly nextNumber: () => number;
}

/** One listing's records as the vendor holds them: a stream's, or the children of one parent. */
export class Collection {
  readonly #options: CollectionOptions;
  readonly #entries = new Map<number, Entry>();
  #byKey: Map<string, number> | undefined;
  #ordered: readonly Entry[] | undefined;

  constructor(options: CollectionOptions) {
    this.#options = options;
    const contents = new Set<string>();
    for (let i = 0; i < options.total; i++) this.#put(this.#generated(i, contents));
  }

  /** Newest first? */
  get descending(): boolean {
    return this.#options.plan.contract.incremental?.order === "desc";
  }

  /** The parent's key fields this listing belongs to. */
  get parent(): Readonly<Record<string, Json>> | undefined {
    return this.#options.parent;
  }

  /** Every entry but those gone, in the vendor's order. */
  ordered(): readonly Entry[] {
    this.#ordered ??= [...this.#entries.values()]
      .filter(({ presence }) => presence !== "gone")
      .toSorted((a, b) => this.compare(this.rankOf(a), this.rankOf(b)));
    return this.#ordered;
  }

  /** The entry with these primary key values, gone ones included: a listing may still stand on one. */
  find(key: readonly Json[]): Entry | undefined {
    this.#byKey ??= new Map([...this.#entries.values()].map((entry) => [this.#keyText(entry), entry.n]));
    const n = this.#byKey.get(textOf(key));
    return n === undefined ? undefined : this.#entries.get(n);
  }

  /** Place of an entry in the order. */
  rankOf(entry: Entry): Rank {
    const { plan } = this.#options;
    const { incremental } = plan.contract;
    if (incremental === undefined || incremental.order === "unknown") return { at: 0, n: entry.n };
    return { at: roundDown(cursorInstant(plan, entry.instants), incremental.granularityMs), n: entry.n };
  }

  /** Negative when `a` is listed before `b`. */
  compare(a: Rank, b: Rank): number {
    const ascending = a.at - b.at || a.n - b.n;
    return this.descending ? -ascending : ascending;
  }

  create(fields: Json, now: number): Entry {
    const { plan, factory, parent } = this.#options;
    const n = this.#options.nextNumber();
    const instants: Instants = { created: now, updated: now, event: now };
    const order: Order = { n, instants, deleted: false, parent };
    const isFree = (key: readonly Json[]) => this.find(key) === undefined;
    const record = createdRecord(plan, { order, fields, isFree, factory });
    return this.#put({ n, presence: "live", instants, version: 1, record: () => record });
  }

  update(entry: Entry, fields: Json, now: number): Entry {
    const { plan, factory } = this.#options;
    const instants = touched(entry, now);
    const record = updatedRecord(plan, { record: entry.record(), fields, instants, factory });
    return this.#put({ ...entry, instants, version: entry.version + 1, record: () => record });
  }

  /** Marks the record where the vendor marks deletions, else leaves nothing of it. */
  remove(entry: Entry, now: number): void {
    const { plan, factory } = this.#options;
    if (plan.contract.deletes === undefined) {
      this.#put({ ...entry, presence: "gone" });
      return;
    }
    const instants = touched(entry, now);
    const record = deletedRecord(plan, { record: entry.record(), instants, factory });
    this.#put({ ...entry, presence: "deleted", instants, version: entry.version + 1, record: () => record });
  }

  #put(entry: Entry): Entry {
    this.#entries.set(entry.n, entry);
    this.#ordered = undefined;
    this.#byKey?.set(this.#keyText(entry), entry.n);
    return entry;
  }

  #generated(i: number, contents: Set<string>): Entry {
    const { plan, factory, first, parent } = this.#options;
    const instants = plan.timeline.at(i);
    const deleted = plan.isTombstone(i);
    const order: Order = { n: first + i, instants, deleted, parent };
    const make = (salt: number) => makeRecord(plan, { ...order, salt }, factory);
    const record =
      plan.contract.primaryKey.length > 0 ? once(() => make(0)) : fixed(distinctRecord(make, order.n, contents));
    return { n: order.n, presence: deleted ? "deleted" : "live", instants, version: 1, record };
  }

  #keyText(entry: Entry): string {
    const { plan } = this.#options;
    return textOf(plan.contract.primaryKey.length === 0 ? [entry.n] : keyOf(plan, entry.record()));
  }
}

/** Keys are compared by their text: a path parameter `17` finds the number 17. */
const textOf = (key: readonly Json[]): string =>
  JSON.stringify(key.map((part) => (typeof part === "object" ? part : `${part}`)));

const touched = (entry: Entry, now: number): Instants => ({
  ...entry.instants,
  updated: Math.max(now, entry.instants.updated),
});

const fixed = (value: Json) => () => value;

function once(make: () => Json): () => Json {
  let made: Json | undefined;
  return () => (made ??= make());
}
