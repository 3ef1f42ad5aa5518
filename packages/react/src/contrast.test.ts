import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./waybill.css", import.meta.url), "utf8");

/** First declaration of each private colour: its light and dark value, behind the page's own variable if it has one. */
const tokens = new Map(declaredIn(css).toReversed());

function declaredIn(rules: string) {
  const declared = /--wb-x-([\w-]+):\s*(?:var\(--wb-[\w-]+,\s*)?light-dark\((#\w{6}),\s*(#\w{6})\)/g;
  return [...rules.matchAll(declared)].map(([, name = "", light = "", dark = ""]) => [name, { light, dark }] as const);
}

const text = 4.5;
const shape = 3;
const grounds = ["bg", "surface", "sunken", "hover"] as const;
const tones = ["neutral", "info", "success", "warning", "danger"] as const;

// `--wb-x-tone-fg` of each tone is declared by a rule of its own; `neutral` is that of everything.
for (const tone of tones) {
  const rule = tone === "neutral" ? ".wb [data-tone] {" : `.wb [data-tone="${tone}"] {`;
  const [, body = ""] = css.split(rule);
  for (const [name, values] of declaredIn(body.split("}")[0] ?? "")) tokens.set(name.replace("tone", tone), values);
}

const pairs: readonly (readonly [front: string, back: string, need: number])[] = [
  ...grounds.flatMap((ground) => ["text", "text-muted", "text-subtle"].map((front) => [front, ground, text] as const)),
  ["accent-text", "bg", text],
  ["accent-text", "surface", text],
  ["on-accent", "accent", text],
  ["on-accent", "accent-hover", text],
  ["on-danger", "danger-solid", text],
  ...tones.flatMap((tone) => [
    [`${tone}-fg`, `${tone}-bg`, text] as const,
    [`${tone}-fg`, "bg", text] as const,
    [`${tone}-fg`, "surface", text] as const,
    [`${tone}-icon`, `${tone}-bg`, shape] as const,
    [`${tone}-icon`, "bg", shape] as const,
    [`${tone}-icon`, "surface", shape] as const,
    ["text", `${tone}-bg`, text] as const,
    ["accent-text", `${tone}-bg`, text] as const,
    ["focus", `${tone}-bg`, shape] as const,
    ["border-strong", `${tone}-bg`, shape] as const,
  ]),
  ["focus", "bg", shape],
  ["focus", "surface", shape],
  ["border-strong", "bg", shape],
  ["border-strong", "surface", shape],
  ...tones.slice(1).map((tone) => [`${tone}-icon`, "track", shape] as const),
];

describe("requirement 54: every pair of colours can be told apart", () => {
  test("there are 75 pairs", () => {
    expect(pairs).toHaveLength(75);
  });

  test.each(pairs)("%s on %s", (front, back, need) => {
    for (const theme of ["light", "dark"] as const) {
      expect(contrast(colour(front, theme), colour(back, theme)), theme).toBeGreaterThanOrEqual(need);
    }
  });
});

describe("requirement 55: the label on any brand colour is legible", () => {
  test("over 5,832 colours of sRGB, by the rule that the stylesheet computes", () => {
    const limit = Number(/clamp\(0, \((0\.\d+) - y\)/.exec(css)?.[1]);
    const steps = Array.from({ length: 18 }, (_, i) => Math.round((i * 255) / 17));
    const colours = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => [r, g, b] as const)));
    const worst = Math.min(
      ...colours.map((rgb) => {
        const y = luminance(rgb);
        return y < limit ? 1.05 / (y + 0.05) : (y + 0.05) / 0.05;
      }),
    );
    expect(colours).toHaveLength(5832);
    expect(worst).toBeGreaterThanOrEqual(text);
  });
});

function colour(name: string, theme: "light" | "dark"): readonly number[] {
  const hex = tokens.get(name)?.[theme];
  if (hex === undefined) throw new Error(`The stylesheet has no colour --wb-x-${name}.`);
  return [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
}

/** WCAG 2.2, contrast ratio. */
function contrast(a: readonly number[], b: readonly number[]): number {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** WCAG 2.2, relative luminance. */
function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
