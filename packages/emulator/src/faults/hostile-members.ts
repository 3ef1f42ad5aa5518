import type { Json } from "@waybill/sync/connector";
import { isObject, write } from "../document/pointer.ts";

/** Names that reach a prototype where members are assigned carelessly, and texts that break layouts, encoders, databases and logs. */
export const hostile: readonly (readonly [string, Json])[] = [
  ["__proto__", { polluted: true }],
  ["constructor", { prototype: { polluted: true } }],
  ["toString", "not a function"],
  ["", "a member without a name"],
  ["right_to_left", "\u202Egnp.exe \u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627\u2066"],
  ["lone_surrogates", "\uD800 before, after \uDFFF"],
  ["nul", "before\u0000after"],
  ["controls", "\u0007\u001B[31m\u2028\u2029\uFEFF"],
  ["markup", `<img src=x onerror="throw 1">'; DROP TABLE records; --`],
  [`long_${"n".repeat(10_000)}`, true],
];

/** Adds them to the draft, as plain members of their own. */
export function hostileMembers(draft: Json): void {
  if (!isObject(draft)) return;
  for (const [name, value] of hostile) write(draft, `/${name}`, structuredClone(value));
}
