import type { Failure, LimitState, StoredTokens } from "@waybill/transport";
import type { Pointer } from "../connector/refs.ts";
import type { Checkpoint } from "../pull/checkpoint/checkpoint.ts";
import type { Mutation } from "../push/mutation.ts";
import type { Receipt } from "../receipt/receipt.ts";
import type {
  BaseRecord,
  OverlayRecord,
  QuarantinedRecord,
  RecordKey,
  RecordTrace,
  RecordView,
} from "../record/record.ts";
import type { IndexQuery } from "./index-query.ts";

/** A lease on one stream of one connection. Every commit made under it names its token. */
export interface Lease {
  /** Id of the engine that holds it; empty: released, the next one may take it at once. */
  readonly owner: string;
  /** Raised with each takeover: a commit with an older one is refused. */
  readonly token: number;
  /**
   * Last sign of life of its holder, epoch milliseconds by the holder's clock. A waiter takes over when it has not moved for long enough on the waiter's own
   * monotonic clock.
   */
  readonly heartbeat: number;
  /** In the mark of a sync: when it began, epoch milliseconds. */
  readonly since?: number | undefined;
  /** In the mark of a sync: its streams, each with how often it had been cancelled when it was asked for. */
  readonly over?: readonly (readonly [stream: string, cancelled: number])[] | undefined;
}

/** What must still be true for a batch to be committed. A false one refuses the whole batch with `superseded`. */
export interface Preconditions {
  /** (s) Fencing: the stream's lease still has this token; 0: there is none yet. */
  readonly lease?: { readonly token: number } | undefined;
  /** (s) The stream's checkpoint still has this version; 0: there is none yet. */
  readonly checkpoint?: number | undefined;
  /** Nothing of the tenant was erased, and no tokens removed, after the commit of this number: what is not there was not there then. */
  readonly since?: number | undefined;
  /** (s) The hashes of base rows that {@link Store.recall} gave under this number are still what is stored, but for what the same handle has committed since. */
  readonly recalled?: number | undefined;
}

/** What a handle remembers, without a look at what is stored: somebody else may have written since. */
export interface Recalled {
  /** Hash of each key's base row, `undefined` where there is none, in the order asked. */
  readonly hashes: readonly (string | undefined)[];
  /** For the commit that rests on them. */
  readonly expect: Pick<Preconditions, "recalled">;
}

/** Work for a queue, written in the same commit as the rows that it is about (servers). */
export interface Job {
  readonly name: string;
  readonly key: string;
  /** Epoch milliseconds. */
  readonly startAfter?: number | undefined;
}

/**
 * Everything that becomes true at once. Fields that are absent change nothing. Removals come before insertions, and of two insertions of one key the
 * last one stands. A batch that breaks this contract (a field about a stream without a stream, jobs where there is no queue, a receipt id that is
 * taken) is refused whole with an `internal` failure.
 */
export interface Batch {
  readonly connection: string;
  /** Stream that the fields marked (s) are about. */
  readonly stream?: string | undefined;
  readonly expect?: Preconditions | undefined;
  /** (s) Base rows to insert or replace. */
  readonly put?: readonly BaseRecord[] | undefined;
  /** (s) Base rows to delete. */
  readonly remove?: readonly RecordKey[] | undefined;
  /** (s) Overlay rows to insert or replace, and keys whose overlay is gone. */
  readonly overlay?: { readonly put: readonly OverlayRecord[]; readonly remove: readonly RecordKey[] } | undefined;
  /** (s) Records to keep aside, and ids of those that are resolved. */
  readonly quarantine?: { readonly put: readonly QuarantinedRecord[]; readonly remove: readonly string[] } | undefined;
  /** (s) What is remembered of records beside their rows, and keys of those of which it no longer is. */
  readonly traces?: { readonly put: readonly RecordTrace[]; readonly remove: readonly RecordKey[] } | undefined;
  /** (s) Keys that pages of a run held: a compact block, in the commit of these pages. */
  readonly seen?: { readonly run: string; readonly keys: readonly RecordKey[] } | undefined;
  /** (s) Run whose seen keys are no longer needed. */
  readonly forgetSeen?: string | undefined;
  /** (s) */
  readonly checkpoint?: Checkpoint | undefined;
  /** (s) */
  readonly lease?: Lease | undefined;
  readonly mutations?: readonly Mutation[] | undefined;
  readonly receipt?: Receipt | undefined;
  /** Ids of receipts of the connection that are no longer kept. */
  readonly forgetReceipts?: readonly string[] | undefined;
  readonly tokens?: { readonly key: string; readonly value: StoredTokens | null } | undefined;
  readonly limits?: { readonly bucket: string; readonly state: LimitState } | undefined;
  readonly jobs?: readonly Job[] | undefined;
  /** `strict`: durable when the promise resolves, power cut included (outbox, tokens). Default `relaxed`: atomic, and as durable as the platform's default. */
  readonly durability?: "strict" | "relaxed" | undefined;
}

