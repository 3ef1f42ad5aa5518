import type { Json, JsonArray, JsonObject } from "@waybill/sync/connector";

/** The reference tokens of a JSON Pointer, unescaped (RFC 6901, section 4). `""` has none. */
export function tokensOf(pointer: string): readonly string[] {
  if (pointer === "") return [];
  const tokens = pointer.slice(1).split("/");
  return pointer.includes("~") ? tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~")) : tokens;
}

/** The pointer that `tokens` spell. */
export const pointerTo = (tokens: readonly string[]): string =>
  tokens.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** The value at `pointer`, or undefined. Own members only: a pointer never reaches a prototype. */
export function read(value: Json | undefined, pointer: string): Json | undefined {
  return tokensOf(pointer).reduce<Json | undefined>((at, token) => memberOf(at, token), value);
}

/**
 * Sets the value at `pointer` in place, making objects on the way: for drafts made here, which nobody else holds yet.
 * Hostile member names stay plain members. The root itself cannot be set.
 */
export function write(draft: Json, pointer: string, value: Json): void {
  const tokens = tokensOf(pointer);
  const last = tokens.at(-1);
  if (last === undefined) return;
  let at = draft;
  for (const [index, token] of tokens.slice(0, -1).entries()) at = step(at, token, tokens[index + 1] ?? last);
  assign(at, last, value);
}

/** Removes the member at `pointer` in place, if it is there. */
export function remove(draft: Json, pointer: string): void {
  const tokens = tokensOf(pointer);
  const holder = read(draft, pointerTo(tokens.slice(0, -1)));
  const last = tokens.at(-1);
  if (isObject(holder) && last !== undefined) Reflect.deleteProperty(holder, last);
}

/** A copy that nobody else holds: a draft to write to. Far cheaper than `structuredClone`, which is made for more than JSON. */
export function copied(value: Json): Json {
  if (isArray(value)) return value.map(copied);
  if (!isObject(value)) return value;
  const copy: Draft = {};
  for (const [name, member] of Object.entries(value)) put(copy, name, copied(member));
  return copy;
}

export const isArray = (value: Json | undefined): value is JsonArray => Array.isArray(value);

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A scalar as text, as URLs and headers carry it; anything else as JSON. */
export function asText(value: Json | undefined): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : `${value}`;
}

function memberOf(value: Json | undefined, token: string): Json | undefined {
  if (isArray(value)) return /^\d+$/.test(token) ? value[Number(token)] : undefined;
  return isObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}

function step(at: Json, token: string, following: string): Json {
  const found = memberOf(at, token);
  if (typeof found === "object" && found !== null) return found;
  const made: Json = following === "0" ? [] : {};
  assign(at, token, made);
  return made;
}

function assign(at: Json, token: string, value: Json): void {
  if (isArray(at)) Reflect.set(at, token, value);
  else if (isObject(at)) put(at, token, value);
}

/** An object in the making, which nobody else holds yet. */
export interface Draft {
  [name: string]: Json;
}

/** Sets a member of a draft; one named `__proto__` is a member like any other. */
export function put(draft: Draft, name: string, value: Json): void {
  if (name === "__proto__")
    Object.defineProperty(draft, name, { value, writable: true, enumerable: true, configurable: true });
  else draft[name] = value;
}
