import { relative, resolve } from "node:path";
import { ConfigError } from "../config/config-error.ts";
import type { ConnectorConfig } from "../config/config.ts";
import type { LoadedConfig } from "../config/load-config.ts";
import { suggest } from "../config/nearest.ts";
import type { GenerateOptions } from "../generate.ts";

/** A connector of a config, its paths resolved: everything that `generate` has to know. */
export interface ConfiguredConnector {
  readonly name: string;
  readonly options: Omit<GenerateOptions, "write" | "io">;
}

/**
 * The connectors of a config, in its order.
 * @throws ConfigError where two of them write into one folder
 */
export function configuredConnectors(loaded: LoadedConfig): readonly ConfiguredConnector[] {
  const folders = new Map<string, string>();
  return Object.entries(loaded.config.connectors).map(([name, config]) => {
    const options = optionsOf(name, config, loaded);
    const other = folders.get(options.outDir);
    if (other !== undefined)
      throw new ConfigError(
        `${loaded.place}: the connectors "${other}" and "${name}" write into one folder.`,
        'Give each its own folder under "out".',
      );
    folders.set(options.outDir, name);
    return { name, options };
  });
}

/**
 * The connectors that are named; all where none is.
 * @throws ConfigError for a name that the config does not have, with the nearest one
 */
export function pickConnectors(
  connectors: readonly ConfiguredConnector[],
  names: readonly string[],
  place: string,
): readonly ConfiguredConnector[] {
  const known = connectors.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new ConfigError(
      `${place} has no connector "${unknown}".`,
      suggest(unknown, known) || "Add one under connectors.",
    );
  return names.length === 0 ? connectors : connectors.filter(({ name }) => names.includes(name));
}

function optionsOf(
  name: string,
  config: ConnectorConfig,
  { folder, place }: LoadedConfig,
): ConfiguredConnector["options"] {
  const { document, overlays = [], allow = {}, types, out, ...corrections } = config;
  const near = (path: string): string => shortest(resolve(folder, path));
  return {
    source: document === undefined || isUrl(document) ? document : near(document),
    overlays: overlays.map(near),
    access: { hosts: allow.hosts, folders: allow.folders?.map((each) => resolve(folder, each)) },
    types,
    outDir: resolve(folder, out),
    corrections,
    place: `${place}, connector "${name}"`,
    modulesFrom: folder,
  };
}

function isUrl(document: string): boolean {
  return /^(https?|file):/i.test(document);
}

/** Relative to the working directory where that is shorter to read. */
function shortest(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}
