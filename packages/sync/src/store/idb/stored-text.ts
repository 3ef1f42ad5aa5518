import { unstorable } from "./as-failure.ts";

/** The JSON text of something that is to be stored. What JSON would drop without a word, such as a function, is refused as a structured clone refuses it. */
export function storedText(value: object): string {
  if (!isJson(value)) throw unstorable();
  return JSON.stringify(value);
}

function isJson(value: unknown): boolean {
  if (typeof value === "object") return value === null || Object.values(value).every(isJson);
  return storable.has(typeof value);
}

const storable: ReadonlySet<string> = new Set(["string", "number", "boolean", "undefined"]);
