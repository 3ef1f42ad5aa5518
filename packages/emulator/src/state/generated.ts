import type { Json } from "@waybill/sync/connector";
import { capacityOf, numberOf, type Blueprint } from "../records/blueprint.ts";
import { cursorInstant, cursorValue, makeRecord, type FactoryOptions } from "../records/factory.ts";
import type { Entry, Rank } from "./entry.ts";
import type { RecordCache } from "./record-cache.ts";
import { ascending, countingUp, countLeading, filteredBy, sortedBy, stretch, type Sequence } from "./sequence.ts";
import type { Range, Shown } from "./shown.ts";

export interface GeneratedOptions {
  readonly plan: Blueprint;
  readonly factory: FactoryOptions;
  readonly cache: RecordCache;
  /** Number of the first record: children of different parents never share a number. */
  readonly first: number;
  /** Records to begin with, tombstones included. */
  readonly total: number;
  /** The parent record's key fields, by the parameter of the child's list that it fills. */
  readonly parent?: Readonly<Record<string, Json>> | undefined;
}

const sequencesKept = 8;

/** The records that a listing begins with: made from the seed and their index when they are looked at, and forgotten again. */
export class Generated {
  readonly #options: GeneratedOptions;
  readonly #timed = new Map<boolean, Sequence>();
  /** Of a stream that is not listed by time. */
  readonly #ranges = new Map<string, Sequence>();

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
    return { n, presence: deleted ? "deleted" : "live", instants, version: 1, change: 0, record };
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
    return n === undefined ? undefined : this.#indexOfKey(n);
  }

  /** Short keys come again after a while: of a listing that begins above that, the number of a key is not the record's. */
  #indexOfKey(n: number): number | undefined {
    const { plan, first, total } = this.#options;
    const capacity = capacityOf(plan);
    if (capacity === Infinity) return this.indexOf(n);
    const index = (((n - first) % capacity) + capacity) % capacity;
    return index < total ? index : undefined;
  }

  /** Those that are shown, oldest rank first. */
  sequence({ deleted, range, after }: Shown): Sequence {
    if (after !== undefined) return countingUp(0); // what was generated has not changed
    const { plan } = this.#options;
    const listed = isOrdered(plan) ? this.#byTime(deleted) : this.#byNumber(deleted);
    if (range === undefined) return listed;
    if (isOrdered(plan) || growsWithNumber(plan)) return this.#within(listed, range);
    return remembered(this.#ranges, `${deleted} ${range.text}`, () =>
      ascending(this.#within(this.#byTime(deleted), range)),
    );
  }

  #within(timed: Sequence, range: Range): Sequence {
    const { plan, factory, first } = this.#options;
    const valueAt = (place: number): Json => {
      const index = timed.at(place);
      return cursorValue(plan, { n: first + index, instants: plan.timeline.at(index) }, factory.reader);
    };
    const start = countLeading(timed.length, (place) => range.isBefore(valueAt(place)));
    const end = countLeading(timed.length, (place) => !range.isBehind(valueAt(place)));
    return stretch(timed, start, end);
  }

  #byNumber(deleted: boolean): Sequence {
    const { plan, total } = this.#options;
    const { tombstones } = plan;
    return deleted
      ? countingUp(total)
      : { length: tombstones.livingBelow(total), at: (place) => tombstones.living(place) };
  }

  #byTime(deleted: boolean): Sequence {
    const { plan, total } = this.#options;
    const { tombstones, timeline } = plan;
    if (growsWithNumber(plan)) return this.#byNumber(deleted);
    return remembered(this.#timed, deleted, () =>
      deleted
        ? sortedBy(total, (index) => cursorInstant(plan, timeline.at(index)))
        : filteredBy(this.#byTime(true), (index) => !tombstones.has(index)),
    );
  }
}

function remembered<K>(known: Map<K, Sequence>, name: K, make: () => Sequence): Sequence {
  const found = known.get(name) ?? make();
  if (known.size >= sequencesKept) known.clear();
  known.set(name, found);
  return found;
}

/** Does the vendor list by its cursor field? */
export const isOrdered = ({ contract }: Blueprint): boolean =>
  contract.incremental !== undefined && contract.incremental.order !== "unknown";

/** Is the order of time that of creation? Creation times, and keys that are times, grow with the number. */
const growsWithNumber = ({ contract: { incremental }, keys }: Blueprint): boolean =>
  incremental?.kind === "created" || keys.some(({ pointer }) => pointer === incremental?.cursorField);
