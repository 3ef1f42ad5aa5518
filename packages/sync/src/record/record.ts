import type { Json, JsonObject } from "../connector/json.ts";

declare const recordKeyBrand: unique symbol;
/** A record's identity within its stream. Made by `recordKey`, never by hand. */
export type RecordKey = string & { readonly [recordKeyBrand]: true };

/** A write of a record, or its being kept aside. */
export interface Touch {
  /** Run, replay or remap: the id of its receipt. */
  readonly run: string;
  /** Page of the run that brought it, counted from 1; absent where no page did. */
  readonly page?: number | undefined;
  /** Why it was kept aside then; absent where it was stored. */
  readonly kept?: QuarantineReason | undefined;
  /** When a person discarded what was kept aside, epoch milliseconds. Absent: nobody did, or an earlier version, which did not note it. */
  readonly discardedAt?: number | undefined;
  /** Whether it removed the record. Absent: it did not. */
  readonly removed?: true | undefined;
}

/**
 * What is remembered of a record beside its row, and nothing of what it held: of a removed one what touched it, of a stored one what was kept aside of it
 * since its last write. Kept as long as the receipt of the run that touched it last, and not at all where a class keeps the key from being told.
 */
export interface RecordTrace {
  readonly key: RecordKey;
  /** Oldest first: the last few. */
  readonly touches: readonly Touch[];
}

/** What the vendor said of one record. Written by pulls only. */
export interface BaseRecord {
  readonly key: RecordKey;
  /** As the product reads it: mapped, where the stream has a mapping. */
  readonly data: JsonObject;
  /** What the vendor sent, where `data` was made of it. Absent: `data` is what was sent. */
  readonly raw?: JsonObject | undefined;
  /** Hash of what the vendor sent, in canonical form: equal hashes mean nothing changed. */
  readonly hash: string;
  /** Run that last wrote it. */
  readonly run: string;
  /** Page of that run, counted from 1. */
  readonly page?: number | undefined;
  /** What touched it before, oldest first: the last few. */
  readonly earlier?: readonly Touch[] | undefined;
}

/** Own unsent changes to one record. Written by the outbox only. */
export interface OverlayRecord {
  readonly key: RecordKey;
  /** Members that differ from base, or null when the record is to be deleted. */
  readonly patch: JsonObject | null;
  /** Mutations that it stands for, oldest first. */
  readonly mutations: readonly string[];
}

/** A record as a product reads it: base with the overlay laid on top. */
export interface RecordView {
  readonly key: RecordKey;
  readonly data: JsonObject;
  /** Whether own changes are not yet confirmed by the vendor. */
  readonly pending: boolean;
  /** Number of the commit that last changed it. */
  readonly commit: number;
}

/** Why a record could not be accepted. */
export type QuarantineReason =
  | "not_a_record"
  | "missing_key"
  | "invalid_key"
  | "missing_cursor"
  | "validation"
  | "mapping"
  | "too_large";

/** A record that arrived and could not be accepted, kept whole and replayable. */
export interface QuarantinedRecord {
  readonly id: string;
  readonly stream: string;
  readonly run: string;
  readonly reason: QuarantineReason;
  /** For developers; names fields, never values. */
  readonly message: string;
  /** Field at fault, when one is. */
  readonly pointer?: string | undefined;
  readonly raw: Json;
  /** When the record could be identified all the same. */
  readonly key?: RecordKey | undefined;
  /** Its cursor-field value, as the vendor writes it. */
  readonly cursor?: string | undefined;
  /** Page of the run that brought it, counted from 1. */
  readonly page?: number | undefined;
  /** The record of the parent stream that it was listed for. */
  readonly parent?: RecordKey | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
}
