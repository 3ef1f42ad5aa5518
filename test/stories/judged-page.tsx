import "@waybill/react/waybill.css";
import axe from "axe-core";
import type { ReactNode } from "react";
import { cdp } from "vitest/browser";
import "../../stories/.storybook/preview.css";
import type { Direction } from "../../stories/page-language.ts";

/** One of the ways in which people see a page. */
export interface Mode {
  readonly name: string;
  readonly theme?: "light" | "dark";
  readonly direction?: Direction;
  readonly narrow?: true;
  /** Preferences that the browser says its person has. */
  readonly media?: Readonly<Record<string, string>>;
}

export const modes: readonly Mode[] = [
  { name: "light" },
  { name: "dark", theme: "dark" },
  { name: "right to left", direction: "rtl" },
  { name: "320 pixels", narrow: true },
  { name: "forced colours", media: { "forced-colors": "active" } },
  { name: "reduced motion", media: { "prefers-reduced-motion": "reduce" } },
];

export async function emulate(media: Mode["media"] = {}): Promise<void> {
  const features = Object.entries(media).map(([name, value]) => ({ name, value }));
  await cdp().send("Emulation.setEmulatedMedia", { features });
}

export function Page({
  theme = "light",
  direction = "ltr",
  narrow,
  children,
}: Mode & { readonly children: ReactNode }) {
  return (
    <div className="page" data-theme={theme} dir={direction}>
      <h1 hidden>Stories</h1>
      <h2 hidden>Widgets</h2>
      <div className={narrow === true ? "room narrow" : "room"}>{children}</div>
    </div>
  );
}

/** A page whose theme has just changed is judged by its new colours, not by those in between. */
export function endTransitions(): void {
  for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
}

/** By how many pixels what is on a page is wider than its room. */
export function overflowOf(page: Element): number {
  const { scrollWidth = 1, clientWidth = 0 } = page.querySelector(".room") ?? {};
  return Math.max(0, scrollWidth - clientWidth);
}

const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const rules = { "target-size": { enabled: true }, region: { enabled: false } };

/** What is wrong, and in which story. */
export async function violations(page: Element): Promise<readonly string[]> {
  const found = await axe.run(page, { runOnly, rules, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => {
      const element = document.querySelector(String(target[0]));
      return `${id}: ${element?.closest<HTMLElement>("[data-story]")?.dataset["story"]}: ${element?.outerHTML.slice(0, 200)} ${any[0]?.message ?? ""}`;
    }),
  );
}
