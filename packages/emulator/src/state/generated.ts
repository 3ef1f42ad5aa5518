import type { Json } from "@waybill/sync/connector";
import { numberOf, type Blueprint } from "../records/blueprint.ts";
import { cursorInstant, cursorValue, makeRecord, type FactoryOptions } from "../records/factory.ts";
import type { Entry, Rank } from "./entry.ts";
import type { RecordCache } from "./record-cache.ts";
import { countingUp, countLeading, filteredBy, from, sortedBy, type Sequence } from "./sequence.ts";

export interface GeneratedOptions {
  readonly plan: Blueprint;
  readonly factory: FactoryOptions;
  readonly cache: RecordCache;
  /** Number of the first record: children of different parents never share a number. */
  readonly first: number;
  /** Records to begin with, tombstones included. */
  readonly total: number;
  /** The parent record's key fields, by the child's path parameter. */
  readonly parent?: Readonly<Record<string, Json>> | undefined;
}

/** Which records a listing shows. */
export interface Shown {
  /** Those marked as deleted as well? */
  readonly deleted: boolean;
  /** Only those whose cursor field passes. What passes is followed, in the order of time, by nothing that does not. */
  readonly since?: { readonly text: string; readonly passes: (value: Json | undefined) => boolean } | undefined;
}

const filtersKept = 8;

/** The records that a listing begins with: made from the seed and their index when they are looked at, and forgotten again. */
export class Generated {
  readonly #options: GeneratedOptions;
  readonly #filtered = new Map<string, Sequence>();
  readonly #orders = new Map<boolean, Sequence>();

  constructor(options: GeneratedOptions) {
    this.#options = options;
  }

  entryAt(index: number): Entry {
    const { plan, factory, cache, first, parent } = this.#options;
    const n = first + index;
    const instants = plan.timeline.at(index);
    const deleted = plan.tombstones.has(index);
    const make = () => makeRecord(plan, { n, instants, deleted, parent }, factory);
    const record = () => cache.get(`${plan.contract.name} ${n}`, make);
    return { n, presence: deleted ? "deleted" : "live", instants, version: 1, record };
  }

  rankAt(index: number): Rank {
    const { plan, first } = this.#options;
    return { at: isOrdered(plan) ? cursorInstant(plan, plan.timeline.at(index)) : 0, n: first + index };
  }

  /** Index of the record with this number; undefined when it was not generated. */
  indexOf(n: number): number | undefined {
    const index = n - this.#options.first;
    return index >= 0 && index < this.#options.total ? index : undefined;
  }

  /** Index of the record with this key. A stream without keys is known by its numbers. */
  find(key: readonly Json[]): number | undefined {
    const { plan } = this.#options;
    const n = plan.contract.primaryKey.length === 0 ? Number(key[0]) : numberOf(plan, key);
    return n === undefined ? undefined : this.indexOf(n);
  }

  /** Those that are shown, oldest rank first. */
  sequence({ deleted, since }: Shown): Sequence {
    const { plan, factory, first } = this.#options;
    const all = this.#order(deleted);
    if (since === undefined) return all;
    const passes = (index: number): boolean =>
      since.passes(cursorValue(plan, { n: first + index, instants: plan.timeline.at(index) }, factory.reader));
    if (isByNumber(plan) ? growsWithNumber(plan) : isOrdered(plan))
      return from(
        all,
        countLeading(all.length, (place) => !passes(all.at(place))),
      );
    const name = `${deleted} ${since.text}`;
    const known = this.#filtered.get(name) ?? filteredBy(all, passes);
    if (this.#filtered.size >= filtersKept) this.#filtered.clear();
    this.#filtered.set(name, known);
    return known;
  }

  #order(deleted: boolean): Sequence {
    const known = this.#orders.get(deleted) ?? this.#arranged(deleted);
    this.#orders.set(deleted, known);
    return known;
  }

  #arranged(deleted: boolean): Sequence {
    const { plan, total } = this.#options;
    const { tombstones, timeline } = plan;
    if (!isByNumber(plan)) {
      const sorted = deleted ? sortedBy(total, (index) => cursorInstant(plan, timeline.at(index))) : this.#order(true);
      return deleted ? sorted : filteredBy(sorted, (index) => !tombstones.has(index));
    }
    return deleted
      ? countingUp(total)
      : { length: tombstones.livingBelow(total), at: (place) => tombstones.living(place) };
  }
}

/** Does the vendor list by its cursor field? */
export const isOrdered = ({ contract }: Blueprint): boolean =>
  contract.incremental !== undefined && contract.incremental.order !== "unknown";

/** Is that order the order of creation? Creation times, and keys that are times, grow with the number. */
const isByNumber = (plan: Blueprint): boolean => !isOrdered(plan) || growsWithNumber(plan);

const growsWithNumber = ({ contract: { incremental }, keys }: Blueprint): boolean =>
  incremental?.kind === "created" || keys.some(({ pointer }) => pointer === incremental?.cursorField);
