import { parseArgs } from "node:util";
import { suggest } from "../config/nearest.ts";
import type { Arguments, Command } from "./command.ts";
import { OPTIONS, type Options } from "./options.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The words and options behind a command's name.
 * @throws UsageError naming what is too much or too little, and the nearest option there is
 */
export function parseArguments(command: Command, argv: readonly string[]): Arguments {
  const { values, positionals } = parseStrictly(command, argv);
  const { least, most, missing } = command.words;
  const help = `"waybill ${command.name} --help" says how.`;
  if (values.help !== true && positionals.length < least)
    throw new UsageError(`"waybill ${command.name}" takes ${missing}.`, help);
  const extra = positionals.slice(most).map((word) => `"${word}"`);
  if (extra.length > 0) throw new UsageError(`"waybill ${command.name}": ${extra.join(", ")} is too much.`, help);
  return { words: positionals, options: values };
}

function parseStrictly(
  command: Command,
  argv: readonly string[],
): { readonly values: Options; readonly positionals: readonly string[] } {
  const known = [...command.options, "help" as const];
  const options = Object.fromEntries(known.map((name) => [name, OPTIONS[name]]));
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw optionFault(error, command.name, known);
  }
}

function optionFault(error: TypeError, command: string, known: readonly string[]): UsageError {
  const unknown = /^Unknown option '(-{1,2}[^']*)'/.exec(error.message)?.[1];
  if (unknown === undefined) return new UsageError(`${error.message.replace(/\. .*$/s, "").replace(/\.$/, "")}.`);
  const names = known.map((name) => `--${name}`);
  return new UsageError(`"waybill ${command}" has no option "${unknown}".`, suggest(unknown, names));
}
