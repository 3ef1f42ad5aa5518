import type { ReactNode } from "react";
import { Link } from "../routing/link.tsx";
import type { Place } from "../routing/place.ts";
import { useSpeech } from "../words/speech.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import lantern from "./lantern.svg";
import { ThemeSwitch } from "./theme-switch.tsx";

interface TopBarProps {
  readonly workspace: string;
  readonly place: Place;
}

/** The product's own chrome: name, workspace, main pages, language, theme. */
export function TopBar({ workspace, place }: TopBarProps): ReactNode {
  const { words } = useSpeech();
  const operator = place.page === "operator";
  return (
    <header className="top-bar">
      <div className="top-bar-brand">
        <img src={lantern} alt="" />
        Lantern
        <span className="top-bar-workspace">{workspace}</span>
      </div>
      <nav className="top-bar-pages" aria-label={words.navigation}>
        <Link to={{ page: "integrations" }} aria-current={currentIf(!operator, place.page === "integrations")}>
          {words.integrations}
        </Link>
        <Link to={{ page: "operator" }} aria-current={currentIf(operator, true)}>
          {words.operator}
        </Link>
      </nav>
      <div className="top-bar-choices">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}

function currentIf(within: boolean, exactly: boolean): "page" | "true" | undefined {
  if (!within) return undefined;
  return exactly ? "page" : "true";
}
