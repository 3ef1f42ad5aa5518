import axe from "axe-core";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { EveryWidget, adoptWidgets } from "./every-widget.test.fixture.tsx";
import { type Emulated, emulated } from "./emulate.test.fixture.ts";

const undo = adoptWidgets("body { background: light-dark(#ffffff, #0b0b0d) }");

async function everyWidget(attributes: { dir?: string; width?: number; scheme?: "light" | "dark" } = {}) {
  const { dir = "ltr", width = 560, scheme = "light" } = attributes;
  const rtl = dir === "rtl";
  return render(
    <main dir={dir} data-testid="host" style={{ inlineSize: width, colorScheme: scheme }}>
      <h1 hidden>Integrations</h1>
      <h2 hidden>Connections</h2>
      <EveryWidget locale={rtl ? "ar" : "en-GB"} />
    </main>,
  );
}

const host = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>("[data-testid=host]");
  if (found === null) throw new Error("There is no host.");
  return found;
};

const rules = { "target-size": { enabled: true }, region: { enabled: false } };
const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(): Promise<readonly string[]> {
  const { violations: found } = await axe.run(host(), { runOnly, rules, resultTypes: ["violations"] });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ""}`));
}

type Mode = readonly [name: string, attributes: Parameters<typeof everyWidget>[0], emulation: Emulated];

const modes: readonly Mode[] = [
  ["light", {}, {}],
  ["dark", { scheme: "dark" }, {}],
  ["right to left", { dir: "rtl" }, {}],
  ["320 pixels", { width: 272 }, {}],
  ["forced colours", {}, { features: { "forced-colors": "active" } }],
  ["reduced motion", {}, { features: { "prefers-reduced-motion": "reduce" } }],
];

test.each(modes)(
  "requirement 37: axe finds nothing in any widget in any state: %s",
  async (_, attributes, emulation) => {
    await emulated(emulation, async () => {
      document.documentElement.style.colorScheme = attributes?.scheme ?? "light";
      await everyWidget(attributes);
      expect(await violations()).toEqual([]);
      document.documentElement.style.colorScheme = "";
    });
  },
);

test.each([280, 320, 420, 560, 720, 960])(
  "requirement 61: at %d pixels nothing is wider than its widget",
  async (width) => {
    await everyWidget({ width });
    const wide = [...document.querySelectorAll<HTMLElement>("[data-wb]")].filter(
      (widget) => widget.scrollWidth > widget.clientWidth && getComputedStyle(widget).display !== "inline",
    );
    expect(wide.map((widget) => `${widget.dataset["wb"]} ${widget.scrollWidth} > ${widget.clientWidth}`)).toEqual([]);
    expect(host().scrollWidth).toBeLessThanOrEqual(width);
  },
);

test("requirement 62: with wider text and twice the root size nothing is cut off", async () => {
  await everyWidget({ width: 320 });
  const style = document.createElement("style");
  // WCAG 2.2, 1.4.12 and 1.4.4.
  style.textContent = `html { font-size: 200% } [data-wb], [data-wb] * {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }`;
  document.head.append(style);
  const cut = [...host().querySelectorAll<HTMLElement>("[data-wb] *")].filter((element) => {
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
  expect(host().scrollWidth).toBeLessThanOrEqual(320);
  style.remove();
});

test("requirement 58: with reduced motion nothing moves, turns or grows", async () => {
  await emulated({ features: { "prefers-reduced-motion": "reduce" } }, async () => {
    await everyWidget();
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

test("requirement 59: every animation ends by itself within six seconds", async () => {
  await everyWidget();
  const ends = document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().endTime));
  expect(ends.length).toBeGreaterThan(0);
  expect(ends.filter((end) => !(end <= 6_000))).toEqual([]);
});

test("requirement 57: in forced colours badges, bars, rings and icons are drawn in the system's own", async () => {
  await emulated({ features: { "forced-colors": "active" } }, async () => {
    await everyWidget();
    const system = (name: string) => {
      const probe = host().appendChild(document.createElement("i"));
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
    expect(getComputedStyle(button ?? host()).outlineColor).not.toBe(system("Canvas"));
    for (const element of document.querySelectorAll("[data-wb] *")) {
      expect(getComputedStyle(element).backgroundImage).toBe("none");
    }
  });
});

test("requirement 90: a receipt prints in black on white with all of its values", async () => {
  await everyWidget({ scheme: "dark" });
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

test("requirement 63: right to left the bar grows from the right, and ticks and clocks stay as they are", async () => {
  await everyWidget({ dir: "rtl" });
  const bars = [...document.querySelectorAll("[data-part=bar]:not([data-indeterminate])")];
  expect(bars.length).toBeGreaterThan(0);
  for (const bar of bars) {
    const fill = bar.querySelector("rect")?.getBoundingClientRect();
    const track = bar.getBoundingClientRect();
    // English that falls back keeps its own direction; Arabic runs from the right.
    const rightToLeft = getComputedStyle(bar).direction === "rtl";
    expect(fill === undefined ? NaN : rightToLeft ? track.right - fill.right : fill.left - track.left).toBeCloseTo(
      0,
      0,
    );
  }
  for (const icon of document.querySelectorAll("[data-part=icon]"))
    expect(getComputedStyle(icon).transform).toBe("none");
});

test("the stylesheet is taken away again", () => {
  undo();
  expect(document.adoptedStyleSheets).toHaveLength(0);
});
