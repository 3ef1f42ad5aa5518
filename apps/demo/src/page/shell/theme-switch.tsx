import type { ReactNode } from "react";
import { useSpeech } from "../words/speech.tsx";
import { type Theme, themes, useTheme } from "./theme.ts";

const shapes: Readonly<Record<Theme, ReactNode>> = {
  system: (
    <>
      <rect x="2" y="3" width="12" height="8.5" rx="1.5" />
      <path d="M6 14h4" />
    </>
  ),
  light: (
    <>
      <circle cx="8" cy="8" r="2.75" />
      <path d="M8 1.75v1.5M8 12.75v1.5M1.75 8h1.5M12.75 8h1.5M3.6 3.6l1 1M11.4 11.4l1 1M3.6 12.4l1-1M11.4 4.6l1-1" />
    </>
  ),
  dark: <path d="M13.5 9.7A5.75 5.75 0 0 1 6.3 2.5a5.75 5.75 0 1 0 7.2 7.2Z" />,
};

/** Three radio buttons that look like one control. */
export function ThemeSwitch(): ReactNode {
  const [theme, choose] = useTheme();
  const { words } = useSpeech();
  return (
    <fieldset className="theme-switch">
      <legend className="visually-hidden">{words.theme}</legend>
      {themes.map((each) => (
        <label key={each} title={words.themes[each]}>
          <input
            className="visually-hidden"
            type="radio"
            name="theme"
            aria-label={words.themes[each]}
            checked={each === theme}
            onChange={() => {
              choose(each);
            }}
          />
          <svg
            width="16"
            height="16"
            viewBox="0 0 16 16"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
            strokeLinecap="round"
            strokeLinejoin="round"
            aria-hidden="true"
          >
            {shapes[each]}
          </svg>
        </label>
      ))}
    </fieldset>
  );
}
