import { systemClock } from "../project/watch-clock.ts";
import { watchFiles } from "../project/watch-files.ts";
import { watchProject, type WatchEvent } from "../project/watch-project.ts";
import { changeLine, near } from "../project/summary.ts";
import { chooseConnectors } from "./choose-connectors.ts";
import type { Arguments } from "./command.ts";
import { outcomeJson, showOutcome } from "./show-outcome.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Generates, and goes on for as long as it is let. */
export async function watchCommand(given: Arguments, terminal: Terminal): Promise<number> {
  if (given.words.includes("-"))
    throw new UsageError("Standard input is read once and cannot be watched.", "Give the document as a file.");
  const json = given.options.json === true;
  await watchProject({
    choose: async () => {
      const { connectors, config } = await chooseConnectors(given);
      return { connectors, configPath: config?.path };
    },
    watch: watchFiles,
    clock: systemClock,
    signal: terminal.interrupted,
    report: (event) => (json ? terminal.out(JSON.stringify(eventJson(event))) : showEvent(event, terminal)),
  });
  return 0;
}

function showEvent(event: WatchEvent, terminal: Terminal): void {
  switch (event.kind) {
    case "first":
      showOutcome(event.outcome, false, terminal);
      break;
    case "waiting":
      terminal.error(terminal.paint("dim", `watching ${event.files} files; end with Ctrl+C`));
      break;
    case "again":
      terminal.out(changeLine(event.changed, event.outcome));
      break;
    case "chosen":
      break;
    case "config-refused":
      terminal.error(`${terminal.paint("red", "waybill:")} ${event.error.message}`);
  }
}

function eventJson(event: WatchEvent): object {
  switch (event.kind) {
    case "first":
      return { event: "generated", ...outcomeJson(event.outcome, false) };
    case "again":
      return { event: "generated", changed: event.changed.map(near), ...outcomeJson(event.outcome, false) };
    case "waiting":
      return { event: "waiting", files: event.files };
    case "chosen":
      return { event: "chosen", connectors: event.names };
    case "config-refused":
      return { event: "refused", error: { message: event.error.message } };
  }
}
