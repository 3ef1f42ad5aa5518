import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("./waybill.css", import.meta.url), "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "");
const selectors = [...css.matchAll(/([^{};]+)\{/g)].map(([, selector = ""]) => selector.trim());
const rules = selectors.filter((selector) => !selector.startsWith("@") && !/^(?:from|to|\d+%)$/.test(selector));

test("requirement 67: nothing reaches beyond the widgets", () => {
  expect(css).not.toMatch(/:root|@import|@font-face|!important|url\(/);
  const heads = rules.flatMap((selector) => selector.split(",").map((part) => part.replace(":where(", "").trim()));
  for (const head of heads) {
    // Every selector begins at a class of ours; what follows it is inside a widget.
    expect(head).toMatch(/^\.wb\b/);
    expect(head).not.toMatch(/#\w/);
  }
});

test("requirement 70: every class and variable is ours, and every rule is in one of our layers", () => {
  const classes = rules.flatMap((rule) => [...rule.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = ""]) => name));
  expect(classes.filter((name) => name !== "wb" && !name.startsWith("wb-"))).toEqual([]);
  const variables = [...css.matchAll(/(--[\w-]+)/g)].map(([, name = ""]) => name);
  expect(variables.filter((name) => !name.startsWith("--wb-"))).toEqual([]);
  expect(topLevel(css).every((rule) => rule.startsWith("@layer waybill."))).toBe(true);
});

test("what a product puts into a widget is styled by nothing but the resets, which any rule of its own outweighs", () => {
  const strong = rules.flatMap((rule) => (rule.startsWith(":where(") ? [] : rule.split(",")));
  expect(strong.map((each) => each.trim()).filter((each) => /^\.wb(\[[^\]]*\])? [a-z]/.test(each))).toEqual([]);
});

test("it reads the same in whatever encoding a page or its server declares", () => {
  expect(css).not.toMatch(/[^\n\x20-\x7e]/);
});

test("the variables that a page may set are these", () => {
  const settable = new Set([...css.matchAll(/var\((--wb-(?!x-)[\w-]+)/g)].map(([, name = ""]) => name));
  expect([...settable].toSorted()).toEqual([
    "--wb-accent",
    "--wb-bg",
    "--wb-border",
    "--wb-danger",
    "--wb-density",
    "--wb-font-family",
    "--wb-info",
    "--wb-radius",
    "--wb-success",
    "--wb-surface",
    "--wb-text",
    "--wb-warning",
  ]);
});

/** What stands outside of all braces: the heads of the outermost rules. */
function topLevel(text: string): readonly string[] {
  let depth = 0;
  let outside = "";
  for (const character of text) {
    if (character === "}") depth -= 1;
    if (depth === 0 && character !== "}") outside += character;
    if (character === "{") depth += 1;
  }
  return outside
    .split(/[{;]/)
    .map((rule) => rule.trim())
    .filter((rule) => rule !== "");
}
