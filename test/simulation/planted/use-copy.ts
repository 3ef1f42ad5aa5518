import { existsSync, readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Names the folder with copies of files of `packages/`; loaded first (`--import`), this file lets them stand in for those. */
export const copyVariable = "WAYBILL_SIMULATED_PACKAGES";

const copy = process.env[copyVariable];
const packages = new URL("../../../packages/", import.meta.url).href;

if (copy !== undefined) {
  const root = `${pathToFileURL(copy).href}/`;
  registerHooks({
    resolve: (specifier, context, next) => {
      // What a copy imports stands beside the original.
      const { parentURL } = context;
      const from = parentURL?.startsWith(root) === true ? packages + parentURL.slice(root.length) : parentURL;
      const found = next(specifier, { ...context, parentURL: from });
      if (!found.url.startsWith(packages)) return found;
      const url = root + found.url.slice(packages.length);
      return existsSync(fileURLToPath(url)) ? { ...found, url, format: "module" } : found;
    },
    // Node takes no types off files below node_modules, where the copies are.
    load: (url, context, next) => {
      if (!url.startsWith(root) || !url.endsWith(".ts")) return next(url, context);
      const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), "utf8"));
      return { format: "module", source, shortCircuit: true };
    },
  });
}
