import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { minified } from "../scripts/minified.ts";
import { waybillCss } from "./css-text.ts";

test("the stylesheet as text is the stylesheet (run scripts/css-text.ts after a change)", () => {
  const css = readFileSync(new URL("./waybill.css", import.meta.url), "utf8");
  expect(waybillCss).toBe(minified(css));
});
