import type { ConnectorOutcome } from "../project/generate-connector.ts";
import { near, summaryOf } from "../project/summary.ts";
import { showDiagnostics, showGaps } from "./show.ts";
import type { Terminal } from "./terminal.ts";

/** What came of a connector, for a person. */
export function showOutcome(outcome: ConnectorOutcome, check: boolean, terminal: Terminal): void {
  if (outcome.kind === "refused") {
    terminal.error(`${terminal.paint("red", "waybill:")} ${outcome.error.message}`);
    return;
  }
  const { files, inference, loaded } = outcome.result;
  showDiagnostics(loaded, terminal);
  showGaps(inference, terminal);
  const changed = files.filter((file) => file.changed);
  const word = check ? terminal.paint("red", "differs", "out") : terminal.paint("green", "written", "out");
  for (const { path } of changed) terminal.out(`${word}  ${near(path)}`);
  terminal.out(summaryOf(outcome.result));
}

/** What came of a connector, for a machine. */
export function outcomeJson(outcome: ConnectorOutcome, check: boolean): object {
  if (outcome.kind === "refused") {
    const { error } = outcome;
    const place = "file" in error && "pointer" in error ? { file: error.file, pointer: error.pointer } : {};
    const code = "code" in error ? error.code : undefined;
    return { name: outcome.name, error: { code, message: error.message, ...place } };
  }
  const { files, inference, loaded } = outcome.result;
  return {
    name: outcome.name,
    title: inference.connector.title,
    streams: Object.keys(inference.connector.streams),
    files: files.map(({ path, changed }) => ({
      path: near(path),
      state: changed ? (check ? "differs" : "written") : "same",
    })),
    couldNotTell: inference.report.couldNotTell,
    diagnostics: loaded.diagnostics,
  };
}
