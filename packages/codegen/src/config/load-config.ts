import { stat } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { checkConfig } from "./check-config.ts";
import type { WaybillConfig } from "./config.ts";
import { ConfigError } from "./config-error.ts";

/** Where a config is looked for when none is named. */
export const USUAL_CONFIG = "waybill.config.ts";

export interface LoadedConfig {
  /** Absolute path. */
  readonly path: string;
  /** The folder it stands in; what it names is relative to it. */
  readonly folder: string;
  /** How messages call it. */
  readonly place: string;
  readonly config: WaybillConfig;
}

export interface ConfigRequest {
  /** Path of the config. Default: `waybill.config.ts` of the folder, where there is one. */
  readonly named?: string | undefined;
  /** Default: the working directory. */
  readonly folder?: string | undefined;
}

/**
 * The config that a module exports, as `config` or by default; undefined where none is named and there is none.
 * @throws ConfigError
 */
export async function loadConfig({ named, folder = "." }: ConfigRequest): Promise<LoadedConfig | undefined> {
  const path = resolve(folder, named ?? USUAL_CONFIG);
  const place = placeOf(path);
  const edition = await editionOf(path);
  if (edition === undefined) {
    if (named === undefined) return undefined;
    throw new ConfigError(`There is no config at ${place}.`, "Check the path given to --config.");
  }
  const exported = exportOf(await importModule(path, edition));
  if (exported === undefined)
    throw new ConfigError(
      `${place} exports no config.`,
      "Write: export const config = defineConfig({ connectors: { … } }).",
    );
  return { path, folder: dirname(path), place, config: checkConfig(exported, place) };
}

/** Relative to the working directory where that is shorter to read. */
function placeOf(path: string): string {
  const near = relative(process.cwd(), path);
  return near === "" || near.startsWith("..") ? path : near;
}

function exportOf(module: unknown): unknown {
  if (typeof module !== "object" || module === null) return undefined;
  return Reflect.get(module, "config") ?? Reflect.get(module, "default");
}

async function importModule(path: string, edition: string): Promise<unknown> {
  const url = pathToFileURL(path);
  // A module is loaded once for each address. A config that has changed needs another one.
  url.searchParams.set("edition", edition);
  try {
    return await import(url.href);
  } catch (cause) {
    throw unloadable(path, url, cause);
  }
}

function unloadable(path: string, url: URL, cause: unknown): ConfigError {
  const what = (cause instanceof Error ? cause.message : String(cause)).replaceAll(/\s+/g, " ").trim();
  const place = `${placeOf(path)}${lineOf(cause, url)}`;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const next =
    code === "ERR_UNKNOWN_FILE_EXTENSION"
      ? "TypeScript is loaded by Node 22.18 or later; older versions take a .js or .mjs file."
      : "Correct the config.";
  return new ConfigError(`${place} cannot be loaded: ${what}${/[.!?]$/.test(what) ? "" : "."}`, next, { cause });
}

/** `:3:7` of the first line of the stack that is in the config itself, by its path or by its address. */
function lineOf(cause: unknown, url: URL): string {
  const stack = cause instanceof Error ? (cause.stack ?? "") : "";
  const after = stack.split(url.href)[1] ?? stack.split(fileURLToPath(url))[1] ?? "";
  return /^(?:\?edition=[\d.-]*)?(:\d+:\d+)/.exec(after)?.[1] ?? "";
}

/** Changes whenever the file is written; undefined where there is none. */
async function editionOf(path: string): Promise<string | undefined> {
  return stat(path).then(
    ({ mtimeMs, size }) => `${mtimeMs}-${size}`,
    () => undefined,
  );
}
