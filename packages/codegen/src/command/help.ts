import type { Command } from "./command.ts";
import { OPTIONS, type OptionName, type OptionSpec } from "./options.ts";

/** Help about everything. */
export function generalHelp(commands: readonly Command[]): string {
  const lines = commands.map(({ name, usage, summary }) => row(`waybill ${name} ${usage}`, summary));
  return `waybill: from an OpenAPI document to types, a client and a connector

${lines.join("\n")}

"waybill <command> --help" says more about one. A document is a path, an address, or - for standard input;
YAML or JSON; OpenAPI 2.0, 3.0, 3.1 or 3.2. ${EXIT_CODES}`;
}

/** Help about one command. */
export function commandHelp({ name, usage, summary, about, options }: Command): string {
  const lines = [...options, "help" as const].map((option) => row(signature(option), OPTIONS[option].about));
  return [`waybill ${name} ${usage}: ${summary}`, ...about.map(wrap), lines.join("\n"), EXIT_CODES].join("\n\n");
}

const EXIT_CODES = "Exit codes: 0 done, 1 found differences, 2 cannot be done.";

function signature(name: OptionName): string {
  const option: OptionSpec = OPTIONS[name];
  const short = option.short === undefined ? "" : `-${option.short}, `;
  return `${short}--${name}${option.value === undefined ? "" : ` ${option.value}`}`;
}

function row(left: string, right: string): string {
  return `  ${left.padEnd(34)}  ${right}`;
}

/** A paragraph in lines that a terminal of eighty columns shows whole. */
function wrap(paragraph: string): string {
  return paragraph.replaceAll(/(.{1,80})(\s+|$)/g, "$1\n").trimEnd();
}
