import axe from "axe-core";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { afterAll, expect, test } from "vitest";
import { ar } from "../messages/ar.ts";
import {
  EveryWidget,
  type EveryWidgetProps,
  adoptWidgets,
  everyLook,
  everyState,
} from "./every-widget.test.fixture.tsx";
import { type Emulated, emulated } from "./emulate.test.fixture.ts";

const undo = adoptWidgets("body { background: light-dark(#ffffff, #0b0b0d) }");

// One page for all tests: rendering every widget costs more than most of what is asked of it.
const host = document.body.appendChild(document.createElement("main"));
const root = createRoot(host);
let rendered = 0;

afterAll(() => {
  root.unmount();
  host.remove();
  undo();
});

interface Shown {
  readonly dir?: "ltr" | "rtl";
  readonly width?: number;
  readonly scheme?: "light" | "dark";
  readonly states?: EveryWidgetProps["shown"];
  /** Elements are made anew, so that what happens as they appear happens again. */
  readonly anew?: boolean;
}

function show({ dir = "ltr", width = 560, scheme = "light", states = everyState, anew = false }: Shown = {}): void {
  host.dir = dir;
  host.style.inlineSize = `${width}px`;
  document.documentElement.style.colorScheme = scheme;
  if (anew) rendered += 1;
  const words = dir === "rtl" ? { locale: "ar", messages: ar } : { locale: "en-GB" };
  flushSync(() =>
    root.render(
      <>
        <h1 hidden>Integrations</h1>
        <h2 hidden>Connections</h2>
        {/* Anew in another scheme, too: what is there would fade from colour to colour while it is looked at. */}
        <EveryWidget key={`${scheme} ${rendered}`} shown={states} {...words} />
      </>,
    ),
  );
}

