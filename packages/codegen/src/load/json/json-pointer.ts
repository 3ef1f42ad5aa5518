import type { Json } from "@waybill/sync/connector";
import { isArray } from "./json-value.ts";

/** JSON pointer (RFC 6901) of a path of member names. */
export function formatPointer(segments: readonly (string | number)[]): string {
  let pointer = "";
  for (const segment of segments) pointer += `/${escapeSegment(String(segment))}`;
  return pointer;
}

/** The pointer of a member of what another pointer names. */
export function memberPointer(holder: string, name: string): `/${string}` {
  return `/${holder.slice(1)}${holder === "" ? "" : "/"}${escapeSegment(name)}`;
}

/** A member name as a JSON pointer writes it (RFC 6901, section 3). */
export function escapeSegment(segment: string): string {
  return /[~/]/.test(segment) ? segment.replaceAll("~", "~0").replaceAll("/", "~1") : segment;
}

/** Member names of a JSON pointer, or of the fragment of a `$ref` (percent-encoding undone, RFC 6901 section 6). */
export function parsePointer(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => (/[%~]/.test(segment) ? decode(segment).replaceAll("~1", "/").replaceAll("~0", "~") : segment));
}

/** The value at a path, or undefined. Reads own members only, so that `constructor` is a name like any other. */
export function valueAt(root: Json, segments: readonly string[]): Json | undefined {
  let value: Json | undefined = root;
  for (const segment of segments) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = isArray(value) ? value[Number(segment)] : value[segment];
  }
  return value;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
