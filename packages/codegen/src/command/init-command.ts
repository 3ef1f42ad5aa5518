import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { USUAL_CONFIG } from "../config/load-config.ts";
import { proposeConfig } from "../project/propose-config.ts";
import { findDocuments, type FoundDocument } from "../project/find-documents.ts";
import type { Arguments, Command } from "./command.ts";
import { showJson } from "./show.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export const initCommand: Command = {
  name: "init",
  usage: "[document ...]",
  summary: "write waybill.config.ts for the OpenAPI documents in this folder",
  about: [
    "Looks for OpenAPI documents in this folder and the folders in it, and names a connector after the title of each. Asks nothing, and never writes over a config that is there.",
  ],
  options: ["json"],
  words: { least: 0, most: Number.POSITIVE_INFINITY, missing: "" },
  run: init,
};

async function init({ words, options }: Arguments, terminal: Terminal): Promise<number> {
  terminal.progress("looking for OpenAPI documents");
  const found = await findDocuments(process.cwd(), words);
  terminal.progress();
  const usable = found.filter((each) => each.kind === "usable");
  if (usable.length === 0) throw nothingFound(found);
  const { text, connectors } = await proposeConfig(process.cwd(), usable);
  await writeAnew(resolve(USUAL_CONFIG), text);
  if (options.json === true) {
    showJson({ config: USUAL_CONFIG, connectors, leftOut: found.filter(({ kind }) => kind !== "usable") }, terminal);
    return 0;
  }
  terminal.out(`${terminal.paint("green", "written", "out")}  ${USUAL_CONFIG}`);
  for (const { name, document, streams } of connectors) terminal.out(`  ${name}  ${document}  ${count(streams)}`);
  for (const each of found) if (each.kind === "unusable") terminal.error(`left out: ${each.why}`);
  terminal.out(
    'Next: "npx waybill generate" writes the connectors; "npx waybill infer <connector>" shows their streams.',
  );
  return 0;
}

/** Fails where there is a file: what somebody wrote is never written over. */
async function writeAnew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    throw new UsageError(
      `${USUAL_CONFIG} is there already, and it is not written over.`,
      'Add connectors to it, or move it away; "waybill generate" uses it.',
    );
  }
}

function nothingFound(found: readonly FoundDocument[]): UsageError {
  const [first] = found.filter((each) => each.kind === "unusable");
  const what =
    first === undefined
      ? "There is no OpenAPI document in this folder or the folders in it."
      : `No OpenAPI document of this folder can be used: ${first.why}`;
  return new UsageError(what, "Download the vendor's OpenAPI document into it, and run this again.");
}

function count(streams: number): string {
  return `${streams} ${streams === 1 ? "stream" : "streams"}`;
}
