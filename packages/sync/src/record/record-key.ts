import { isFailureError } from "@waybill/transport";
import type { StreamContract } from "../connector/contract.ts";
import type { Json, JsonObject } from "../connector/json.ts";
import { readPointer } from "../connector/pointer.ts";
import type { Pointer } from "../connector/refs.ts";
import { hashRecord } from "./hash-record.ts";
import type { QuarantineReason, RecordKey } from "./record.ts";
import { recordLimits } from "./record-limits.ts";

/** Why a record could not be identified. `message` names fields, never values. */
export interface KeyRefusal {
  readonly ok: false;
  readonly reason: Extract<QuarantineReason, "missing_key" | "invalid_key" | "too_large">;
  readonly message: string;
  /** Field at fault, when one is. */
  readonly pointer?: Pointer | undefined;
}

export type KeyOutcome = { readonly ok: true; readonly key: RecordKey } | KeyRefusal;

/**
 * A record's identity within its stream. One key field gives its text, several the JSON array of their texts, none the hash of the content.
 * Strings, numbers and booleans are text, so that `1` and `"1"` name one record whichever a vendor happens to send.
 */
export function recordKey(contract: Pick<StreamContract, "primaryKey">, record: JsonObject): KeyOutcome {
  if (contract.primaryKey.length === 0) return contentKey(record);
  const parts: string[] = [];
  for (const pointer of contract.primaryKey) {
    const text = keyText(readPointer(record, pointer), pointer);
    if (typeof text !== "string") return text;
    parts.push(text);
  }
  return joined(parts, contract.primaryKey);
}

/** A key that was made before: read back from a store, or named by a product's own code. */
export function asRecordKey(text: string): RecordKey {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a text becomes a key
  return text as RecordKey;
}

function joined(parts: readonly string[], fields: readonly Pointer[]): KeyOutcome {
  const names = fields.join(", ");
  if (parts.every((part) => part === ""))
    return refused("missing_key", `Nothing identifies the record: ${names} is empty.`, fields[0]);
  const text = parts.length === 1 ? (parts[0] ?? "") : JSON.stringify(parts);
  if (text.length <= recordLimits.keyCharacters) return { ok: true, key: asRecordKey(text) };
  return refused("invalid_key", `The key ${names} is longer than ${recordLimits.keyCharacters} characters.`, fields[0]);
}

function keyText(part: Json | undefined, pointer: Pointer): string | KeyRefusal {
  if (part === undefined || part === null) {
    const state = part === null ? "null" : "absent";
    return refused("missing_key", `Nothing identifies the record: ${pointer} is ${state}.`, pointer);
  }
  if (typeof part !== "object") return String(part);
  return refused(
    "invalid_key",
    `The key field ${pointer} holds an object or a list, and a key is a single value.`,
    pointer,
  );
}

function contentKey(record: JsonObject): KeyOutcome {
  try {
    return { ok: true, key: asRecordKey(hashRecord(record)) };
  } catch (error) {
    if (!isFailureError(error) || error.code !== "too_large") throw error;
    return refused("too_large", error.message);
  }
}

function refused(reason: KeyRefusal["reason"], message: string, pointer?: Pointer): KeyRefusal {
  return { ok: false, reason, message, ...(pointer !== undefined && { pointer }) };
}