/** Told after the commit it describes, in commit order, to every subscriber of every handle on the same data (other tabs too, where there are any). */
export interface CommitEvent {
  readonly connection: string;
  /** Absent: of the connection as a whole. A handle that fell too far behind is told once for each connection, with every kind. */
  readonly stream?: string | undefined;
  /** Dense number of the commit. Erasing a tenant is one commit and tells one event for each connection of which anything was stored, all with its number. */
  readonly commit: number;
  /** Keys whose view changed. Absent when there were too many to name: read again. */
  readonly keys?: readonly RecordKey[] | undefined;
  /** Id of the receipt that was committed. */
  readonly receipt?: string | undefined;
  readonly kinds: readonly ("records" | "quarantine" | "checkpoint" | "mutations" | "receipt" | "tokens" | "erased")[];
}

/** A page of anything, newest or smallest first as the reader says. `next` continues; absent at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/** Keys in ascending code-unit order; `after` is exclusive. */
export interface RecordRange {
  readonly after?: RecordKey | undefined;
  readonly limit: number;
}

/** Fields by which records of a stream are found, by the stream's name. Pointers into what a reader of {@link RecordView} sees. */
export type DeclaredIndexes = Readonly<Record<string, readonly Pointer[]>>;

/**
 * A store, opened for one tenant: its handle cannot name another.
 *
 * Guarantees of every implementation, checked by the conformance suite:
 * 1. `commit` is all or nothing, also when the process dies in it; what a rejected commit named is unchanged.
 * 2. Preconditions are judged inside the same commit that they guard; one that is false rejects with a `superseded` failure.
 * 3. Commits are numbered densely per tenant (1, 2, 3 …), and the number that `commit` returns is the one in its event.
 * 4. Events come after the commit, in order.
 * 5. Reads see the last completed commit. What was written comes back equal, integers beyond 2^53 (strings), `__proto__` keys and all.
 * 6. A row that cannot be read is a `storage` failure, never absent.
 * 7. Never an interactive transaction: nothing foreign is awaited while one is open.
 */
