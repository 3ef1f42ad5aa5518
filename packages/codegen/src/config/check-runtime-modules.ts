import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ConfigError } from "./config-error.ts";
import type { Corrections } from "./config.ts";
import type { ModuleExport, RuntimeModules } from "./correction.ts";
import { suggest } from "./nearest.ts";

/**
 * Looks into the modules of the product that corrections name, without running them. What a package exports is left to the compiler.
 * @throws ConfigError where a module is missing, or does not export what is named, with the nearest name
 */
export async function checkRuntimeModules(
  { streams = {}, graphql = {} }: Corrections,
  { modulesFrom, place }: { readonly modulesFrom: string; readonly place: string },
): Promise<void> {
  for (const [key, { runtime }] of [...Object.entries(streams), ...Object.entries(graphql)])
    for (const named of namedIn(runtime)) await checkExport(named, { modulesFrom, place: `${place}, stream "${key}"` });
}

function namedIn({ map, schema }: RuntimeModules = {}): readonly ModuleExport[] {
  return [map, schema].filter((named) => named !== undefined).filter(({ module }) => module.startsWith("."));
}

async function checkExport(
  named: ModuleExport,
  { modulesFrom, place }: { readonly modulesFrom: string; readonly place: string },
): Promise<void> {
  const path = resolve(modulesFrom, named.module);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const what = `${place}: there is no module ${named.module}, which is to give "${named.export}".`;
    throw new ConfigError(what, "Correct its path, relative to the config and with its extension.", { cause });
  }
  // Brings the compiler: only where a config names modules.
  const { moduleExports } = await import("./module-exports.ts");
  const names = moduleExports(text, path);
  if (names === undefined || names.has(named.export)) return;
  throw new ConfigError(
    `${place}: ${named.module} exports no "${named.export}".`,
    suggest(named.export, names) || "Export it there, or take it out of the config.",
  );
}
