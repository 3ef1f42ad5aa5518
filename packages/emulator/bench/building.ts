import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inferConnector, loadDocument } from "@waybill/codegen";
import { createEmulator } from "@waybill/emulator";
import { largeDocument } from "./large-document.ts";
import { median } from "./median.ts";

const rounds = 5;
const largest = "../shared/corpus/specs/github.json";

/** What building an emulator costs beside parsing and loading its document: a large one made here, and the corpus's largest where it is at hand. */
export async function building(): Promise<void> {
  console.log("  building an emulator beside parsing and loading its document (at most 2.00 is wanted)");
  const folder = mkdtempSync(join(tmpdir(), "emulator-bench-"));
  const made = join(folder, "large.json");
  writeFileSync(made, JSON.stringify(largeDocument(600)));
  await report("600 resources", made);
  rmSync(folder, { recursive: true });
  if (existsSync(largest)) await report("github.json", largest);
  else console.log("    github.json: skipped, ../shared/corpus is not beside the repository");
}

async function report(name: string, file: string): Promise<void> {
  const times = { load: [] as number[], build: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const start = process.cpuUsage();
    const { document } = await loadDocument(file);
    const loaded = process.cpuUsage(start);
    const { connector } = inferConnector(document, { name });
    const inferred = process.cpuUsage();
    createEmulator({ document, connector });
    const built = process.cpuUsage(inferred);
    if (round === 0) continue; // warms up
    times.load.push(milliseconds(loaded));
    times.build.push(milliseconds(built));
  }
  const [load, build] = [median(times.load), median(times.build)];
  const share = (build / load).toFixed(2);
  console.log(`    ${name}: load ${load.toFixed(0)} ms, build ${build.toFixed(0)} ms: ${share} x loading`);
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
