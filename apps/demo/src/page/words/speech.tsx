import { type ReactNode, createContext, use, useEffect, useMemo } from "react";
import { useStoredChoice } from "../shell/stored-choice.ts";
import { type Language, languageChoice, languages, localeOf, preferred } from "./language.ts";
import type { Terms } from "./terms/terms.ts";
import type { Words } from "./words.ts";

interface Speech {
  readonly language: Language;
  readonly choose: (language: Language) => void;
  readonly words: Words;
  /** What streams and fields are called. */
  readonly terms: Terms;
  /** BCP 47, for numbers and dates. */
  readonly locale: string;
  readonly number: (value: number) => string;
}

const Context = createContext<Speech | undefined>(undefined);

/** Speaks one language to everything below, and to the document as a whole. */
export function SpeechProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [language, choose] = useStoredChoice(languageChoice, preferred(navigator.languages), applyLanguage);
  useEffect(() => {
    applyLanguage(language);
  }, [language]);
  const speech = useMemo((): Speech => {
    const locale = localeOf(language, navigator.languages);
    const format = new Intl.NumberFormat(locale);
    const { words, terms } = languages[language];
    return { language, choose, words, terms, locale, number: (value) => format.format(value) };
    // oxlint-disable-next-line react/exhaustive-deps -- `choose` does the same in every render
  }, [language]);
  return <Context value={speech}>{children}</Context>;
}

export function useSpeech(): Speech {
  const speech = use(Context);
  if (speech === undefined) throw new Error("There is no SpeechProvider around this part of the page.");
  return speech;
}

function applyLanguage(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = languages[language].direction;
}
