// Makes Node load modules as a bundler of React Server Components does: what says "use client" is not run, its exports are references.
import { registerHooks } from "node:module";

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const text =
      loaded.source === undefined || loaded.source === null ? "" : new TextDecoder().decode(bytes(loaded.source));
    if (!/^["']use client["']/.test(text)) return loaded;
    const names = [...text.matchAll(/export (?:const|function|class) (\w+)/g), ...listed(text)].map(([, name]) => name);
    const references = [...new Set(names)].map((name) => `export const ${name} = { client: "${name}" };`);
    return { format: "module", shortCircuit: true, source: references.join("\n") };
  },
});

function bytes(source: string | ArrayBuffer | NodeJS.TypedArray): Uint8Array {
  return typeof source === "string" ? new TextEncoder().encode(source) : new Uint8Array(source as ArrayBuffer);
}

/** `export { one, two as three } from "x"` */
function listed(text: string): readonly RegExpMatchArray[] {
  return [...text.matchAll(/export \{([^}]*)\}/g)].flatMap(([, list = ""]) => [...list.matchAll(/(\w+)\s*(?:,|$)/g)]);
}
