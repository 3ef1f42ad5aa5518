import { directionOf } from "../format/foreign-name.ts";
import { type Settings, useSettings } from "../settings.ts";

/** `lang` and `dir` follow the language of the texts, not of the page: English words in a right-to-left page keep their order. */
export function useRootAttributes(widget: string): Readonly<Record<string, string | undefined>> {
  return rootAttributes(widget, useSettings());
}

function rootAttributes(widget: string, { speaker, theme }: Settings) {
  return {
    "data-wb": widget,
    "data-theme": theme === "inherit" ? undefined : theme,
    lang: speaker.language,
    dir: directionOf(speaker.language),
  };
}
