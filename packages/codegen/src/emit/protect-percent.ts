import type { Json, JsonObject } from "@waybill/sync/connector";
import { isArray } from "../load/json-value.ts";

export interface Protected {
  readonly document: JsonObject;
  /** Puts the signs back into what was written from the document. */
  restore(text: string): string;
}

/** Code points that are no characters and that no document means (Unicode, section 23.7). */
const STAND_INS = Array.from({ length: 32 }, (_, index) => String.fromCharCode(0xfdd0 + index));

/**
 * A document whose per cent signs are stood in for. The writer of types takes every name for a part of a URL and undoes escapes in it, so that `100%`
 * stops it and `a%20b` becomes another name.
 */
export function protectPercent(document: JsonObject): Protected {
  if (!hasPercentName(document)) return { document, restore: (written) => written };
  const text = JSON.stringify(document);
  const standIn = text.includes("%") ? STAND_INS.find((each) => !text.includes(each)) : undefined;
  if (standIn === undefined) return { document, restore: (written) => written };
  const escaped = new RegExp(String.raw`${standIn}|\\u${standIn.charCodeAt(0).toString(16)}`, "gi");
  return {
    document: JSON.parse(text.replaceAll("%", standIn)),
    restore: (written) => written.replaceAll(escaped, "%"),
  };
}

/** Member names, and the names of parameters. */
function hasPercentName(value: Json): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isArray(value)) return value.some(hasPercentName);
  for (const key of Object.keys(value)) {
    const member = value[key] ?? null;
    if (key.includes("%") || (key === "name" && typeof member === "string" && member.includes("%"))) return true;
    if (typeof member === "object" && hasPercentName(member)) return true;
  }
  return false;
}
