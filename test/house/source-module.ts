import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { root } from "../../scripts/run.ts";

/** One source file with what it imports and exports, as the parser read it. */
export interface SourceModule {
  /** Relative to the root, as in `packages/sync/src/engine.ts`. */
  readonly path: string;
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
}

export interface Import {
  readonly specifier: string;
  /** `type` is erased, `value` runs when the module loads, `lazy` is an `import()`. */
  readonly kind: "type" | "value" | "lazy";
}

export interface Export {
  /** `*` for an `export *`, which hides what it exports. */
  readonly name: string;
  readonly kind: "type" | "value";
}

/** Reads one file. Throws where it has a syntax error, for then nothing is known about it. */
export const readSourceModule = (path: string): SourceModule =>
  parseSourceModule(path, readFileSync(join(root, path), "utf8"));

/** The same from a text. */
export function parseSourceModule(path: string, text: string): SourceModule {
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const declared = module.staticImports.map(({ start, moduleRequest }) => ({
    specifier: moduleRequest.value,
    kind: kindAt(text, start, "import"),
  }));
  const passedOn = module.staticExports.flatMap(({ start, entries }) =>
    entries
      .slice(0, 1)
      .flatMap(({ moduleRequest }) =>
        moduleRequest === null ? [] : [{ specifier: moduleRequest.value, kind: kindAt(text, start, "export") }],
      ),
  );
  const lazy = module.dynamicImports.map(({ moduleRequest }) => ({
    specifier: text.slice(moduleRequest.start, moduleRequest.end).replaceAll(/^["'`]|["'`]$/gu, ""),
    kind: "lazy" as const,
  }));
  const exports = module.staticExports.flatMap(({ entries }) => entries.map(exportOf));
  return { path, imports: [...declared, ...passedOn, ...lazy], exports };
}

/** Only a whole `import type` is erased; `import { type A }` still loads its module. */
const kindAt = (text: string, start: number, keyword: "import" | "export"): "type" | "value" =>
  new RegExp(`^${keyword}\\s+type\\b`, "u").test(text.slice(start, start + 40)) ? "type" : "value";

type Entry = ReturnType<typeof parseSync>["module"]["staticExports"][number]["entries"][number];

function exportOf({ exportName, isType }: Entry): Export {
  const unnamed: Record<string, string> = { Default: "default", None: "*" };
  return { name: exportName.name ?? unnamed[exportName.kind] ?? "*", kind: isType ? "type" : "value" };
}
