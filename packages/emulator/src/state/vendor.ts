import type { Connector, Json, JsonObject } from "@waybill/sync/connector";
import { asText, read } from "../document/pointer.ts";
import type { SchemaReader } from "../document/schema.ts";
import { hash } from "../random.ts";
import { blueprint, numberOf, type Blueprint } from "../records/blueprint.ts";
import type { FactoryOptions } from "../records/factory.ts";
import { relations } from "../records/relations.ts";
import { words } from "../records/words.ts";
import { Collection } from "./collection.ts";
import type { Entry } from "./entry.ts";
import { RecordCache } from "./record-cache.ts";

export interface VendorOptions {
  readonly document: JsonObject;
  readonly reader: SchemaReader;
  readonly connector: Connector;
  readonly seed: number;
  readonly end: number;
  /** How many records a stream begins with; of a nested one, the most that a parent has. */
  readonly countOf: (stream: string) => number;
}

/** Number ranges: each parent owns `slots` numbers; records created later have numbers above all of them. Everything fits 32-bit ids. */
const slots = 1024;
const knownParents = 1_000_000;
const otherParents = 400_000;
const createdFrom = 1_500_000_000;

/** Listings of parents kept open that nobody wrote to: they can be made again. */
const untouchedKept = 2000;

/** What the vendor holds: every stream's records, made when first asked for. */
export class Vendor {
  readonly plans: ReadonlyMap<string, Blueprint>;
  readonly #options: VendorOptions;
  readonly #factory: FactoryOptions;
  readonly #collections = new Map<string, Map<string, Collection>>();
  readonly #created = new Map<string, number>();
  readonly #forgotten = new Map<string, number>();
  readonly #cache = new RecordCache();
  #revision = 0;

