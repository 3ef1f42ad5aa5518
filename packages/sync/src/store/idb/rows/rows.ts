import type { LimitState, StoredTokens } from "@waybill/transport";
import { isObject } from "../../../connector/pointer.ts";
import { checkpointFormat } from "../../../pull/checkpoint/checkpoint.ts";
import type { Checkpoint } from "../../../pull/checkpoint/checkpoint.ts";
import type { Mutation } from "../../../push/mutation.ts";
import { receiptFormat } from "../../../receipt/receipt.ts";
import type { Receipt } from "../../../receipt/receipt.ts";
import type { QuarantinedRecord, RecordKey, RecordTrace } from "../../../record/record.ts";
import type { CommitEvent, Lease } from "../../contract.ts";
import type { BaseRow, OverlayRow } from "../../record-view.ts";
import { storageDamaged } from "../../storage-failure.ts";
import type { Entries } from "../segments/segment.ts";

/** What is kept of a stream as a whole: one row, since most commits change several of its members. */
export interface StreamRow {
  /** Records from the vendor, and records kept aside, counted as they are written, so that a count is one read. */
  readonly base: number;
  readonly quarantine: number;
  /** The counter of segments when one of the stream's was last added or taken away; 0: it has none yet. */
  readonly version: number;
  /** The counter of segments when one of the stream's was last taken away, or when the row was made. */
  readonly epoch: number;
  /**
   * What the last step of compaction knew: as of change `version` of the segments, the rows are what they were as of change `rows`. A commit leaves it as it
   * is, and it says nothing of the versions since. Absent: there was none.
   */
  readonly packed?: Packing | undefined;
  readonly lease?: Lease | undefined;
  readonly checkpoint?: StoredCheckpoint | undefined;
  /** Blocks of seen keys that do not fill a row yet. */
  readonly seen?: SeenRow | undefined;
  /** Of an index, which is kept as a stream of its own: how much of what it indexes it holds. */
  readonly covered?: Covered | undefined;
}

export interface Packing {
  readonly version: number;
  readonly rows: number;
}

/** The version as of which the rows are what they are now. */
export function rowsVersion({ version, packed }: Pick<StreamRow, "version" | "packed">): number {
  return packed?.version === version ? packed.rows : version;
}

/** An index holds every record of the segments up to this id, and every record that was written up to this commit wherever it lies now. */
export interface Covered {
  readonly segments: number;
  readonly commit: number;
}

/** Of an index that has still to be made. */
export const nothingCovered: Covered = { segments: 0, commit: 0 };

/** A checkpoint as JSON text, which costs less to keep than its many members, and its version, by which commits are judged. */
export interface StoredCheckpoint {
  readonly version: number;
  readonly text: string;
}

/** An own change, or the trace of one that settled: the base shows anew since that commit. */
export type OwnRow = OverlayRow | SettledRow;

export interface SettledRow {
  readonly key: RecordKey;
  readonly settled: true;
  readonly commit: number;
}

/** Blocks of keys that a run has seen, ascending by commit. */
export interface SeenRow {
  readonly run: string;
  readonly blocks: readonly SeenBlock[];
}

export interface SeenBlock {
  readonly commit: number;
  readonly count: number;
  /** The keys as JSON text. */
  readonly keys: string;
}

export interface QuarantineRow {
  readonly connection: string;
  readonly stream: string;
  readonly order: number;
  readonly record: QuarantinedRecord;
}

export interface MutationRow {
  readonly connection: string;
  readonly state: string;
  readonly sequence: number;
  readonly mutation: Mutation;
}

export interface ReceiptRow {
  readonly connection: string;
  readonly stream: string;
  readonly commit: number;
  readonly id: string;
  readonly receipt: Receipt;
}

/** A token set or a limit, and the connection whose erasure removes it. */
export interface OwnedRow<T> {
  readonly connection: string;
  readonly value: T;
}

/** What one commit told, and the tenant's counters since; of the last row of all, the counters as they are. */
export interface ChangeRow {
  readonly commit: number;
  /** How many records were ever kept aside. */
  readonly arrivals: number;
  /** The last id of a segment. */
  readonly segments: number;
  /** The commit of the last erasure or removal of tokens. Absent: there was none. */
  readonly erased?: number | undefined;
  readonly events: readonly CommitEvent[];
}

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const whole: Check = (value) => Number.isSafeInteger(value);
const finite: Check = (value) => Number.isFinite(value);
const list: Check = (value) => Array.isArray(value);
const nullable =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const exactly =
  (wanted: unknown): Check =>
  (value) =>
    value === wanted;
const shape =
  (members: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) && Object.entries(members).every(([name, check]) => check(Reflect.get(Object(value), name)));

