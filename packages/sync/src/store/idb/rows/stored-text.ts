import { unstorable } from "../../storage-failure.ts";

/** The JSON text of something that is to be stored. What JSON would drop without a word, such as a function, is refused as a structured clone refuses it. */
export function storedText(value: object): string {
  try {
    if (isJson(value)) return JSON.stringify(value);
  } catch (cause) {
    // It holds itself, is too deep, or cannot be looked at.
    throw unstorable(cause);
  }
  throw unstorable();
}

function isJson(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return membersAreJson(value);
  return typeof value !== "function" && typeof value !== "symbol" && typeof value !== "bigint";
}

/** A loop over names: this looks at every member of every record, and `Object.values` would make a list of each. */
function membersAreJson(value: object): boolean {
  for (const name in value) if (Object.hasOwn(value, name) && !isJson(Reflect.get(value, name))) return false;
  return true;
}
