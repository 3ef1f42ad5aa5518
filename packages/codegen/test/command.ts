import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../src/command/run-command.ts";
import { listDocument } from "./list-document.ts";
import { keptTerminal } from "./terminal.ts";

/** A new folder with one document in it. */
export async function commandFolder(): Promise<{ readonly folder: string; readonly document: string }> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-command-"));
  const document = join(folder, "harbor.json");
  await writeFile(document, JSON.stringify(listDocument({ operationId: "listContacts" })));
  return { folder, document };
}

/** Runs the command in this process, and keeps what it says. */
export async function run(...argv: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const terminal = keptTerminal();
  return { code: await runCommand(argv, terminal), ...terminal.said };
}

/** Writes a config of these connectors, and returns its path. */
export async function writeConfig(folder: string, connectors: object): Promise<string> {
  const path = join(folder, "waybill.config.mjs");
  await writeFile(path, `export const config = ${JSON.stringify({ connectors })};`);
  return path;
}
