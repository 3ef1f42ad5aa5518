import type { ReactNode } from "react";
import { languageNames, languages } from "../words/language.ts";
import { useSpeech } from "../words/speech.tsx";

/** Each language by its own name. */
export function LanguageSwitch(): ReactNode {
  const { language, choose, words } = useSpeech();
  return (
    <select
      className="select"
      aria-label={words.language}
      value={language}
      onChange={({ target }) => {
        const chosen = languageNames.find((name) => name === target.value);
        if (chosen !== undefined) choose(chosen);
      }}
    >
      {languageNames.map((name) => (
        <option key={name} value={name} lang={name}>
          {languages[name].name}
        </option>
      ))}
    </select>
  );
}
