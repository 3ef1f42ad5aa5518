import { relative } from "node:path";
import { commentText } from "../emit/text.ts";
import type { GenerateResult } from "../generate.ts";
import type { ConnectorOutcome } from "./generate-connector.ts";

/** `3 streams of Harbor CRM; 1 of 4 files as before.` */
export function summaryOf({ files, inference: { connector } }: GenerateResult): string {
  const streams = Object.keys(connector.streams).length;
  const same = files.filter((file) => !file.changed).length;
  return `${streams} ${streams === 1 ? "stream" : "streams"} of ${commentText(connector.title, 80)}; ${same} of ${files.length} files as before.`;
}

/** What became of a changed file, in one line: `harbor.yaml changed; harbor: wrote src/harbor/shape.ts; 3 streams of Harbor; …`. */
export function changeLine(changed: readonly string[], outcome: ConnectorOutcome): string {
  const what = `${changed.map(near).join(", ")} changed; ${outcome.name}: `;
  if (outcome.kind === "refused") return what + outcome.error.message;
  const written = outcome.result.files.filter((file) => file.changed).map(({ path }) => near(path));
  return `${what}${written.length === 0 ? "" : `wrote ${written.join(", ")}; `}${summaryOf(outcome.result)}`;
}

/** A path as a person in this folder would write it. */
export function near(path: string): string {
  return relative(process.cwd(), path);
}
