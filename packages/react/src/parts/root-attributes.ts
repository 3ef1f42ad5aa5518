import { directionOf } from "../format/foreign-name.ts";
import { languageOf } from "../messages/say-plainly.ts";
import { useSettings } from "../settings.ts";

/** `lang` and `dir` follow the language of the texts, not of the page: English words in a right-to-left page keep their order. */
export function useRootAttributes(widget: string): Readonly<Record<string, string | undefined>> {
  const { messages, theme } = useSettings();
  const lang = languageOf(messages);
  return {
    "data-wb": widget,
    "data-theme": theme === "inherit" ? undefined : theme,
    lang,
    dir: directionOf(lang),
  };
}