/** Columns of one length, and somewhere for each entry to come from. */
function isTable(value: unknown): boolean {
  const { keys, ends, origin, origins, hashes, sealed }: Record<string, unknown> = Object(value);
  const count = Array.isArray(keys) ? keys.length : undefined;
  const columns = [keys, ends, origin, sealed instanceof Uint8Array ? keys : hashes];
  return Array.isArray(origins) && columns.every((each) => Array.isArray(each) && each.length === count);
}

/** A row from what was stored: `undefined` where there is none, a `storage` failure for anything that a commit does not write. */
type Reader<T> = (value: unknown) => T | undefined;

/** Checks what a wrong version or a damaged disk would break, not each member: nobody else writes to the database. */
function reader<T>(what: string, check: Check): Reader<T> {
  const isRow = (value: unknown): value is T => check(value);
  return (value) => {
    if (value === undefined) return undefined;
    if (isRow(value)) return value;
    throw unreadable(what);
  };
}

export function unreadable(what: string): Error {
  return storageDamaged(`A stored ${what} cannot be read: this version writes another form. Nothing was changed.`);
}

export const readEntries: Reader<Entries> = reader("segment", (value) => isTable(value));
export const readBase: Reader<BaseRow> = reader(
  "record",
  shape({ key: text, data: isObject, hash: text, run: text, commit: whole }),
);
const settledRow = shape({ key: text, settled: exactly(true), commit: whole });
const overlayRow = shape({ key: text, patch: nullable(isObject), mutations: list, commit: whole });
export const readOwn: Reader<OwnRow> = reader("own change", (value) => settledRow(value) || overlayRow(value));
const seenRow = shape({
  run: text,
  blocks: (value) => Array.isArray(value) && value.every(shape({ commit: whole, count: whole, keys: text })),
});
export const readSeen: Reader<SeenRow> = reader("block of seen keys", seenRow);
const lease = shape({ owner: text, token: whole, heartbeat: whole });
const covered = shape({ segments: whole, commit: whole });
const packing = shape({ version: whole, rows: whole });
const countsOfStream = shape({ base: whole, quarantine: whole, version: whole, epoch: whole });
/** The parts of a stream's row are judged one by one, so that a failure says which cannot be read. */
export function readStream(value: unknown): StreamRow | undefined {
  const row = readStreamCounts(value);
  readLease(row?.lease);
  readStoredCheckpoint(row?.checkpoint);
  readSeen(row?.seen);
  readCovered(row?.covered);
  readPacking(row?.packed);
  return row;
}
const readStreamCounts: Reader<StreamRow> = reader("count", countsOfStream);
const readCovered: Reader<Covered> = reader("index", covered);
const readPacking: Reader<Packing> = reader("step of compaction", packing);
const readLease: Reader<Lease> = reader("lease", lease);
const readStoredCheckpoint: Reader<StoredCheckpoint> = reader("checkpoint", shape({ version: whole, text }));
const readCheckpointRow: Reader<Checkpoint> = reader(
  "checkpoint",
  shape({ format: exactly(checkpointFormat), version: whole, contract: isObject }),
);
export function readCheckpoint(stored: StoredCheckpoint | undefined): Checkpoint | undefined {
  return stored === undefined ? undefined : readCheckpointRow(parsed(stored.text, "checkpoint"));
}
export const readQuarantine: Reader<QuarantineRow> = reader(
  "quarantined record",
  shape({ stream: text, order: whole, record: shape({ id: text, stream: text, reason: text }) }),
);
export const readTrace: Reader<RecordTrace> = reader("trace of a removed record", shape({ key: text, touches: list }));
export const readMutation: Reader<MutationRow> = reader(
  "mutation",
  shape({ mutation: shape({ format: exactly(1), id: text, key: text, state: text, sequence: whole }) }),
);
export const readReceipt: Reader<ReceiptRow> = reader(
  "receipt",
  shape({ commit: whole, receipt: shape({ format: exactly(receiptFormat), id: text, kind: text, outcome: text }) }),
);
export const readTokens: Reader<OwnedRow<StoredTokens>> = reader(
  "token set",
  shape({ connection: text, value: shape({ format: exactly(1), accessToken: text }) }),
);
export const readLimits: Reader<OwnedRow<LimitState>> = reader(
  "rate limit",
  // What a call costs may be a fraction, and a window of which nothing is told yet counts what has been taken below zero.
  shape({ connection: text, value: shape({ remaining: finite, resetAt: (at) => typeof at === "number" }) }),
);
export const readChange: Reader<ChangeRow> = reader(
  "commit number",
  shape({ commit: whole, arrivals: whole, segments: whole, events: list }),
);

/** JSON text that was stored; a `storage` failure for what is none. */
export function parsed(json: string, what: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw unreadable(what);
  }
}

/** Rows that a range gave: none of them may be absent. */
export function readAll<T>(read: Reader<T>, values: readonly unknown[]): readonly T[] {
  return values.map((value) => {
    const row = read(value);
    if (row === undefined) throw unreadable("row");
    return row;
  });
}
