import { failure, FailureError } from "@waybill/transport";
import type { JsonObject } from "../connector/json.ts";
import { canonicalJson } from "./canonical-json.ts";
import { recordLimits } from "./record-limits.ts";

/**
 * What a product's own function made of a record, when that is plain JSON: no class instance, no function, no number without a value. It must come
 * back from any store as it was.
 *
 * Throws a {@link FailureError}: `invalid` naming the place, `too_large` beyond `recordLimits`.
 */
export function plainRecord(made: unknown): JsonObject {
  const wrong = isPlainObject(made) ? misfit(made, "", 0) : "the whole";
  if (wrong !== undefined) throw notJson(wrong);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every member was looked at
  const record = made as JsonObject;
  canonicalJson(record);
  return record;
}

/** Pointer of the first value that JSON cannot say. */
function misfit(value: unknown, at: string, depth: number): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : at;
  if (typeof value !== "object" || value === null) return isScalar(value) ? undefined : at;
  if (depth > recordLimits.depth) return undefined;
  if (!Array.isArray(value) && !isPlainObject(value)) return at;
  for (const [name, member] of Object.entries(value)) {
    const found = misfit(member, `${at}/${name}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === "string" || typeof value === "boolean";
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function notJson(where: string): FailureError {
  const message = `The mapping function made something at ${where} that is not JSON, so the record is kept aside. Return plain JSON there.`;
  return new FailureError(failure("invalid", { message, origin: "us" }));
}
