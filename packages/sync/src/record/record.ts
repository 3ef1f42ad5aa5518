import type { Json, JsonObject } from "../connector/json.ts";

declare const recordKeyBrand: unique symbol;
/** A record's identity within its stream. Made by `recordKey`, never by hand. */
export type RecordKey = string & { readonly [recordKeyBrand]: true };

/** What the vendor said of one record. Written by pulls only. */
export interface BaseRecord {
  readonly key: RecordKey;
  readonly data: JsonObject;
  /** Hash of `data` in canonical form: equal hashes mean nothing changed. */
  readonly hash: string;
  /** Run that last wrote it. */
  readonly run: string;
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
  /** Epoch milliseconds. */
  readonly at: number;
}
