import { failure, FailureError } from "@waybill/transport";
import type { Json, JsonObject } from "../connector/json.ts";
import { recordLimits } from "./record-limits.ts";

/**
 * JSON text that is equal for equal values: members sorted by UTF-16 code units, no spaces, numbers and strings as ECMAScript writes them (the
 * form of RFC 8785). A member named `__proto__` is a member like any other, and one whose value is `undefined` is absent.
 *
 * Throws a {@link FailureError} `too_large` for a value nested deeper, or written longer, than `recordLimits`.
 */
export function canonicalJson(value: Json): string {
  const text = write(value, 0);
  if (text.length > recordLimits.characters)
    throw tooLarge(`its text is longer than ${recordLimits.characters} characters`);
  return text;
}

function write(value: Json, depth: number): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (depth === recordLimits.depth) throw tooLarge(`it is nested deeper than ${recordLimits.depth} levels`);
  return isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1);
}

function writeArray(items: readonly Json[], depth: number): string {
  let text = "[";
  for (const item of items) text += text === "[" ? write(item, depth) : `,${write(item, depth)}`;
  return `${text}]`;
}

function writeObject(object: JsonObject, depth: number): string {
  let text = "{";
  for (const name of Object.keys(object).toSorted()) {
    const value = object[name];
    if (value === undefined) continue;
    text += `${text === "{" ? "" : ","}${quoted(name)}:${write(value, depth)}`;
  }
  return `${text}}`;
}

/** What JSON escapes: quotes, backslashes, control characters, surrogates without their other half. */
const escaped = /["\\\p{Cc}\ud800-\udfff]/u;

/** Most strings need no escapes, and are not worth a call of the platform. */
function quoted(text: string): string {
  return escaped.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** `Array.isArray` alone does not narrow a readonly array. */
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function tooLarge(why: string): FailureError {
  const message = `A record cannot be stored: ${why}. It is kept aside so that the rest of the stream goes on.`;
  return new FailureError(failure("too_large", { message, origin: "provider" }));
}
