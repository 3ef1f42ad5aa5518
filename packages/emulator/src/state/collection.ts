import type { Json } from "@waybill/sync/connector";
import { asText, read } from "../document/pointer.ts";
import { createdRecord, deletedRecord, keyOf, updatedRecord } from "../records/edit.ts";
import { cursorInstant } from "../records/factory.ts";
import type { Order } from "../records/order.ts";
import type { Instants } from "../records/timeline.ts";
import { BegunLists } from "./begun-lists.ts";
import { compareRanks, overlaid, type Entries } from "./entries.ts";
import type { Entry, Rank } from "./entry.ts";
import { Generated, isOrdered, type GeneratedOptions } from "./generated.ts";
import { isShown, type Shown } from "./shown.ts";

export interface CollectionOptions extends GeneratedOptions {
  /** The number of a record that is created now. */
  readonly nextNumber: () => number;
  /** The number of a change that happens now. */
  readonly nextChange: () => number;
}

const viewsKept = 8;

/** One listing's records as the vendor holds them: a stream's, or the children of one parent. Kept are the edits; all else is made anew. */
export class Collection {
  readonly #options: CollectionOptions;
  readonly #generated: Generated;
  readonly #edits = new Map<number, Entry>();
  readonly #byKey = new Map<string, number>();
  readonly #views = new Map<string, Entries>();
  readonly begunLists: BegunLists = new BegunLists();

  constructor(options: CollectionOptions) {
    this.#options = options;
    this.#generated = new Generated(options);
  }

  /** Newest first? */
  get descending(): boolean {
    return this.#options.plan.contract.incremental?.order === "desc";
  }

  /** The parent's key fields this listing belongs to. */
  get parent(): Readonly<Record<string, Json>> | undefined {
    return this.#options.parent;
  }

  /** Was nothing written here yet? */
  get isUntouched(): boolean {
    return this.#edits.size === 0;
  }

  /** The entries that a listing shows, in the vendor's order. */
  entries(shown: Shown): Entries {
    const name = `${shown.deleted} ${shown.after} ${shown.range?.text}`;
    const known = this.#views.get(name) ?? this.#view(shown);
    if (this.#views.size >= viewsKept) this.#views.clear();
    this.#views.set(name, known);
    return known;
  }

  /** The entry with these primary key values, gone ones included: a listing may still stand on one. */
  find(key: readonly Json[]): Entry | undefined {
    const edited = this.#byKey.get(textOf(key));
    if (edited !== undefined) return this.#edits.get(edited);
    const index = this.#generated.find(key);
    return index === undefined ? undefined : this.#generated.entryAt(index);
  }

  /** The entry whose field holds this key: of a field that identifies no record undefined. */
  findBy(pointer: string, key: Json): Entry | undefined {
    const { primaryKey } = this.#options.plan.contract;
    if (primaryKey.length === 1 && primaryKey[0] === pointer) return this.find([key]);
    for (const entry of this.#edits.values())
      if (entry.presence !== "gone" && asText(read(entry.record(), pointer)) === asText(key)) return entry;
    const n = this.#options.plan.keys.find((each) => each.pointer === pointer)?.maker.numberOf(key);
    const index = n === undefined ? undefined : this.#generated.indexOf(n);
    return index === undefined ? undefined : (this.#edits.get(n ?? -1) ?? this.#generated.entryAt(index));
  }

  /** Place of an entry in the order. */
  rankOf(entry: Entry): Rank {
    const { plan } = this.#options;
    return { at: isOrdered(plan) ? cursorInstant(plan, entry.instants) : 0, n: entry.n };
  }

  /** Negative when `a` is listed before `b`. */
  compare(a: Rank, b: Rank): number {
    return this.descending ? -compareRanks(a, b) : compareRanks(a, b);
  }

  create(fields: Json, now: number): Entry {
    const { plan, factory, parent } = this.#options;
    const n = this.#options.nextNumber();
    const instants: Instants = { created: now, updated: now, event: now };
    const order: Order = { n, instants, deleted: false, parent };
    const isFree = (key: readonly Json[]) => (this.find(key)?.presence ?? "gone") === "gone";
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

  #put(edited: Omit<Entry, "change">): Entry {
    const { plan, nextChange } = this.#options;
    const entry = { ...edited, change: nextChange() };
    this.#edits.set(entry.n, entry);
    this.#byKey.set(textOf(plan.contract.primaryKey.length === 0 ? [entry.n] : keyOf(plan, entry.record())), entry.n);
    this.#views.clear();
    return entry;
  }

  #view(shown: Shown): Entries {
    const edits = [...this.#edits.values()];
    return overlaid({
      sequence: this.#generated.sequence(shown),
      entryAt: (index) => this.#generated.entryAt(index),
      rankAt: (index) => this.#generated.rankAt(index),
      replaced: edits.map(({ n }) => this.#generated.indexOf(n)).filter((index) => index !== undefined),
      edited: edits
        .filter((entry) => isShown(entry, shown, this.#options.plan.contract))
        .map((entry) => ({ entry, rank: this.rankOf(entry) })),
      descending: this.descending,
    });
  }
}

/** Keys are compared by their text: a path parameter `17` finds the number 17. */
const textOf = (key: readonly Json[]): string =>
  JSON.stringify(key.map((part) => (typeof part === "object" ? part : `${part}`)));

const touched = (entry: Entry, now: number): Instants => ({
  ...entry.instants,
  updated: Math.max(now, entry.instants.updated),
});
