import type { OptionName, Options } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** What was asked for, taken apart. */
export interface Arguments {
  /** What stands after the command's name, options aside. */
  readonly words: readonly string[];
  readonly options: Options;
}

/** How many words a command takes, and what it says it takes where there are too few. */
interface WordCount {
  readonly least: number;
  readonly most: number;
  readonly missing: string;
}

/** The word of a command that is about one document. */
export const ONE_DOCUMENT: WordCount = {
  least: 1,
  most: 1,
  missing: "a document: a path, an address, or - for standard input",
};

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
  readonly words: WordCount;
  /** Resolves to the exit code: 0 done, 1 differences were found, 2 it could not be done. */
  readonly run: (given: Arguments, terminal: Terminal) => Promise<number>;
}
