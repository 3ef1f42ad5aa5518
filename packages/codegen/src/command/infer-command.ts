import { basename, join } from "node:path";
import type { StreamContract } from "@waybill/sync/connector";
import { predict } from "../corpus/prediction.ts";
import type { LoadedDocument } from "../load/load-document.ts";
import { readDocument } from "../overlay/read-document.ts";
import { writeFiles } from "../write-files.ts";
import { ONE_DOCUMENT, type Arguments, type Command } from "./command.ts";
import { DOCUMENT_OPTIONS } from "./options.ts";
import { showDiagnostics, showGaps, showJson } from "./show.ts";
import { readSubject } from "./subject.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { operationName } from "../infer/document/operation-name.ts";

export const inferCommand: Command = {
  name: "infer",
  usage: "<document>",
  summary: "show the streams of a document, and what could not be told",
  about: [
    "A line a stream: its name, its list operation, where the records are, how it is paged, its key, and the parameter that asks for changes. With --json also the evidence of each answer.",
  ],
  options: ["json", "corpus", "out", ...DOCUMENT_OPTIONS],
  words: ONE_DOCUMENT,
  run: inferStreams,
};

async function inferStreams({ words: [word = ""], options }: Arguments, terminal: Terminal): Promise<number> {
  if (options.corpus === true) return writePrediction(word, options.out, terminal);
  const { loaded, inference } = await readSubject(word, options, terminal);
  if (options.json === true) {
    showJson({ connector: inference.connector, report: inference.report, diagnostics: loaded.diagnostics }, terminal);
    return 0;
  }
  showDiagnostics(loaded, terminal);
  showGaps(inference, terminal);
  for (const stream of Object.values(inference.connector.streams)) terminal.out(describe(stream));
  return 0;
}

/** What is inferred from the document alone: no config has a say in a prediction. */
async function writePrediction(source: string, out: string | undefined, terminal: Terminal): Promise<number> {
  if (out === undefined) throw new UsageError('"waybill infer --corpus" takes --out DIR, the folder to write to.');
  const loaded = await readDocument(source);
  const name = stemOf(loaded);
  const { operations, vendor } = predict(loaded);
  await writeFiles([
    { path: join(out, `${name}.json`), text: `${JSON.stringify(operations, null, 1)}\n` },
    { path: join(out, `${name}.vendor.json`), text: `${JSON.stringify(vendor, null, 1)}\n` },
  ]);
  terminal.out(`${name}: ${operations.length} operations`);
  return 0;
}

function stemOf({ file }: LoadedDocument): string {
  return basename(file).replace(/\.[^.]*$/, "");
}

function describe({ name, list, items, pagination, primaryKey, incremental, parent }: StreamContract): string {
  const parts = [
    operationName(list),
    `items ${items === "" ? "(the answer)" : items}`,
    pagination.style,
    `key ${primaryKey.length === 0 ? "(content)" : primaryKey.join(" ")}`,
    ...(parent === undefined ? [] : [`for each of ${parent.stream}`]),
    ...(incremental === undefined ? [] : [`changes by ${incremental.param}`]),
    ...(list.required === undefined ? [] : [`needs ${list.required.join(", ")}`]),
  ];
  return `${name.padEnd(28)}  ${parts.join(" · ")}`;
}
