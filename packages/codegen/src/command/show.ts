import { commentText } from "../emit/text.ts";
import { groupGaps } from "../infer/group-gaps.ts";
import type { Inference } from "../infer/infer-connector.ts";
import type { Diagnostic } from "../load/read/diagnostic.ts";
import type { LoadedDocument } from "../load/load-document.ts";
import type { Terminal } from "./terminal.ts";

/** More than this many lines of one kind are counted and not shown. */
const MOST = 20;

/** Faults of the document that did not stop the reading. */
export function showDiagnostics({ diagnostics, file }: LoadedDocument, terminal: Terminal): void {
  show(
    diagnostics.map((each) => describeDiagnostic(each, file)),
    "faults of the document",
    terminal,
  );
}

function describeDiagnostic({ pointer, message, file }: Diagnostic, document: string): string {
  return `${file ?? document}#${pointer}: ${message}`;
}

/** What a person has to look at. */
export function showGaps({ report }: Inference, terminal: Terminal): void {
  show(
    groupGaps(report.couldNotTell).map(({ streams, question, why }) => `${about(streams)}, ${question}: ${why}`),
    "questions that the document leaves open",
    terminal,
  );
}

/** The stream, or the first of several and how many they are. */
function about([first, ...others]: readonly string[]): string {
  if (first === undefined) return "the API";
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function show(lines: readonly string[], what: string, terminal: Terminal): void {
  for (const line of lines.slice(0, MOST))
    terminal.error(`${terminal.paint("yellow", "look")}  ${commentText(line, 300)}`);
  if (lines.length > MOST) terminal.error(terminal.paint("dim", `and ${lines.length - MOST} more ${what}`));
}

/** A value for a machine, indented for a person. Schemas of records are left out: they are the document's own, large and maybe circular. */
export function showJson(value: unknown, terminal: Terminal): void {
  terminal.out(JSON.stringify(value, withoutRecords, 2));
}

function withoutRecords(key: string, value: unknown): unknown {
  return key === "record" ? undefined : value;
}