  constructor(options: VendorOptions) {
    const { connector, seed, countOf } = options;
    this.#options = options;
    this.plans = new Map(
      Object.values(connector.streams).map((contract) => [
        contract.name,
        blueprint(contract, { ...options, count: countOf(contract.name) }),
      ]),
    );
    this.#factory = {
      seed,
      reader: options.reader,
      words: words(),
      relations: relations(this.plans, { seed, reader: options.reader }),
    };
  }

  /** How many changes there were to what the vendor holds: the number of the last. */
  get revision(): number {
    return this.#revision;
  }

  /** Forgets up to where the callers have read a stream: what they were handed until now is worth nothing. */
  forgetReaders(stream: string): void {
    this.#forgotten.set(stream, this.timesForgotten(stream) + 1);
  }

  timesForgotten(stream: string): number {
    return this.#forgotten.get(stream) ?? 0;
  }

  plan(stream: string): Blueprint {
    const plan = this.plans.get(stream);
    if (plan === undefined)
      throw new Error(
        `The connector has no stream ${JSON.stringify(stream)}; it has ${[...this.plans.keys()].join(", ")}.`,
      );
    return plan;
  }

  /** The listing of a stream; of a nested one, the children of the parent that `scope` names (its path parameters). */
  collection(stream: string, scope: Readonly<Record<string, Json>> = {}): Collection {
    const plan = this.plan(stream);
    const parent =
      plan.contract.parent === undefined ? undefined : pick(scope, Object.keys(plan.contract.parent.parameters));
    const name =
      parent === undefined ? "" : JSON.stringify(Object.entries(parent).map(([key, value]) => [key, asText(value)]));
    const known = this.#collections.get(stream) ?? new Map<string, Collection>();
    this.#collections.set(stream, known);
    const found = known.get(name) ?? this.#open(plan, parent, name);
    known.set(name, found);
    if (known.size > untouchedKept && this.#hasFirstParent(stream)) forgetOneOf(known, found);
    return found;
  }

  /** Is there a parent by these path parameters? Of a stream that has none, or whose first parents are nobody's, nothing is asked. */
  hasParent(stream: string, scope: Readonly<Record<string, Json>>): boolean {
    const plan = this.plan(stream);
    const names = Object.keys(plan.contract.parent?.parameters ?? {});
    const isNamed = names.length > 0 && names.every((name) => scope[name] !== undefined);
    return !isNamed || !this.#hasFirstParent(stream) || this.#parentEntry(plan, scope) !== undefined;
  }

  /** Every listing of a stream: one, or one for each parent that exists or was asked for. */
  collections(stream: string): readonly Collection[] {
    const { parent } = this.plan(stream).contract;
    if (parent === undefined) return [this.collection(stream)];
    const open = [...(this.#collections.get(stream)?.values() ?? [])];
    if (!this.#hasFirstParent(stream)) return open;
    const owned = this.entries(parent.stream).map((owner) =>
      this.collection(stream, scopeOf(parent.parameters, owner.record())),
    );
    return [...new Set([...open, ...owned])];
  }

  /** Every live record of a stream, those of all parents included. */
  entries(stream: string): readonly Entry[] {
    return this.collections(stream)
      .map((each) => each.entries({ deleted: false }))
      .flatMap((each) => each.slice(0, each.length));
  }

  /** How many live records a stream has; of a nested one those of all parents. */
  count(stream: string): number {
    return this.collections(stream).reduce((sum, each) => sum + each.entries({ deleted: false }).length, 0);
  }

  /** The path parameters of a nested stream's parent that `scope` leaves open. */
  missingParents(stream: string, scope: Readonly<Record<string, Json>>): readonly string[] {
    return Object.keys(this.plan(stream).contract.parent?.parameters ?? {}).filter(
      (name) => (scope[name] ?? null) === null,
    );
  }

  /** Where the record with this key is. */
  locate(stream: string, key: readonly Json[]): { collection: Collection; entry: Entry } | undefined {
    const { parent } = this.plan(stream).contract;
    const open =
      parent === undefined ? [this.collection(stream)] : [...(this.#collections.get(stream)?.values() ?? [])];
    const owner = this.#collectionOf(stream, key);
    const found = holderOf(key, owner === undefined ? open : [...open, owner]);
    const isDeep = parent !== undefined && this.plan(parent.stream).contract.parent !== undefined;
    return found ?? (isDeep ? holderOf(key, this.collections(stream)) : undefined);
  }

  /** The listing of a nested stream in which the record with this key was generated: its number tells the parent's. */
  #collectionOf(stream: string, key: readonly Json[]): Collection | undefined {
    const plan = this.plan(stream);
    const { parent } = plan.contract;
    const n = numberOf(plan, key);
    if (parent === undefined || n === undefined || !this.#hasFirstParent(stream)) return undefined;
    const owner = this.#numbered(parent.stream, Math.floor(n / slots));
    return owner === undefined ? undefined : this.collection(stream, scopeOf(parent.parameters, owner.record()));
  }

  /** The generated record of a number, as it is now. */
  #numbered(stream: string, n: number): Entry | undefined {
    const plan = this.plan(stream);
    const key = plan.contract.primaryKey.map(
      (pointer) => plan.keys.find((each) => each.pointer === pointer)?.maker.at(n) ?? null,
    );
    return this.locate(stream, key)?.entry;
  }

  /** Does the line of parents end at a stream of its own? A folder in a folder has no first one; its listings are those that were asked for. */
  #hasFirstParent(stream: string, below: readonly string[] = []): boolean {
    const parent = this.plans.get(stream)?.contract.parent;
    if (parent === undefined) return this.plans.has(stream);
    return !below.includes(stream) && this.#hasFirstParent(parent.stream, [...below, stream]);
  }

  #open(plan: Blueprint, parent: Readonly<Record<string, Json>> | undefined, name: string): Collection {
    const { contract } = plan;
    const most = Math.min(plan.total, slots);
    return new Collection({
      plan,
      factory: this.#factory,
      cache: this.#cache,
      first: parent === undefined ? 0 : this.#ordinal(plan, parent, name) * slots,
      total: parent === undefined ? plan.total : this.#childCount(contract.name, name, most),
      parent: parent === undefined ? undefined : this.#typedParent(plan, parent),
      nextNumber: () => this.#nextNumber(plan),
      nextChange: () => ++this.#revision,
    });
  }

  /** Some parents have none, as in life. */
  #childCount(stream: string, name: string, most: number): number {
    return hash(this.#options.seed, stream, name, "children") % (most + 1);
  }

  /** A known parent's own number; another one's is drawn from the range above. */
  #ordinal(plan: Blueprint, parent: Readonly<Record<string, Json>>, name: string): number {
    const owner = this.#parentEntry(plan, parent);
    if (owner !== undefined && owner.n < knownParents) return owner.n;
    return knownParents + (hash(plan.contract.name, name) % otherParents);
  }

  /** The parent's key as the parent writes it: a number where the path could only say text. */
  #typedParent(plan: Blueprint, parent: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
    const parameters = plan.contract.parent?.parameters ?? {};
    const owner = this.#parentEntry(plan, parent);
    return owner === undefined ? parent : scopeOf(parameters, owner.record());
  }

  #parentEntry(plan: Blueprint, parent: Readonly<Record<string, Json>>): Entry | undefined {
    const { parent: ref } = plan.contract;
    if (ref === undefined || !this.#hasFirstParent(plan.contract.name)) return undefined;
    const [[name, pointer] = ["", ""], ...others] = Object.entries(ref.parameters);
    const parentKey = this.plan(ref.stream).contract.primaryKey;
    if (others.length === 0 && parentKey.length === 1 && parentKey[0] === pointer)
      return this.locate(ref.stream, [parent[name] ?? null])?.entry;
    const matches = (entry: Entry) =>
      Object.entries(ref.parameters).every(
        ([parameter, field]) => asText(read(entry.record(), field)) === asText(parent[parameter]),
      );
    return this.entries(ref.stream).find(matches);
  }

  #nextNumber(plan: Blueprint): number {
    const { name, parent } = plan.contract;
    const n = this.#created.get(name) ?? (parent === undefined ? plan.total : createdFrom);
    this.#created.set(name, n + 1);
    return n;
  }
}

function holderOf(
  key: readonly Json[],
  among: readonly Collection[],
): { collection: Collection; entry: Entry } | undefined {
  for (const collection of among) {
    const entry = collection.find(key);
    if (entry !== undefined && entry.presence !== "gone") return { collection, entry };
  }
  return undefined;
}

/** Makes room by the listing that was opened first among those that nobody wrote to. */
function forgetOneOf(open: Map<string, Collection>, newest: Collection): void {
  for (const [name, each] of open) {
    if (!each.isUntouched || each === newest) continue;
    open.delete(name);
    return;
  }
}

/** The path parameters of a child's listing, read from its parent's record. */
const scopeOf = (parameters: Readonly<Record<string, string>>, record: Json): Readonly<Record<string, Json>> =>
  Object.fromEntries(Object.entries(parameters).map(([name, pointer]) => [name, read(record, pointer) ?? null]));

const pick = (scope: Readonly<Record<string, Json>>, names: readonly string[]): Readonly<Record<string, Json>> =>
  Object.fromEntries(names.map((name) => [name, scope[name] ?? null]));
