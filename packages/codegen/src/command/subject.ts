import { resolve } from "node:path";
import { configuredConnectors, type ConfiguredConnector } from "../project/configured-connector.ts";
import { loadConfig, type LoadedConfig } from "../config/load-config.ts";
import { inferLists, readDescription } from "../generate.ts";
import type { Inference } from "../infer/infer-connector.ts";
import type { LoadedDocument } from "../load/load-document.ts";
import type { Options } from "./options.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** What a command is about: a document, read, with what was told about it. */
export interface Subject {
  readonly loaded: LoadedDocument;
  readonly inference: Inference;
}

/**
 * Reads a document, or the document of the connector that the config has under this name. A document that a connector of the config is made
 * from is read with that connector's overlays and corrections.
 */
export async function readSubject(word: string, options: Options, terminal: Terminal): Promise<Subject> {
  const connector = connectorFor(word, await loadConfig({ named: options.config }));
  return readConnector(
    withOptions(connector ?? { name: word, options: { source: word, outDir: "" } }, options),
    terminal,
  );
}

/** The document of a connector and what is told about it. */
export async function readConnector({ options }: ConfiguredConnector, terminal: Terminal): Promise<Subject> {
  terminal.progress(`reading ${options.source ?? options.place ?? ""}`);
  const loaded = await readDescription(options);
  terminal.progress(`inferring from ${loaded.file}`);
  const inference = inferLists(loaded, options);
  terminal.progress();
  return { loaded, inference };
}

/** The connector that a word names, by its own name or by its document. */
export function connectorFor(word: string, config: LoadedConfig | undefined): ConfiguredConnector | undefined {
  const connectors = config === undefined ? [] : configuredConnectors(config);
  return (
    connectors.find(({ name }) => name === word) ??
    connectors.find(({ options }) => options.source !== undefined && isSame(options.source, word))
  );
}

/** A connector with what the command line adds. */
export function withOptions(connector: ConfiguredConnector, given: Options): ConfiguredConnector {
  const { options } = connector;
  return {
    ...connector,
    options: {
      ...options,
      name: given.name ?? options.name,
      types: typesOf(given) ?? options.types,
      overlays: [...(options.overlays ?? []), ...(given.overlay ?? [])],
      access: {
        folders: [...(options.access?.folders ?? []), ...(given["allow-folder"] ?? []).map((each) => resolve(each))],
        hosts: [...(options.access?.hosts ?? []), ...(given["allow-host"] ?? [])],
      },
    },
  };
}

function typesOf({ types }: Options): "streams" | "whole" | undefined {
  if (types === undefined || types === "streams" || types === "whole") return types;
  throw new UsageError(`--types takes streams or whole, not "${types}".`, '"waybill generate --help" says more.');
}

function isSame(source: string, word: string): boolean {
  return source === word || (!source.includes("://") && word !== "-" && resolve(source) === resolve(word));
}
