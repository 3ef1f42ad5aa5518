import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const script = fileURLToPath(new URL("../test/many-records.ts", import.meta.url));
const records = 1_000_000;
const heapMb = 64;

/** What a million records take: they are made when they are looked at, in a process whose heap could hold a twentieth of them. */
export async function holding(): Promise<void> {
  const flags = ["--conditions=@waybill/source", `--max-old-space-size=${heapMb}`];
  const { stdout } = await run(process.execPath, [...flags, script, `${records}`]);
  const seen = JSON.parse(stdout) as { heapMb: number; arraysMb: number };
  console.log(`  ${records} records, pages read at any offset, in a process of at most ${heapMb} MB of heap`);
  console.log(`    ${seen.heapMb} MB of heap used, and ${seen.arraysMb} MB of plain numbers`);
}
