import { directionOf } from "../format/foreign-name.ts";
import { useSettings } from "../settings.ts";

/** `lang` and `dir` follow the language of the texts, not of the page: English words in a right-to-left page keep their order. */
export function useRootAttributes(widget: string): Readonly<Record<string, string | undefined>> {
  const { speaker, theme } = useSettings();
  return {
    "data-wb": widget,
    "data-theme": theme === "inherit" ? undefined : theme,
    lang: speaker.language,
    dir: directionOf(speaker.language),
  };
}
