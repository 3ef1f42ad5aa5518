import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { en } from "./en.ts";

const source = new URL("../", import.meta.url);
const code = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes(".test.") && !path.endsWith("messages/en.ts"))
  .map((path) => readFileSync(new URL(path, source), "utf8"))
  .join("\n");
/** `action.${topic}_busy`: keys that are put together at run time. */
const patterns = [...code.matchAll(/`([\w.]*\$\{[^`]*)`/g)].map(
  ([, template = ""]) => new RegExp(`^${template.replaceAll(".", "\\.").replaceAll(/\$\{[^}]*\}/g, "\\w+")}$`),
);

test.each(Object.keys(en))("the text %s is said somewhere", (key) => {
  expect(code.includes(`"${key}"`) || code.includes(`${key}:`) || patterns.some((made) => made.test(key))).toBe(true);
});
