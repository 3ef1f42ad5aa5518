import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildCodegen } from "./build.ts";
import { chosen, folderOfDocuments } from "./documents.ts";
import { measure, type Usage } from "./measure.ts";
import { installPeers } from "./peers.ts";

const loaders = ["waybill", "@redocly/openapi-core", "@scalar/openapi-parser", "@apidevtools/swagger-parser"];
const script = fileURLToPath(new URL("./run-loader.mjs", import.meta.url));

/** Reading every document at hand with our loader and with the libraries that could have been it, each in a process of its own. */
export default async function loadersBenchmark(): Promise<void> {
  buildCodegen();
  const peers = installPeers();
  if (peers === undefined) {
    console.log("  the other libraries cannot be installed here; there is nothing to compare with");
    return;
  }
  const folder = folderOfDocuments();
  const documents = chosen(readdirSync(folder).filter((name) => /\.(json|yaml)$/.test(name)));
  const found = new Map<string, Usage[]>(loaders.map((name) => [name, []]));
  for (const document of documents) {
    for (const name of loaders) {
      const usage = await measure([script, name, join(folder, document), peers], folder);
      if (usage === undefined) console.log(`    ${name} does not read ${document}`);
      else found.get(name)?.push(usage);
    }
  }
  for (const [name, usages] of found) {
    const cpu = usages.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / 1000;
    const peak = Math.max(0, ...usages.map(({ peakMb }) => peakMb));
    const each = (cpu / Math.max(usages.length, 1)).toFixed(2);
    console.log(
      `    ${name.padEnd(30)} reads ${usages.length} of ${documents.length}; ${each} s of processor each, at most ${peak.toFixed(0)} MB`,
    );
  }
}
