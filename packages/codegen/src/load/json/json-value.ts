import type { Json, JsonArray, JsonObject } from "@waybill/sync/connector";

/** True for an object that is neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for a JSON array (the built-in check widens read-only arrays to `any[]`). */
export function isArray(value: Json | undefined): value is JsonArray {
  return Array.isArray(value);
}

/** The member as an object; an empty object where it is anything else. */
export function objectAt(value: JsonObject | undefined, key: string): JsonObject {
  const member = value !== undefined && Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(member) ? member : {};
}

/** The member as an array; empty where it is anything else. */
export function arrayAt(value: JsonObject | undefined, key: string): JsonArray {
  const member = value?.[key];
  return isArray(member) ? member : [];
}

/** The member as text, or undefined. */
export function textAt(value: JsonObject | undefined, key: string): string | undefined {
  const member = value?.[key];
  return typeof member === "string" ? member : undefined;
}

/** The member as a number, or undefined. Documents in the wild write some limits as digits in quotes. */
export function numberAt(value: JsonObject | undefined, key: string): number | undefined {
  const member = value?.[key];
  if (typeof member === "number") return member;
  return typeof member === "string" && /^\d+$/.test(member) ? Number(member) : undefined;
}
