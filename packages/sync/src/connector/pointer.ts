import type { Json, JsonObject } from "./json.ts";
import type { Pointer } from "./refs.ts";

/** The members that a JSON Pointer names, unescaped, outermost first (RFC 6901 section 4). */
export function pointerSegments(pointer: Pointer): readonly string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A JSON Pointer to one member, with `~` and `/` escaped. */
export function pointerTo(...segments: readonly string[]): Pointer {
  let pointer: Pointer = "";
  for (const segment of segments) pointer = `${pointer}/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  return pointer;
}

/** True for an object as JSON has it: no array, no null. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return isObject(value);
}

/** The same of what nobody has read yet. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for an array as JSON has it; `Array.isArray` alone does not narrow a readonly one. */
export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * What a JSON Pointer (RFC 6901) finds in a value, or `undefined`. Own members only: `/__proto__` and `/constructor` find what the vendor sent under
 * these names, never what every object inherits.
 */
export function readPointer(value: Json, pointer: Pointer): Json | undefined {
  let found: Json | undefined = value;
  for (const segment of pointerSegments(pointer)) {
    found = member(found, segment);
    if (found === undefined) return undefined;
  }
  return found;
}

function member(value: Json | undefined, name: string): Json | undefined {
  if (isJsonArray(value)) return /^(0|[1-9]\d*)$/.test(name) ? value[Number(name)] : undefined;
  if (isJsonObject(value)) return Object.hasOwn(value, name) ? value[name] : undefined;
  return undefined;
}

/**
 * A copy of `value` with one member set; objects on the way are made as needed. What stands in the way and is no object is replaced.
 * The name `__proto__` becomes an ordinary member.
 */
export function writePointer(value: Json | undefined, pointer: Pointer, content: Json): Json {
  return write(value, pointerSegments(pointer), content);
}

function write(value: Json | undefined, segments: readonly string[], content: Json): Json {
  const [name, ...rest] = segments;
  if (name === undefined) return content;
  const members = isJsonObject(value) ? Object.entries(value).filter(([other]) => other !== name) : [];
  // fromEntries defines members instead of assigning them, so `__proto__` sets no prototype.
  return Object.fromEntries([...members, [name, write(member(value, name), rest, content)]]);
}
