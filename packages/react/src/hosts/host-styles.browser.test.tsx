import reboot from "bootstrap/dist/css/bootstrap-reboot.css?inline";
import preflight from "tailwindcss/preflight.css?inline";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { EveryWidget, adopt, adoptWidgets } from "./every-widget.test.fixture.tsx";

/** Properties that say whether a widget still looks like itself. */
const looks = ["display", "color", "backgroundColor", "borderTopWidth", "listStyleType", "boxSizing"] as const;

function styles(): readonly string[] {
  return [...document.querySelectorAll<HTMLElement>("[data-wb], [data-wb] [data-part]")].map((element) => {
    const style = getComputedStyle(element);
    return `${element.dataset["wb"] ?? element.dataset["part"]}: ${looks.map((look) => style[look]).join(" ")}`;
  });
}

/** A reset that a product loads in a layer before ours, as Tailwind does with its own. */
const layered = (text: string): string => `@layer base { ${text} }`;

test.each([
  ["Tailwind's preflight", layered(preflight)],
  ["Bootstrap's reboot", layered(reboot)],
  ["a reset of everything", layered("* { all: unset }")],
])("requirement 69: %s in a layer of the page's own leaves the widgets as they are", async (_, css) => {
  const alone = adoptWidgets();
  await render(<EveryWidget />);
  const before = styles();
  expect(before.length).toBeGreaterThan(100);
  alone();
  const undo = adoptWidgets();
  const own = adopt(css);
  // The page's layers come first, as its stylesheet does.
  document.adoptedStyleSheets = document.adoptedStyleSheets.toReversed();
  expect(styles()).toEqual(before);
  own();
  undo();
});

test.each([
  ["Tailwind's preflight", preflight],
  ["Bootstrap's reboot", reboot],
])("under %s outside of any layer the widgets stay legible and their buttons stay buttons", async (_, css) => {
  const undo = adoptWidgets(css);
  await render(<EveryWidget />);
  for (const label of document.querySelectorAll<HTMLElement>("[data-wb=badge] [data-part=label]")) {
    expect(label.getClientRects().length).toBeGreaterThan(0);
  }
  for (const button of document.querySelectorAll<HTMLElement>("[data-wb] button")) {
    expect(button.getBoundingClientRect().height).toBeGreaterThanOrEqual(24);
  }
  undo();
});

test.each([
  ["no reset", ""],
  ["paragraphs without margins", "p { margin: 0 }"],
  ["Tailwind's preflight", preflight],
])(
  "under %s outside of any layer a line of facts begins where it stands, and its first dot is not seen",
  async (_, css) => {
    const undo = adoptWidgets(css);
    await render(<EveryWidget />);
    const lines = [...document.querySelectorAll<HTMLElement>(".wb-meta")].filter(
      (line) => line.firstElementChild !== null,
    );
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      const { clipPath } = getComputedStyle(line);
      const around = line.parentElement ?? line;
      const { paddingLeft, borderLeftWidth } = getComputedStyle(around);
      const start = around.getBoundingClientRect().left + parseFloat(paddingLeft) + parseFloat(borderLeftWidth);
      const words = document.createRange();
      words.selectNodeContents(line.firstElementChild ?? line);
      expect({ at: Math.round(words.getBoundingClientRect().left - start), clipPath }).toEqual({
        at: 0,
        clipPath: "inset(0px)",
      });
    }
    undo();
  },
);

test("requirement 89: showing every widget asks nothing of any network", async () => {
  const undo = adoptWidgets();
  performance.clearResourceTimings();
  await render(<EveryWidget />);
  await new Promise(requestAnimationFrame);
  expect(performance.getEntriesByType("resource").map(({ name }) => name)).toEqual([]);
  undo();
});

const colours = 200;

/** Repeatable: the same two hundred on every machine (Mulberry32). */
function* seeded(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

test.each(["light", "dark"])(
  "requirement 55: under 200 brand colours buttons, links and rings stay legible, %s",
  async (scheme) => {
    const undo = adoptWidgets();
    await render(
      <div className="wb" data-testid="brand" style={{ colorScheme: scheme }}>
        <span data-testid="button" style={{ color: "var(--wb-x-on-accent)", background: "var(--wb-x-accent)" }} />
        <span data-testid="link" style={{ color: "var(--wb-x-accent-text)", background: "var(--wb-x-bg)" }} />
        <span data-testid="hover" style={{ color: "var(--wb-x-on-accent)", background: "var(--wb-x-accent-hover)" }} />
        <span data-testid="ring" style={{ color: "var(--wb-x-focus)", background: "var(--wb-x-bg)" }} />
      </div>,
    );
    const brand = document.querySelector<HTMLElement>("[data-testid=brand]");
    const chance = seeded(20_260_512);
    const failing: string[] = [];
    for (let n = 0; n < colours; n += 1) {
      const [r, g, b] = [0, 0, 0].map(() => Math.floor((chance.next().value ?? 0) * 256));
      brand?.style.setProperty("--wb-accent", `rgb(${r} ${g} ${b})`);
      for (const [name, need] of [
        ["button", 4.5],
        ["hover", 4.5],
        ["link", 4.5],
        ["ring", 3],
      ] as const) {
        const element = document.querySelector(`[data-testid=${name}]`);
        if (element === null) throw new Error(name);
        const { color, backgroundColor } = getComputedStyle(element);
        const found = contrast(rgb(color), rgb(backgroundColor));
        // A colour is rounded to eight bits where it is painted.
        if (found < need - 0.02) failing.push(`${name} on ${r} ${g} ${b}: ${found.toFixed(2)}`);
      }
    }
    expect(failing).toEqual([]);
    undo();
  },
);

const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

/** What the browser paints for a colour of any space. */
function rgb(colour: string): readonly number[] {
  if (canvas === null) throw new Error("There is no canvas.");
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: readonly number[], other: readonly number[]): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(channels: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = channels.map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
