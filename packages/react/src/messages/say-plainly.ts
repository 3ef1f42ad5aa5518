import { embedded } from "./embedded.ts";
import type { Message } from "./text.ts";

/** A text without places to fill and without a number. */
export type PlainText = readonly [key: string, english: string];

/** What a product gives in place of English texts; `language` is theirs. */
export type GivenMessages = Readonly<Record<string, Message | undefined>>;

/** BCP 47. Without a language texts are English. */
export function languageOf({ language }: { readonly language?: string | undefined }): string {
  return language ?? "en";
}

/** Says a plain text in the language of `given`, or in English when it lacks the text: all that a badge says, without plurals and templates. */
export function sayPlainly(given: GivenMessages & { readonly language?: string }, [key, english]: PlainText): string {
  const own = given[key];
  if (own === undefined) return embedded(english, languageOf(given));
  return typeof own === "string" ? own : own.other;
}
