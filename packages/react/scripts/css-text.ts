// Writes the stylesheet as a module, for pages that adopt it into a shadow root. Run it after each change of waybill.css.
import { readFileSync, writeFileSync } from "node:fs";
import { minified } from "./minified.ts";

const css = readFileSync(new URL("../src/waybill.css", import.meta.url), "utf8");
const module = `// Made from waybill.css by scripts/css-text.ts.

/** The stylesheet as text: \`sheet.replaceSync(waybillCss)\`, then \`shadowRoot.adoptedStyleSheets = [sheet]\`. */
export const waybillCss: string =
  ${JSON.stringify(minified(css)).replaceAll("'", "\\'").replaceAll('\\"', '"').replace(/^"|"$/g, "'")};
`;
writeFileSync(new URL("../src/css-text.ts", import.meta.url), module);
