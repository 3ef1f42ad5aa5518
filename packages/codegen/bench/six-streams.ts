import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inferConnector, loadDocument } from "@waybill/codegen";
import { runnable } from "@waybill/sync/connector";

/** A config as a product has it, in a folder: a connector of the first six streams of a document that run by themselves, without others. */
export async function sixStreamsConfig(document: string, folder: string): Promise<string> {
  const loaded = await loadDocument(document);
  const { connector } = inferConnector(loaded.document);
  const include = runnable(connector)
    .run.filter((name) => connector.streams[name]?.parent === undefined)
    .slice(0, 6);
  // Not TypeScript: the folder lies below node_modules, where Node takes no types out.
  const path = join(folder, "six", "waybill.config.mjs");
  const config = { connectors: { vendor: { document, out: "out", include } } };
  mkdirSync(join(folder, "six"), { recursive: true });
  writeFileSync(path, `export const config = ${JSON.stringify(config)};\n`);
  return path;
}
