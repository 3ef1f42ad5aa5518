import { isFailureError } from "@waybill/transport";
import type { Deletes, StreamContract } from "../../connector/contract.ts";
import type { Json, JsonObject } from "../../connector/json.ts";
import { isJsonObject, readPointer } from "../../connector/pointer.ts";
import { canonicalJson } from "../../record/canonical-json.ts";
import { hashRecord } from "../../record/hash-record.ts";
import { recordKey } from "../../record/record-key.ts";
import type { QuarantineReason, RecordKey } from "../../record/record.ts";
import { cursorOf } from "../checkpoint/cursor-value.ts";
import type { CursorValue } from "../checkpoint/cursor-value.ts";

/** What one item of a page turns out to be. */
export type SortedItem =
  | SortedRecord
  | { readonly kind: "tombstone"; readonly key: RecordKey; readonly cursor: CursorValue | undefined }
  | RefusedItem;

export interface SortedRecord {
  readonly kind: "record";
  readonly key: RecordKey;
  readonly data: JsonObject;
  /** What the vendor sent, once `data` was made of it. */
  readonly raw?: JsonObject | undefined;
  /** Of what the vendor sent. */
  readonly hash: string;
  readonly cursor: CursorValue | undefined;
}

export interface RefusedItem {
  readonly kind: "refused";
  readonly reason: QuarantineReason;
  /** Names fields, never values. */
  readonly message: string;
  readonly pointer?: string | undefined;
  /** When the record could be identified all the same. */
  readonly key?: RecordKey | undefined;
  readonly cursor?: CursorValue | undefined;
  readonly raw: Json;
}

/** What a sorter reads of a contract. */
export type SortingContract = Pick<StreamContract, "primaryKey" | "incremental" | "deletes">;

/** Identifies and hashes one item, as the vendor sent it. A function of the contract and the item alone, so that a replay judges as the run did. */
export function sortItem(contract: SortingContract, item: Json): SortedItem {
  const sorted = judged(contract, item);
  return sorted.kind === "refused" ? { ...sorted, raw: storable(sorted.raw) } : sorted;
}

function judged(contract: SortingContract, item: Json): SortedItem {
  if (item === null) return { kind: "refused", reason: "not_a_record", message: "The item is null.", raw: item };
  const data = recordOf(item);
  const identified = recordKey(contract, data);
  if (!identified.ok) {
    const { reason, message, pointer } = identified;
    return { kind: "refused", reason, message, pointer, raw: item };
  }
  const { key } = identified;
  const { incremental } = contract;
  const cursor = incremental === undefined ? undefined : cursorOf(data, incremental);
  if (contract.deletes !== undefined && isDeleted(data, contract.deletes)) return { kind: "tombstone", key, cursor };
  if (incremental !== undefined && cursor === undefined) {
    const pointer = incremental.cursorField;
    const message = `The cursor field ${pointer} is missing or is no ${incremental.format} value.`;
    return { kind: "refused", reason: "missing_cursor", message, pointer, key, raw: item };
  }
  return hashed({ key, data, cursor, raw: item });
}

/** An item that is no object is one with a single member. */
export function recordOf(item: Json): JsonObject {
  return isJsonObject(item) ? item : { value: item };
}

interface Identified {
  readonly key: RecordKey;
  readonly data: JsonObject;
  readonly cursor: CursorValue | undefined;
  readonly raw: Json;
}

function hashed({ key, data, cursor, raw }: Identified): SortedItem {
  try {
    return { kind: "record", key, data, hash: hashRecord(data), cursor };
  } catch (error) {
    if (!isFailureError(error) || error.code !== "too_large") throw error;
    return { kind: "refused", reason: "too_large", message: error.message, key, cursor, raw };
  }
}

/** What is too deep or too large to walk is kept as text; beyond what the platform itself can write, nothing is left. */
function storable(raw: Json): Json {
  try {
    canonicalJson(raw);
    return raw;
  } catch {
    return textOf(raw);
  }
}

function textOf(raw: Json): Json {
  try {
    return JSON.stringify(raw);
  } catch {
    return null;
  }
}

/** With `values`: the field holds one of them (single values; no object is one). Without: it holds anything but null and false. */
function isDeleted(data: JsonObject, deletes: Deletes): boolean {
  const value = readPointer(data, deletes.field);
  if (value === undefined) return false;
  if (deletes.values === undefined) return value !== null && value !== false;
  return deletes.values.includes(value);
}
