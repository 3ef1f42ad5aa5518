import { nearest } from "../config/nearest.ts";
import { isOperationName } from "../infer/document/operation-name.ts";
import { loadConfig } from "../config/load-config.ts";
import { configuredConnectors } from "../project/configured-connector.ts";
import { explainOperation, type Explanation } from "../project/explain-operation.ts";
import { SURE } from "../infer/rules/answer.ts";
import type { Arguments, Command } from "./command.ts";
import { DOCUMENT_OPTIONS, type Options } from "./options.ts";
import { showJson } from "./show.ts";
import { readConnector, readSubject, withOptions, type Subject } from "./subject.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export const explainCommand: Command = {
  name: "explain",
  usage: "<operation> [document]",
  summary: "say why each answer about an operation is as it is",
  about: [
    'An operation is named by its operationId, by "GET /contacts", or by the name of its stream. Without a document it is looked for in the connectors of waybill.config.ts.',
    "For each question: the answer, how sure it is from 0 to 1, and what in the document says so. Below 0.8 a person should look.",
  ],
  options: ["json", ...DOCUMENT_OPTIONS],
  words: { least: 1, most: 2, missing: 'an operation: an operationId, "GET /contacts", or the name of a stream' },
  run: explain,
};

async function explain({ words: [wanted = "", document], options }: Arguments, terminal: Terminal): Promise<number> {
  const known: string[] = [];
  const subjects =
    document === undefined ? configured(options, terminal) : one(readSubject(document, options, terminal));
  for await (const subject of subjects) {
    const { found, names } = explainOperation(wanted, subject);
    if (found !== undefined) {
      if (options.json === true) showJson(found, terminal);
      else show(found, terminal);
      return 0;
    }
    known.push(...names);
  }
  throw unknownOperation(wanted, known);
}

async function* one(subject: Promise<Subject>): AsyncGenerator<Subject> {
  yield await subject;
}

/** The connectors of the config, read one after the other as they are asked for. */
async function* configured(options: Options, terminal: Terminal): AsyncGenerator<Subject> {
  const config = await loadConfig({ named: options.config });
  if (config === undefined)
    throw new UsageError(
      "There is no waybill.config.ts in this folder, and no document is given.",
      "Name the document after the operation.",
    );
  for (const connector of configuredConnectors(config)) yield readConnector(withOptions(connector, options), terminal);
}

function unknownOperation(wanted: string, names: readonly string[]): UsageError {
  const comparable = names.filter((name) => isOperationName(name) === isOperationName(wanted));
  const near = nearest(wanted, comparable, 5);
  const next =
    near.length === 0
      ? '"waybill infer <document>" lists the streams.'
      : `Did you mean ${near.map((name) => `"${name}"`).join(", ")}?`;
  return new UsageError(`The document has no operation "${wanted}".`, next);
}

function show({ operation, operationId, stream, role, answers }: Explanation, terminal: Terminal): void {
  const id = operationId === undefined ? "" : `  ${operationId}`;
  terminal.out(`${terminal.paint("bold", operation, "out")}${id}${stream === undefined ? "" : `  stream ${stream}`}`);
  terminal.out(role);
  for (const { question, value, confidence, evidence } of answers) {
    const sure = confidence >= SURE;
    const mark = terminal.paint(sure ? "green" : "yellow", `${confidence.toFixed(2)}${sure ? "" : " UNSURE"}`, "out");
    terminal.out(`\n${question}  ${mark}\n  ${text(value)}`);
    for (const fact of evidence) terminal.out(terminal.paint("dim", `  - ${fact}`, "out"));
  }
}

function text(value: unknown): string {
  if (value === undefined) return "none";
  return value === "" ? '"" (the answer itself)' : JSON.stringify(value);
}
