import { parentParameters } from "@waybill/sync/connector";
import type { Connector, Json, JsonObject, ParentRef } from "@waybill/sync/connector";
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

  /** The listing of a stream; of a nested one, the children of the parent that `scope` names (by the parameters that parents fill). */
  collection(stream: string, scope: Scope = {}): Collection {
    const plan = this.plan(stream);
    const parent = plan.contract.parent === undefined ? undefined : pick(scope, parentParameters(plan.contract));
    const name =
      parent === undefined ? "" : JSON.stringify(Object.entries(parent).map(([key, value]) => [key, asText(value)]));
    const known = this.#collections.get(stream) ?? new Map<string, Collection>();
    this.#collections.set(stream, known);
    const found = known.get(name) ?? this.#open(plan, parent, name);
    known.set(name, found);
    if (known.size > untouchedKept && this.#hasFirstParent(stream)) forgetOneOf(known, found);
    return found;
  }

  /** Is there a parent by these parameters? Of a stream that has none, or whose first parents are nobody's, nothing is asked. */
  hasParent(stream: string, scope: Scope): boolean {
    const plan = this.plan(stream);
    const { parent } = plan.contract;
    const isNamed = parentParameters(plan.contract).every((name) => scope[name] !== undefined);
    if (parent === undefined || !isNamed || !this.#hasFirstParent(stream)) return true;
    const owner = this.#owner(plan, scope);
    // What it is listed below may be gone, and it with that.
    return owner !== undefined && this.hasParent(parent.stream, owner.collection.parent ?? {});
  }

  /** Every listing of a stream: one, or one for each parent that exists or was asked for. */
  collections(stream: string): readonly Collection[] {
    const { parent } = this.plan(stream).contract;
    if (parent === undefined) return [this.collection(stream)];
    const open = [...(this.#collections.get(stream)?.values() ?? [])];
    if (!this.#hasFirstParent(stream)) return open;
    const owned = this.collections(parent.stream).flatMap((collection) =>
      living(collection).map((entry) => this.collection(stream, scopeOf(parent, { collection, entry }))),
    );
    return [...new Set([...open, ...owned])];
  }

  /** Every live record of a stream, those of all parents included. */
  entries(stream: string): readonly Entry[] {
    return this.collections(stream).flatMap(living);
  }

  /** How many live records a stream has; of a nested one those of all parents. */
  count(stream: string): number {
    return this.collections(stream).reduce((sum, each) => sum + each.entries({ deleted: false }).length, 0);
  }

  /** The parameters of a nested stream's parent that `scope` leaves open. */
  missingParents(stream: string, scope: Scope): readonly string[] {
    return parentParameters(this.plan(stream).contract).filter((name) => (scope[name] ?? null) === null);
  }

  /** Where the record with this key is. */
  locate(stream: string, key: readonly Json[]): Located | undefined {
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
    return owner === undefined ? undefined : this.collection(stream, scopeOf(parent, owner));
  }

  /** The generated record of a number, as it is now. */
  #numbered(stream: string, n: number): Located | undefined {
    const plan = this.plan(stream);
    const key = plan.contract.primaryKey.map(
      (pointer) => plan.keys.find((each) => each.pointer === pointer)?.maker.at(n) ?? null,
    );
    return this.locate(stream, key);
  }

  /** Does the line of parents end at a stream of its own? A folder in a folder has no first one; its listings are those that were asked for. */
  #hasFirstParent(stream: string, below: readonly string[] = []): boolean {
    const parent = this.plans.get(stream)?.contract.parent;
    if (parent === undefined) return this.plans.has(stream);
    return !below.includes(stream) && this.#hasFirstParent(parent.stream, [...below, stream]);
  }

  #open(plan: Blueprint, parent: Scope | undefined, name: string): Collection {
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
  #ordinal(plan: Blueprint, parent: Scope, name: string): number {
    const owner = this.#owner(plan, parent)?.entry;
    if (owner !== undefined && owner.n < knownParents) return owner.n;
    return knownParents + (hash(plan.contract.name, name) % otherParents);
  }

  /** The parent's key as the parent writes it: a number where the request could only say text. */
  #typedParent(plan: Blueprint, parent: Scope): Scope {
    const ref = plan.contract.parent;
    const owner = this.#owner(plan, parent);
    return ref === undefined || owner === undefined ? parent : scopeOf(ref, owner);
  }

  /** The record for which children are listed, and the listing that holds it. */
  #owner({ contract }: Blueprint, scope: Scope): Located | undefined {
    const { parent: ref } = contract;
    if (ref === undefined || !this.#hasFirstParent(contract.name)) return undefined;
    const { inherits = [] } = ref;
    const key = keyIn(ref, this.plan(ref.stream), scope);
    if (key !== undefined && inherits.length === 0) return this.locate(ref.stream, key);
    const among = this.#listingsOf(ref, scope);
    return key === undefined ? holderOfFields(ref, scope, among) : holderOf(key, among);
  }

  /** The listings in which a parent can be, by what its children's list says of those above it. */
  #listingsOf({ stream, inherits = [] }: ParentRef, scope: Scope): readonly Collection[] {
    const isWhole = parentParameters(this.plan(stream).contract).every((name) => inherits.includes(name));
    if (isWhole) return this.hasParent(stream, scope) ? [this.collection(stream, scope)] : [];
    return this.collections(stream).filter(({ parent = {} }) => agree(inherits, parent, scope));
  }

  #nextNumber(plan: Blueprint): number {
    const { name, parent } = plan.contract;
    const n = this.#created.get(name) ?? (parent === undefined ? plan.total : createdFrom);
    this.#created.set(name, n + 1);
    return n;
  }
}