export interface Store {
  /** `false` when nothing outlives the page or process: said to the customer. */
  readonly durable: boolean;
  /** Why this store is not durable although a durable one was asked for. */
  readonly notDurableBecause?: Failure | undefined;
  /** What was stored here before is gone, and nobody here removed it. */
  readonly lostBecause?: Failure | undefined;
  /** How many changes of a connection were lost with it before it was known that they arrived, and nobody has taken note of. Absent: nobody watches. */
  readonly lostChanges?: ((connection: string) => number) | undefined;
  /**
   * A person has taken note of that many of them, which are not told of again. Absent: nobody watches.
   * @throws FailureError `conflict` when another number is lost by now; `storage` when it could not be written down.
   */
  readonly acknowledgeLoss?: ((connection: string, changes: number) => void) | undefined;
  commit(batch: Batch): Promise<number>;
  /** Number of the last commit; 0 before the first. */
  head(): Promise<number>;
  /** Hash of each key's base row, `undefined` where there is none, in the order asked. */
  hashes(connection: string, stream: string, keys: readonly RecordKey[]): Promise<readonly (string | undefined)[]>;
  /**
   * What `hashes` would have told when the handle last looked, at once and without a transaction; `undefined` where the handle does not remember all of it.
   * For who writes by it what expects it to be true. Absent: every look is one at what is stored.
   */
  readonly recall?:
    | ((connection: string, stream: string, keys: readonly RecordKey[]) => Recalled | undefined)
    | undefined;
  /** Base row of each key with what the vendor sent, `undefined` where there is none, in the order asked. */
  bases(connection: string, stream: string, keys: readonly RecordKey[]): Promise<readonly (BaseRecord | undefined)[]>;
  /** Absent when there is none, or when own changes delete it. */
  record(connection: string, stream: string, key: RecordKey): Promise<RecordView | undefined>;
  /** Views, ascending by key. Fewer than `limit` means the end. */
  records(connection: string, stream: string, range: RecordRange): Promise<readonly RecordView[]>;
  /**
   * Views by the value of a declared field, in the order of (value, key): null, false, true, numbers by size, text by code units. A record whose field is
   * absent, an object or a list has no place there. Own changes count: a record stands where what a reader sees of it belongs.
   * @throws FailureError `contract` for a field that is not declared, naming those that are; `invalid` for a range that cannot be read, and for
   * a cursor that no page gave.
   */
  recordsBy(connection: string, stream: string, query: IndexQuery): Promise<Page<RecordView>>;
  /**
   * From now on the records of a connection's streams are found by these fields and no others. Takes no commit number and changes nothing that is read:
   * an index is made behind the reads, and what it does not hold yet is found without it.
   */
  declareIndexes(connection: string, indexes: DeclaredIndexes): Promise<void>;
  /** Fields by which the stream's records are found, in any order. */
  indexes(connection: string, stream: string): Promise<readonly Pointer[]>;
  /** Keys of base rows, ascending. */
  keys(connection: string, stream: string, range: RecordRange): Promise<readonly RecordKey[]>;
  /** Number of base rows. Costs the same for ten as for a million. */
  count(connection: string, stream: string): Promise<number>;
  /** Blocks of seen keys of a run, in commit order. */
  seen(connection: string, stream: string, run: string): AsyncIterable<readonly RecordKey[]>;
  checkpoint(connection: string, stream: string): Promise<Checkpoint | undefined>;
  lease(connection: string, stream: string): Promise<Lease | undefined>;
  /** Newest first. `cursor` is a `next` of an earlier page. */
  receipts(
    connection: string,
    options: { readonly stream?: string | undefined; readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Page<Receipt>>;
  receipt(id: string): Promise<Receipt | undefined>;
  /** Newest first. A record that is kept aside again counts as new. */
  quarantine(
    connection: string,
    options: { readonly stream?: string | undefined; readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Page<QuarantinedRecord>>;
  quarantineCount(connection: string, stream: string): Promise<number>;
  /** What is kept aside under each id, `undefined` where nothing is, in the order asked. */
  quarantined(
    connection: string,
    stream: string,
    ids: readonly string[],
  ): Promise<readonly (QuarantinedRecord | undefined)[]>;
  /** What is remembered of each key's record beside its row, `undefined` where nothing is, in the order asked. */
  traces(connection: string, stream: string, keys: readonly RecordKey[]): Promise<readonly (RecordTrace | undefined)[]>;
  /** What is remembered of records beside their rows, ascending by key. Fewer than `limit` means the end. */
  removed(connection: string, stream: string, range: RecordRange): Promise<readonly RecordTrace[]>;
  /** In the order of their sequence. */
  mutations(
    connection: string,
    options: { readonly states: readonly Mutation["state"][]; readonly limit: number },
  ): Promise<readonly Mutation[]>;
  tokens(key: string): Promise<StoredTokens | undefined>;
  /** What was last learned of a bucket of a vendor's rate limit. */
  limits(bucket: string): Promise<LimitState | undefined>;
  subscribe(listener: (event: CommitEvent) => void): () => void;
  /**
   * Removes everything of a connection, or of the tenant when none is named: records, receipts, tokens and what its commits learned of limits.
   * Takes a commit number, so that readers notice; the numbering goes on.
   */
  erase(connection?: string): Promise<void>;
  /** Ends subscriptions and releases the platform's resources. Later calls reject. */
  close(): Promise<void>;
}
