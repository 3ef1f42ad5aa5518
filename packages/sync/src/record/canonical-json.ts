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
  const ordered = inOrder(value, 0);
  const text = ordered === undefined ? write(value, 0) : JSON.stringify(ordered);
  if (text.length > recordLimits.characters)
    throw tooLarge(`its text is longer than ${recordLimits.characters} characters`);
  return text;
}

/**
 * The same value with its members in order, for the platform to write, which takes half as long as doing it here. `undefined` where an object cannot
 * keep the order: it puts names that are numbers first, and takes `__proto__` for no member.
 */
function inOrder(value: Json, depth: number): Json | undefined {
  if (typeof value !== "object" || value === null) return value;
  requireShallow(depth);
  if (isArray(value)) return itemsInOrder(value, depth + 1);
  const ordered: Record<string, Json> = {};
  for (const name of Object.keys(value).toSorted()) {
    const member = value[name];
    if (member === undefined) continue;
    const inside = isAwkward(name) ? undefined : inOrder(member, depth + 1);
    if (inside === undefined) return undefined;
    ordered[name] = inside;
  }
  return ordered;
}

function itemsInOrder(items: readonly Json[], depth: number): Json | undefined {
  const ordered: Json[] = [];
  for (const item of items) {
    const inside = inOrder(item, depth);
    if (inside === undefined) return undefined;
    ordered.push(inside);
  }
  return ordered;
}

function isAwkward(name: string): boolean {
  const first = name.charCodeAt(0);
  return (first >= 0x30 && first <= 0x39) || name === "__proto__";
}

function requireShallow(depth: number): void {
  if (depth === recordLimits.depth) throw tooLarge(`it is nested deeper than ${recordLimits.depth} levels`);
}

function write(value: Json, depth: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  requireShallow(depth);
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
    text += `${text === "{" ? "" : ","}${JSON.stringify(name)}:${write(value, depth)}`;
  }
  return `${text}}`;
}

/** `Array.isArray` alone does not narrow a readonly array. */
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function tooLarge(why: string): FailureError {
  const message = `A record cannot be stored: ${why}. It is kept aside so that the rest of the stream goes on.`;
  return new FailureError(failure("too_large", { message, origin: "provider" }));
}
