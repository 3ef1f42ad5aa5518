import { readFile } from "node:fs/promises";
import { suggest } from "../config/nearest.ts";
import { isExplained } from "../project/explained.ts";
import type { Command } from "./command.ts";
import { checkCommand } from "./check-command.ts";
import { diffCommand } from "./diff-command.ts";
import { emulateCommand } from "./emulate-command.ts";
import { explainCommand } from "./explain-command.ts";
import { generateCommand } from "./generate-command.ts";
import { commandHelp, generalHelp } from "./help.ts";
import { inferCommand } from "./infer-command.ts";
import { initCommand } from "./init-command.ts";
import { parseArguments } from "./parse-arguments.ts";
import { showJson } from "./show.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

const COMMANDS: readonly Command[] = [
  initCommand,
  generateCommand,
  inferCommand,
  explainCommand,
  diffCommand,
  emulateCommand,
  checkCommand,
];

/** Runs one command line. Exit codes: 0 done · 1 differences were found · 2 it cannot be done (one message, no stack). */
export async function runCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await run(argv, terminal);
  } catch (error) {
    terminal.progress();
    const explained = explain(error);
    if (argv.includes("--json")) showJson({ error: explained }, terminal);
    terminal.error(`${terminal.paint("red", "waybill:")} ${explained.message}`);
    return 2;
  }
}

async function run([name, ...rest]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    terminal.out(helpAbout(rest[0]));
    return 0;
  }
  if (name === "--version") {
    terminal.out(await ownVersion());
    return 0;
  }
  const command = findCommand(name);
  const given = parseArguments(command, rest);
  if (given.options.help !== true) return command.run(given, terminal);
  terminal.out(commandHelp(command));
  return 0;
}

function helpAbout(name: string | undefined): string {
  return name === undefined || name.startsWith("-") ? generalHelp(COMMANDS) : commandHelp(findCommand(name));
}

function findCommand(name: string): Command {
  const found = COMMANDS.find((command) => command.name === name);
  if (found !== undefined) return found;
  const known = COMMANDS.map((command) => command.name);
  throw new UsageError(`There is no command "${name}".`, suggest(name, known));
}

interface Explained {
  readonly code: string;
  readonly message: string;
  readonly file?: string | undefined;
  readonly pointer?: string | undefined;
}

/** What a person and a machine are told of an error. One that is ours is thrown on: its stack belongs to it. */
function explain(error: unknown): Explained {
  if (error instanceof UsageError || isExplained(error)) {
    const place = "file" in error ? { file: error.file, pointer: error.pointer } : {};
    return { code: error.code, message: error.message, ...place };
  }
  if (isSystemError(error))
    return { code: "system", message: `${error.message}. Check that this user may do it there.` };
  throw error;
}

/** What the operating system refused: a full disk, a folder that may not be written to. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error && "code" in error;
}

async function ownVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
  return String(Reflect.get(Object(manifest), "version"));
}
