import type { OptionName, Options } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** What was asked for, taken apart. */
export interface Arguments {
  /** What stands after the command's name, options aside. */
  readonly words: readonly string[];
  readonly options: Options;
}

/** One thing that `waybill` does. */
export interface Command {
  readonly name: string;
  /** What stands behind the name: `<document> [--json]`. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Paragraphs for the command's own help. */
  readonly about: readonly string[];
  readonly options: readonly OptionName[];
  /** How many words it takes. */
  readonly words: { readonly least: number; readonly most: number; readonly missing: string };
  /** Resolves to the exit code: 0 done, 1 differences were found, 2 it could not be done. */
  readonly run: (given: Arguments, terminal: Terminal) => Promise<number>;
}
