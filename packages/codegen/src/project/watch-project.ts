import { resolve } from "node:path";
import type { ConfiguredConnector } from "./configured-connector.ts";
import { isExplained } from "./explained.ts";
import { generateConnector, type ConnectorOutcome } from "./generate-connector.ts";
import type { WatchClock } from "./watch-clock.ts";
import type { WatchFiles } from "./watch-files.ts";

/** Changes that come within this time of each other are one: editors write in several steps. Milliseconds. */
const QUIET_MS = 60;

export interface WatchedProject {
  readonly connectors: readonly ConfiguredConnector[];
  /** Absolute path of the config; undefined where there is none. */
  readonly configPath: string | undefined;
}

export type WatchEvent =
  | { readonly kind: "first"; readonly outcome: ConnectorOutcome }
  | { readonly kind: "waiting"; readonly files: number }
  | { readonly kind: "again"; readonly changed: readonly string[]; readonly outcome: ConnectorOutcome }
  /** The config was read anew; what is told of its connectors from here on is all there is. */
  | { readonly kind: "chosen"; readonly names: readonly string[] }
  | { readonly kind: "config-refused"; readonly error: Error };

export interface WatchOptions {
  /** Reads the config anew. */
  readonly choose: () => Promise<WatchedProject>;
  readonly watch: WatchFiles;
  readonly clock: WatchClock;
  /** Ends the watching. */
  readonly signal: AbortSignal;
  readonly report: (event: WatchEvent) => void;
  /** Default: one connector after the other, by the files of this machine. */
  readonly generate?: ((connector: ConfiguredConnector) => Promise<ConnectorOutcome>) | undefined;
}

/**
 * Generates every connector, and again those that a changed file is an input of, until the signal aborts. What cannot be generated is reported and
 * waited for: an error ends nothing.
 *
 *     choose -> generate -> watch the inputs -> a change -> quiet -> the config changed ? choose : - -> generate what is touched -> …
 *
 * @throws ConfigError where the config cannot be used from the start
 */
export async function watchProject(options: WatchOptions): Promise<void> {
  const rounds = new Rounds(options, await options.choose());
  try {
    await rounds.first();
    while (await rounds.next());
  } finally {
    rounds.close();
  }
}

/** Owns what changes from round to round: the connectors, their inputs, and the changes that were told of and not worked on yet. */
class Rounds {
  readonly #options: WatchOptions;
  /** Of each connector, by name: those it was made of, and until it is made also those that the config names. */
  #inputs = new Map<string, ReadonlySet<string>>();
  readonly #pending = new Set<string>();
  #told: Promise<void> = Promise.resolve();
  #tell: () => void = () => {};
  #count = 0;
  #project: WatchedProject;
  #watched: { readonly close: () => void } = { close: () => {} };

  constructor(options: WatchOptions, project: WatchedProject) {
    this.#options = options;
    this.#project = project;
    this.#expect(project);
    this.#listen();
    options.signal.addEventListener("abort", () => this.#tell(), { once: true });
  }

  async first(): Promise<void> {
    // Watched before it is read, or a change in between would be lost.
    this.#watch();
    for (const connector of this.#project.connectors)
      this.#options.report({ kind: "first", outcome: await this.#generate(connector) });
    this.#watch();
    this.#options.report({ kind: "waiting", files: this.#files().size });
  }

  /** One change worked on; false where the end was asked for. */
  async next(): Promise<boolean> {
    if (!(await this.#settled())) return false;
    const changed = [...this.#pending].toSorted();
    this.#pending.clear();
    const touched = await this.#touchedBy(changed);
    this.#watch();
    for (const connector of touched)
      this.#options.report({ kind: "again", changed, outcome: await this.#generate(connector) });
    this.#watch();
    return true;
  }

  close(): void {
    this.#watched.close();
  }

  async #generate(connector: ConfiguredConnector): Promise<ConnectorOutcome> {
    const { generate = (each) => generateConnector(each, { write: true }) } = this.#options;
    const outcome = await generate(connector);
    this.#inputs.set(connector.name, outcome.inputs);
    return outcome;
  }

  /** Waits for a change and then until none follows; false where the end was asked for. */
  async #settled(): Promise<boolean> {
    const { clock, signal } = this.#options;
    if (this.#pending.size === 0 && !signal.aborted) await this.#told;
    for (let seen = -1; seen !== this.#count && !signal.aborted;) {
      seen = this.#count;
      await clock.sleep(QUIET_MS, signal).catch(ignoreAbort(signal));
    }
    this.#listen();
    return !signal.aborted;
  }

  #listen(): void {
    this.#told = new Promise((tell) => {
      this.#tell = tell;
    });
  }

  async #touchedBy(changed: readonly string[]): Promise<readonly ConfiguredConnector[]> {
    const { configPath } = this.#project;
    if (configPath !== undefined && changed.includes(configPath)) return this.#chosenAnew();
    return this.#project.connectors.filter(({ name }) => changed.some((path) => this.#inputs.get(name)?.has(path)));
  }

  async #chosenAnew(): Promise<readonly ConfiguredConnector[]> {
    try {
      this.#project = await this.#options.choose();
      this.#expect(this.#project);
      this.#options.report({ kind: "chosen", names: this.#project.connectors.map(({ name }) => name) });
      return this.#project.connectors;
    } catch (error) {
      if (!(error instanceof Error && (isExplained(error) || error.name === "UsageError"))) throw error;
      this.#options.report({ kind: "config-refused", error });
      return [];
    }
  }

  /** What a connector was made of stays watched until it is made anew: the same document may refer to it still. */
  #expect({ connectors }: WatchedProject): void {
    const inputsOf = ({ name, options }: ConfiguredConnector) => [
      ...namedIn(options),
      ...(this.#inputs.get(name) ?? []),
    ];
    this.#inputs = new Map(connectors.map((connector) => [connector.name, new Set(inputsOf(connector))]));
  }

  #files(): ReadonlySet<string> {
    const { configPath } = this.#project;
    const inputs = [...this.#inputs.values()].flatMap((files) => [...files]);
    return new Set([...(configPath === undefined ? [] : [configPath]), ...inputs]);
  }

  /** Watches what is an input now; the new watch stands before the old one falls. */
  #watch(): void {
    const before = this.#watched;
    this.#watched = this.#options.watch(this.#files(), (path) => {
      this.#pending.add(path);
      this.#count += 1;
      this.#tell();
    });
    before.close();
  }
}

/** Absolute paths of what the config names for a connector. */
function namedIn({ source, overlays = [] }: ConfiguredConnector["options"]): readonly string[] {
  return [source, ...overlays].filter((path) => isFile(path)).map((path) => resolve(path));
}

function isFile(path: string | undefined): path is string {
  return path !== undefined && path !== "-" && !/^(https?|file):/i.test(path);
}

function ignoreAbort(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}
