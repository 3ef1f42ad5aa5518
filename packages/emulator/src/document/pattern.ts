import type { Json } from "@waybill/sync/connector";

/** Does the text match a schema's `pattern`? A pattern of another dialect cannot be held against the text. */
export function matchesPattern(pattern: Json | undefined, text: string): boolean {
  if (typeof pattern !== "string") return true;
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return true;
  }
}
