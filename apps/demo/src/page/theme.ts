import { useState } from "react";

/** `system` follows the operating system. */
export type Theme = "system" | "light" | "dark";

export const themes: readonly Theme[] = ["system", "light", "dark"];

const key = "lantern.theme";

/** Applies what the person chose last time, before anything is painted. */
export function restoreTheme(): void {
  apply(stored());
}

/** The theme in force and how to choose another one. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(stored);
  const choose = (next: Theme): void => {
    keep(next);
    apply(next);
    setTheme(next);
  };
  return [theme, choose];
}

function apply(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(key);
    return themes.find((theme) => theme === value) ?? "system";
  } catch {
    return "system"; // storage is blocked in some private windows
  }
}

function keep(theme: Theme): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // the choice then lasts until the page is closed
  }
}
