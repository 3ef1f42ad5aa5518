import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isObject } from "../load/json-value.ts";
import type { WaybillConfig } from "./config.ts";
import { ConfigError } from "./config-error.ts";

/** Where corrections are looked for when no file is named. */
const USUAL_CONFIG = "waybill.config.ts";

/**
 * The `config` that a module exports. Without a name, that of `waybill.config.ts` in the working directory, where there is one.
 * @throws ConfigError
 */
export async function loadConfig(named: string | undefined): Promise<WaybillConfig | undefined> {
  const path = resolve(named ?? USUAL_CONFIG);
  if (named === undefined && !(await exists(path))) return undefined;
  if (!(await exists(path)))
    throw new ConfigError(`There is no config at ${path}.`, "Check the path given to --config.");
  const module: unknown = await importModule(path);
  const config = typeof module === "object" && module !== null && "config" in module ? module.config : undefined;
  if (isConfig(config)) return config;
  throw new ConfigError(
    `${path} exports no object named "config".`,
    "Write: export const config = defineConfig({ … }).",
  );
}

async function importModule(path: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(path).href);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(
      `${path} cannot be loaded: ${why}`,
      "TypeScript is loaded by Node 22.18 or later; older versions take a .js or .mjs file.",
      { cause },
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Its members are checked once they are applied: a correction must leave a sound connector. */
function isConfig(value: unknown): value is WaybillConfig {
  return isObject(value) && (value["streams"] === undefined || isObject(value["streams"]));
}
