import type { Messages } from "@waybill/react";
import { ar as arMessages } from "@waybill/react/messages/ar";
import { de as deMessages } from "@waybill/react/messages/de";
import { es as esMessages } from "@waybill/react/messages/es";
import { fr as frMessages } from "@waybill/react/messages/fr";
import { ja as jaMessages } from "@waybill/react/messages/ja";
import { storedChoice, type StoredChoice } from "../shell/stored-choice.ts";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ar as arTerms } from "./terms/ar.ts";
import { de as deTerms } from "./terms/de.ts";
import { en as enTerms } from "./terms/en.ts";
import { es as esTerms } from "./terms/es.ts";
import { fr as frTerms } from "./terms/fr.ts";
import { ja as jaTerms } from "./terms/ja.ts";
import type { Terms } from "./terms/terms.ts";
import type { Words } from "./words.ts";

/** Languages that both the product and its widgets speak, in the order in which they are offered. */
export const languageNames = ["en", "de", "es", "fr", "ja", "ar"] as const;
export type Language = (typeof languageNames)[number];

interface Spoken {
  /** Its own name. */
  readonly name: string;
  readonly words: Words;
  readonly terms: Terms;
  /** What widgets say; absent: their English. */
  readonly messages?: Messages | undefined;
  readonly direction: "ltr" | "rtl";
}

export const languages: Readonly<Record<Language, Spoken>> = {
  en: { name: "English", words: en, terms: enTerms, direction: "ltr" },
  de: { name: "Deutsch", words: de, terms: deTerms, messages: deMessages, direction: "ltr" },
  es: { name: "Español", words: es, terms: esTerms, messages: esMessages, direction: "ltr" },
  fr: { name: "Français", words: fr, terms: frTerms, messages: frMessages, direction: "ltr" },
  ja: { name: "日本語", words: ja, terms: jaTerms, messages: jaMessages, direction: "ltr" },
  ar: { name: "العربية", words: ar, terms: arTerms, messages: arMessages, direction: "rtl" },
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
