import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { GeneratedFile } from "../src/generate.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const require = createRequire(import.meta.url);

/** The compilers that what we generate has to please: the last of each major line that products are on. */
export const compilers: Readonly<Record<string, readonly string[]>> = {
  "TypeScript 5.9": [require.resolve("typescript/lib/tsc.js")],
  "TypeScript 6": [require.resolve("typescript6/lib/tsc.js")],
  "TypeScript 7": [join(root, "node_modules/typescript/bin/tsc")],
};

const options = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  target: "ES2022",
  lib: ["ES2023", "DOM", "DOM.Iterable"],
  module: "NodeNext",
  moduleResolution: "NodeNext",
  customConditions: ["@waybill/source"],
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  types: [],
};

/**
 * Compiles generated files, each set in a folder of its own name, as a strict product would, and returns what the compiler says of them. The types are
 * compiled as source too: as a declaration file nobody would look into them. `more`: options besides.
 */
export function compileWith(
  compiler: string,
  sets: Readonly<Record<string, readonly Pick<GeneratedFile, "path" | "text">[]>>,
  more: Readonly<Record<string, boolean>> = {},
): readonly string[] {
  // Inside the repository, where what the files import is found.
  const folder = mkdtempSync(join(root, "openapi", ".compiled-"));
  try {
    for (const [name, files] of Object.entries(sets)) writeSet(join(folder, name), files);
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { ...options, ...more }, include: ["*/*.ts"] }),
    );
    const { stdout } = spawnSync(
      process.execPath,
      [...(compilers[compiler] ?? []), "-p", folder, "--pretty", "false"],
      {
        cwd: folder,
        encoding: "utf8",
        maxBuffer: 1 << 26,
      },
    );
    // What the packages that they import are faulted for is not theirs.
    return stdout.split("\n").filter((line) => /^[^./][^(]*\.ts\(/.test(line));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeSet(folder: string, files: readonly Pick<GeneratedFile, "path" | "text">[]): void {
  mkdirSync(folder);
  for (const { path, text } of files) {
    writeFileSync(join(folder, basename(path)), text);
    if (basename(path) === "schema.d.ts") writeFileSync(join(folder, "types.ts"), text);
  }
}
