import type { Messages } from "@waybill/react";
import { de as deMessages } from "@waybill/react/messages/de";
import { storedChoice, type StoredChoice } from "../shell/stored-choice.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { Words } from "./words.ts";

/** Languages that both the product and its widgets speak, in the order in which they are offered. */
export const languageNames = ["en", "de"] as const;
export type Language = (typeof languageNames)[number];

interface Spoken {
  /** Its own name. */
  readonly name: string;
  readonly words: Words;
  /** What widgets say; absent: their English. */
  readonly messages?: Messages | undefined;
  readonly direction: "ltr" | "rtl";
}

export const languages: Readonly<Record<Language, Spoken>> = {
  en: { name: "English", words: en, direction: "ltr" },
  de: { name: "Deutsch", words: de, messages: deMessages, direction: "ltr" },
};

export const languageChoice: StoredChoice<Language> = storedChoice("lantern.language", languageNames);

/** The first of the browser's languages that the product speaks, else English. */
export function preferred(wanted: readonly string[]): Language {
  const known = wanted.map((tag) => languageNames.find((name) => name === baseOf(tag)));
  return known.find((name) => name !== undefined) ?? "en";
}

/** The browser's own form of the language, with its region: it decides how numbers and dates are written. */
export function localeOf(language: Language, wanted: readonly string[]): string {
  return wanted.find((tag) => baseOf(tag) === language) ?? language;
}

function baseOf(tag: string): string | undefined {
  return tag.split("-")[0];
}
