import type { JsonObject } from "../connector/json.ts";
import { canonicalJson } from "./canonical-json.ts";
import { hashText } from "./hash-text.ts";

/**
 * Hash of a record's content, 32 hexadecimal digits: equal for equal content in whatever order its members arrive.
 * Throws a `too_large` failure for a record beyond `recordLimits`.
 */
export function hashRecord(data: JsonObject): string {
  return hashText(canonicalJson(data));
}