/** A record, and the listing that it is in. */
interface Located {
  readonly collection: Collection;
  readonly entry: Entry;
}

function living(collection: Collection): readonly Entry[] {
  const entries = collection.entries({ deleted: false });
  return entries.slice(0, entries.length);
}

function holderOf(key: readonly Json[], among: readonly Collection[]): Located | undefined {
  for (const collection of among) {
    const entry = collection.find(key);
    if (entry !== undefined && entry.presence !== "gone") return { collection, entry };
  }
  return undefined;
}

function holderOfFields(ref: ParentRef, scope: Scope, among: readonly Collection[]): Located | undefined {
  const names = Object.keys(ref.parameters);
  for (const collection of among) {
    const entry = living(collection).find((each) => agree(names, fieldsOf(ref, each.record()), scope));
    if (entry !== undefined) return { collection, entry };
  }
  return undefined;
}

/** The parent's key, where the one field that `scope` gives is that. */
function keyIn({ parameters }: ParentRef, { contract }: Blueprint, scope: Scope): readonly Json[] | undefined {
  const [[name, pointer] = ["", ""], ...others] = Object.entries(parameters);
  const [field, ...more] = contract.primaryKey;
  return others.length === 0 && more.length === 0 && field === pointer ? [scope[name] ?? null] : undefined;
}

/** Makes room by the listing that was opened first among those that nobody wrote to. */
function forgetOneOf(open: Map<string, Collection>, newest: Collection): void {
  for (const [name, each] of open) {
    if (!each.isUntouched || each === newest) continue;
    open.delete(name);
    return;
  }
}

type Scope = Readonly<Record<string, Json>>;

/** What names the listing of a record's children: fields of the record, and what names the listing that it is in. */
const scopeOf = (ref: ParentRef, { collection, entry }: Located): Scope => ({
  ...fieldsOf(ref, entry.record()),
  ...pick(collection.parent ?? {}, ref.inherits ?? []),
});

const fieldsOf = ({ parameters }: ParentRef, record: Json): Scope =>
  Object.fromEntries(Object.entries(parameters).map(([name, pointer]) => [name, read(record, pointer) ?? null]));

const agree = (names: readonly string[], one: Scope, other: Scope): boolean =>
  names.every((name) => asText(one[name]) === asText(other[name]));

const pick = (scope: Scope, names: readonly string[]): Scope =>
  Object.fromEntries(names.map((name) => [name, scope[name] ?? null]));
