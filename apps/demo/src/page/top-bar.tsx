import type { ReactNode } from "react";
import lantern from "./lantern.svg";
import { ThemeSwitch } from "./theme-switch.tsx";
import "./top-bar.css";

/** The product's own chrome: name, workspace, theme. */
export function TopBar({ workspace }: { readonly workspace: string }): ReactNode {
  return (
    <header className="top-bar">
      <div className="top-bar-brand">
        <img src={lantern} alt="" />
        Lantern
        <span className="top-bar-workspace">{workspace}</span>
      </div>
      <ThemeSwitch />
    </header>
  );
}
