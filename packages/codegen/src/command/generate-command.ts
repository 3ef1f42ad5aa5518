import { generateConnector, type ConnectorOutcome } from "../project/generate-connector.ts";
import { chooseConnectors } from "./choose-connectors.ts";
import type { Arguments, Command } from "./command.ts";
import { DOCUMENT_OPTIONS, type Options } from "./options.ts";
import { outcomeJson, showOutcome } from "./show-outcome.ts";
import { showJson } from "./show.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { watchCommand } from "./watch-command.ts";

export const generateCommand: Command = {
  name: "generate",
  usage: "[connector ...] | <document> --out DIR",
  summary: "write schema.d.ts, client.ts, connector.ts and shape.ts",
  about: [
    "Without words: every connector of waybill.config.ts, each into its own folder. With the names of connectors: those. With a document and --out: that one.",
    "Files that are as they would be written are left alone. What cannot be told from a document is printed, and stands at the top of connector.ts.",
  ],
  options: ["out", "check", "watch", "json", "types", ...DOCUMENT_OPTIONS],
  words: { least: 0, most: Number.POSITIVE_INFINITY, missing: "" },
  run: generateAll,
};

async function generateAll({ words, options }: Arguments, terminal: Terminal): Promise<number> {
  if (options.watch === true && options.check === true)
    throw new UsageError("--watch writes and --check does not;", "give one of them.");
  if (options.watch === true) return watchCommand({ words, options }, terminal);
  const { connectors } = await chooseConnectors({ words, options });
  const outcomes: ConnectorOutcome[] = [];
  for (const connector of connectors) {
    const count = connectors.length === 1 ? "" : ` (${outcomes.length + 1} of ${connectors.length})`;
    terminal.progress(`generating ${connector.name}${count}`);
    outcomes.push(await generateConnector(connector, { write: options.check !== true }));
  }
  terminal.progress();
  return report(outcomes, options, terminal);
}

/** 2 where a connector cannot be made, 1 where `--check` found a difference. */
function report(outcomes: readonly ConnectorOutcome[], options: Options, terminal: Terminal): number {
  const check = options.check === true;
  if (options.json === true) showJson({ connectors: outcomes.map((each) => outcomeJson(each, check)) }, terminal);
  else for (const outcome of outcomes) showOutcome(outcome, check, terminal);
  if (outcomes.some(({ kind }) => kind === "refused")) return 2;
  const stale = outcomes.some((each) => each.kind === "generated" && each.result.files.some(({ changed }) => changed));
  return check && stale ? 1 : 0;
}
