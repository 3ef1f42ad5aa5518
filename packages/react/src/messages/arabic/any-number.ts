import type { PluralForms } from "../text.ts";

/** A sentence that puts the number where no word has to agree with it. */
export function anyNumber(text: string): PluralForms {
  return { zero: text, one: text, two: text, few: text, many: text, other: text };
}
