import { directionOf } from "../format/foreign-name.ts";

/** English among text that runs the other way keeps its own order (Unicode UAX 9, 2.7). */
export function embedded(text: string, language: string): string {
  return directionOf(language) === "rtl" ? `\u2066${text}\u2069` : text;
}