const rules = { "target-size": { enabled: true }, region: { enabled: false } };
const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(): Promise<readonly string[]> {
  const { violations: found } = await axe.run(host, { runOnly, rules, resultTypes: ["violations"] });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ""}`));
}

type Mode = readonly [name: string, shown: Shown, emulation: Emulated];

const modes: readonly Mode[] = [
  ["light", {}, {}],
  ["dark", { scheme: "dark", states: everyLook }, {}],
  ["right to left", { dir: "rtl", states: everyLook }, {}],
  ["320 pixels", { width: 272, states: everyLook }, {}],
  ["forced colours", { states: everyLook }, { features: { "forced-colors": "active" } }],
  ["reduced motion", { states: everyLook }, { features: { "prefers-reduced-motion": "reduce" } }],
];

test.each(modes)("requirement 37: axe finds nothing in any widget: %s", async (_, shown, emulation) => {
  await emulated(emulation, async () => {
    show(shown);
    expect(await violations()).toEqual([]);
  });
});

test("a look is the same for several states, and none is left out", () => {
  expect(everyLook.length).toBeLessThan(everyState.length);
  expect(everyLook.length).toBeGreaterThan(10);
});

test.each([280, 320, 420, 560, 720, 960])("requirement 61: at %d pixels nothing is wider than its widget", (width) => {
  show({ width });
  const wide = [...document.querySelectorAll<HTMLElement>("[data-wb]")].filter(
    (widget) => widget.scrollWidth > widget.clientWidth && getComputedStyle(widget).display !== "inline",
  );
  expect(wide.map((widget) => `${widget.dataset["wb"]} ${widget.scrollWidth} > ${widget.clientWidth}`)).toEqual([]);
  expect(host.scrollWidth).toBeLessThanOrEqual(width);
});

test("requirement 62: with wider text and twice the root size nothing is cut off", () => {
  show({ width: 320 });
  const style = document.createElement("style");
  // WCAG 2.2, 1.4.12 and 1.4.4.
  style.textContent = `html { font-size: 200% } [data-wb], [data-wb] * {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }`;
  document.head.append(style);
  const cut = [...host.querySelectorAll<HTMLElement>("[data-wb] *")].filter((element) => {
    const { overflowX, overflowY, position, clip } = getComputedStyle(element);
    const hides = (overflow: string) => overflow === "hidden" || overflow === "clip";
    if (position === "absolute" && (clip !== "auto" || element.clientHeight <= 1)) return false;
    const text = element.textContent?.trim() ?? "";
    if (text === "" || element.closest("svg") !== null) return false;
    return (
      (hides(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (hides(overflowY) && element.scrollHeight > element.clientHeight + 1)
    );
  });
  expect(cut.map((element) => element.outerHTML.slice(0, 200))).toEqual([]);
  expect(host.scrollWidth).toBeLessThanOrEqual(320);
  style.remove();
});

test("requirement 58: with reduced motion nothing moves, turns or grows", async () => {
  await emulated({ features: { "prefers-reduced-motion": "reduce" } }, async () => {
    show({ anew: true });
    expect(moving(document.getAnimations())).toEqual([]);
    const bars = [...document.querySelectorAll("[data-part=bar] rect")];
    expect(bars.length).toBeGreaterThan(0);
    expect(bars.filter((bar) => Number.parseFloat(getComputedStyle(bar).transitionDuration) > 0)).toEqual([]);
  });
});

/** What an animation changes, but for opacity and visibility. */
function moving(animations: readonly Animation[]): readonly string[] {
  const still = new Set(["offset", "computedOffset", "easing", "composite", "opacity", "visibility"]);
  return animations.flatMap(({ effect }) =>
    effect instanceof KeyframeEffect
      ? effect.getKeyframes().flatMap((frame) => Object.keys(frame).filter((name) => !still.has(name)))
      : [],
  );
}

test("requirement 59: every animation ends by itself within six seconds", () => {
  show({ anew: true });
  const ends = document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().endTime));
  expect(ends.length).toBeGreaterThan(0);
  expect(ends.filter((end) => !(end <= 6_000))).toEqual([]);
});

test("requirement 57: in forced colours badges, bars, rings and icons are drawn in the system's own", async () => {
  await emulated({ features: { "forced-colors": "active" } }, async () => {
    show();
    const system = (name: string) => {
      const probe = host.appendChild(document.createElement("i"));
      probe.style.color = name;
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    };
    const text = system("CanvasText");
    for (const icon of document.querySelectorAll("[data-part=icon]")) expect(getComputedStyle(icon).color).toBe(text);
    for (const badge of document.querySelectorAll("[data-wb=badge] [data-part=label]")) {
      expect(getComputedStyle(badge).color).toBe(text);
    }
    for (const bar of document.querySelectorAll("[data-part=bar]:not([data-indeterminate]) rect")) {
      expect(getComputedStyle(bar).fill).toBe(system("Highlight"));
    }
    const button = document.querySelector<HTMLElement>("[data-wb] button");
    button?.focus();
    expect(getComputedStyle(button ?? host).outlineColor).not.toBe(system("Canvas"));
    for (const element of document.querySelectorAll("[data-wb] *")) {
      expect(getComputedStyle(element).backgroundImage).toBe("none");
    }
  });
});

test("requirement 90: a receipt prints in black on white with all of its values", async () => {
  show({ scheme: "dark" });
  const receipts = () => [...document.querySelectorAll<HTMLElement>("[data-wb=receipt]")];
  const before = receipts().map(({ textContent }) => textContent);
  await emulated({ media: "print" }, async () => {
    expect(receipts().map(({ textContent }) => textContent)).toEqual(before);
    for (const receipt of receipts()) {
      expect(getComputedStyle(receipt).backgroundColor).toBe("rgb(255, 255, 255)");
      const values = [...receipt.querySelectorAll<HTMLElement>("dt, dd")];
      expect(values.length).toBeGreaterThan(4);
      for (const value of values) {
        expect(getComputedStyle(value).color).toBe("rgb(0, 0, 0)");
        expect(value.getClientRects().length).toBeGreaterThan(0);
      }
      // An A4 page of 96 dpi without its margins.
      expect(receipt.getBoundingClientRect().height).toBeLessThanOrEqual(970);
    }
  });
});

test("requirement 63: right to left the bar grows from the right, and ticks and clocks stay as they are", () => {
  show({ dir: "rtl" });
  const bars = [...document.querySelectorAll("[data-part=bar]:not([data-indeterminate])")];
  expect(bars.length).toBeGreaterThan(0);
  for (const bar of bars) {
    const fill = bar.querySelector("rect")?.getBoundingClientRect();
    const track = bar.getBoundingClientRect();
    expect(fill === undefined ? NaN : track.right - fill.right).toBeCloseTo(0, 0);
  }
  for (const icon of document.querySelectorAll("[data-part=icon]"))
    expect(getComputedStyle(icon).transform).toBe("none");
});
