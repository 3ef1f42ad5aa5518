import { storedChoice, useStoredChoice } from "./stored-choice.ts";

/** `system` follows the operating system. */
export type Theme = "system" | "light" | "dark";

export const themes: readonly Theme[] = ["system", "light", "dark"];

const choice = storedChoice("lantern.theme", themes);

/** Applies what the person chose last time, before anything is painted. */
export function restoreTheme(): void {
  apply(choice.stored() ?? "system");
}

/** The theme in force and how to choose another one. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  return useStoredChoice(choice, "system", apply);
}

function apply(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
}
