import { useState } from "react";

/** One of a few choices, kept in this browser. */
export interface StoredChoice<T extends string> {
  /** What was chosen last time; undefined: nothing that can still be chosen. */
  readonly stored: () => T | undefined;
  readonly keep: (choice: T) => void;
}

export function storedChoice<T extends string>(key: string, choices: readonly T[]): StoredChoice<T> {
  return {
    stored: () => {
      try {
        const value = localStorage.getItem(key);
        return choices.find((choice) => choice === value);
      } catch {
        return undefined; // storage is blocked in some private windows
      }
    },
    keep: (choice) => {
      try {
        localStorage.setItem(key, choice);
      } catch {
        // the choice then lasts until the page is closed
      }
    },
  };
}

/** The choice in force and how to choose another one; `apply` makes it so. */
export function useStoredChoice<T extends string>(
  { stored, keep }: StoredChoice<T>,
  first: T,
  apply: (choice: T) => void,
): readonly [T, (choice: T) => void] {
  const [choice, setChoice] = useState(() => stored() ?? first);
  return [
    choice,
    (next) => {
      keep(next);
      apply(next);
      setChoice(next);
    },
  ];
}
