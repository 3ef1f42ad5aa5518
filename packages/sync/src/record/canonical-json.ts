import { failure, FailureError } from "@waybill/transport";
import type { Json } from "../connector/json.ts";
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
  if (isArray(value)) {
    const items = Array.from(value, (item) => inOrder(item, depth + 1));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  const names = namesInOrder(Object.keys(value));
  if (names === undefined) return undefined;
  const ordered: Record<string, Json> = {};
  for (const name of names) {
    const member = value[name];
    if (member === undefined) continue;
    const inside = inOrder(member, depth + 1);
    if (inside === undefined) return undefined;
    ordered[name] = inside;
  }
  return ordered;
}

/** Lists of names by their length, as they came last and sorted: those of a stream's records come time and again, and to compare them costs less than to sort. */
const sortings: (readonly [names: readonly string[], sorted: readonly string[] | undefined])[] = [];

/** Characters of all names of a list that is remembered. */
const mostCharacters = 2_000;

/** `undefined` where an object cannot keep the order. */
function namesInOrder(names: readonly string[]): readonly string[] | undefined {
  const [known, before] = sortings[names.length] ?? [];
  if (known?.every((name, at) => name === names[at])) return before;
  const sorted = names.some(isAwkward) ? undefined : names.toSorted();
  if (names.join("").length <= mostCharacters) sortings[names.length] = [names, sorted];
  return sorted;
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
  const inside = isArray(value)
    ? Array.from(value, (item) => write(item, depth + 1))
    : Object.keys(value)
        .toSorted()
        .flatMap((name) => {
          const member = value[name];
          return member === undefined ? [] : `${JSON.stringify(name)}:${write(member, depth + 1)}`;
        });
  // An item that no JSON is has no text: it is named, so that it is not taken for none.
  return isArray(value) ? `[${inside.map(String).join()}]` : `{${inside.join()}}`;
}

/** `Array.isArray` alone does not narrow a readonly array. */
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function tooLarge(why: string): FailureError {
  const message = `A record cannot be stored: ${why}. It is kept aside.`;
  return new FailureError(failure("too_large", { message, origin: "provider" }));
}
