import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { StreamContract } from "@waybill/sync/connector";
import { predict } from "../corpus/prediction.ts";
import { loadConfig } from "../correct/load-config.ts";
import { inferLists } from "../generate.ts";
import { loadDocument, type LoadedDocument } from "../load/load-document.ts";
import type { Arguments } from "./arguments.ts";
import { showDiagnostics, showGaps } from "./show.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export async function inferCommand(
  { document, name, json, corpus, out, config }: Arguments,
  terminal: Terminal,
): Promise<number> {
  if (corpus && out === undefined)
    throw new UsageError('"waybill infer --corpus" takes --out DIR, the folder to write to.');
  const loaded = await loadDocument(document);
  if (corpus && out !== undefined) return writePrediction(loaded, out, terminal);
  const inference = inferLists(loaded, { name, config: await loadConfig(config) });
  if (json) {
    terminal.out(JSON.stringify({ connector: inference.connector, report: inference.report }, withoutRecords, 2));
    return 0;
  }
  showDiagnostics(loaded, terminal);
  showGaps(inference, terminal);
  for (const stream of Object.values(inference.connector.streams)) terminal.out(describe(stream));
  return 0;
}

/** Schemas of records are the document's own and can be large and circular. */
function withoutRecords(key: string, value: unknown): unknown {
  return key === "record" ? undefined : value;
}

async function writePrediction(loaded: LoadedDocument, out: string, terminal: Terminal): Promise<number> {
  const name = basename(loaded.file).replace(/\.[^.]*$/, "");
  const { operations, vendor } = predict(loaded);
  await mkdir(out, { recursive: true });
  await writeFile(join(out, `${name}.json`), `${JSON.stringify(operations, null, 1)}\n`);
  await writeFile(join(out, `${name}.vendor.json`), `${JSON.stringify(vendor, null, 1)}\n`);
  terminal.out(`${name}: ${operations.length} operations`);
  return 0;
}

function describe({ name, list, items, pagination, primaryKey, incremental }: StreamContract): string {
  const parts = [
    `${list.method} ${list.path}`,
    `items ${items === "" ? "(the answer)" : items}`,
    pagination.style,
    `key ${primaryKey.length === 0 ? "(content)" : primaryKey.join(" ")}`,
    ...(incremental === undefined ? [] : [`changes by ${incremental.param}`]),
    ...(list.required === undefined ? [] : [`needs ${list.required.join(", ")}`]),
  ];
  return `${name.padEnd(28)}  ${parts.join(" · ")}`;
}
