import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { waybillCss } from "./css-text.ts";

test("the stylesheet as text is the stylesheet (run scripts/css-text.ts after a change)", () => {
  const css = readFileSync(new URL("./waybill.css", import.meta.url), "utf8");
  const withoutComments = css
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  expect(waybillCss).toBe(withoutComments);
});
