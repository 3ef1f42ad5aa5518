import { loadConfig, type LoadedConfig } from "../config/load-config.ts";
import { configuredConnectors, pickConnectors, type ConfiguredConnector } from "../project/configured-connector.ts";
import type { Arguments } from "./command.ts";
import type { Options } from "./options.ts";
import { connectorFor, withOptions } from "./subject.ts";
import { UsageError } from "./usage-error.ts";

/** The connectors that the command line is about, and the config that they are of. */
export interface Chosen {
  readonly connectors: readonly ConfiguredConnector[];
  readonly config: LoadedConfig | undefined;
}

/**
 * The connectors of the config, those of them that are named, or, with `--out`, one document.
 * @throws UsageError, ConfigError
 */
export async function chooseConnectors({ words, options }: Arguments): Promise<Chosen> {
  const config = await loadConfig({ named: options.config });
  if (options.out !== undefined) return { config, connectors: [fromDocument(words, options, config)] };
  if (config === undefined) throw nothingChosen(words);
  const connectors = pickConnectors(configuredConnectors(config), words, config.place);
  return { config, connectors: connectors.map((connector) => withOptions(connector, options)) };
}

/** One document into one folder. A config that is about this document corrects it. */
function fromDocument(
  words: readonly string[],
  options: Options,
  config: LoadedConfig | undefined,
): ConfiguredConnector {
  const [source, ...more] = words;
  const { out = "" } = options;
  if (source === undefined)
    throw new UsageError(
      "--out names a folder for one document, and no document is given.",
      "Give its path before it.",
    );
  if (more.length > 0)
    throw new UsageError(`--out takes one document, and "${more.join('", "')}" is too much.`, "Give them one by one.");
  const known = connectorFor(source, config);
  const { name, options: given } = withOptions(known ?? { name: source, options: { source, outDir: out } }, options);
  return { name, options: { ...given, outDir: out } };
}

function nothingChosen([word]: readonly string[]): UsageError {
  const what = "There is no waybill.config.ts in this folder.";
  return word === undefined
    ? new UsageError(what, '"waybill init" writes one; "waybill generate <document> --out DIR" does without.')
    : new UsageError(
        `${what} A document takes --out DIR, the folder to write to.`,
        `waybill generate ${word} --out DIR`,
      );
}
