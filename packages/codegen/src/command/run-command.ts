import { parseArgs } from "node:util";
import { ConfigError } from "../correct/config-error.ts";
import { DocumentError } from "../load/document-error.ts";
import type { Arguments } from "./arguments.ts";
import { emulateCommand } from "./emulate-command.ts";
import { generateCommand } from "./generate-command.ts";
import { help } from "./help.ts";
import { inferCommand } from "./infer-command.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

type Command = (given: Arguments, terminal: Terminal) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  generate: generateCommand,
  infer: inferCommand,
  emulate: emulateCommand,
};

/**
 * Runs one command line. Exit codes: 0 done · 1 `--check` found a difference · 2 the command line or the document cannot be used (one
 * message, no stack).
 */
export async function runCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { command, given } = parse(argv);
    if (command === undefined || given === undefined) {
      terminal.out(help);
      return 0;
    }
    return await command(given, terminal);
  } catch (error) {
    if (!isExplained(error)) throw error;
    terminal.error(`${terminal.paint("red", "waybill:")} ${error.message}`);
    return 2;
  }
}

/** Errors that say what happened and what to do; any other one is ours, and its stack belongs to it. */
function isExplained(error: unknown): error is Error {
  return error instanceof DocumentError || error instanceof ConfigError || error instanceof UsageError;
}

const OPTIONS = {
  out: { type: "string", short: "o" },
  name: { type: "string" },
  config: { type: "string", short: "c" },
  port: { type: "string", short: "p" },
  json: { type: "boolean" },
  check: { type: "boolean" },
  corpus: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

function parse(argv: readonly string[]): { command?: Command; given?: Arguments } {
  const { values, positionals } = parseStrictly(argv);
  const [name, document, ...more] = positionals;
  if (values.help === true || name === undefined || name === "help") return {};
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new UsageError(`There is no command "${name}".`);
  if (document === undefined)
    throw new UsageError(`"waybill ${name}" takes a document: a path, a file: URL, or - for standard input.`);
  if (more.length > 0)
    throw new UsageError(
      `"waybill ${name}" takes one document; ${more.map((each) => `"${each}"`).join(", ")} is too much.`,
    );
  const { json = false, check = false, corpus = false, out, port } = values;
  return { command, given: { document, out, port, name: values.name, config: values.config, json, check, corpus } };
}

function parseStrictly(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`${error.message.replace(/\. .*$/s, "")}.`);
  }
}
