import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildCodegen } from "./build.ts";
import { contestants, type Contestant } from "./contestants.ts";
import { benchDocuments } from "./documents.ts";
import { measure, middle, type Times, type Usage } from "./measure.ts";
import { installPeers } from "./peers.ts";
import { sixCallProjects } from "./six-calls.ts";
import { sixStreamsConfig } from "./six-streams.ts";

/** Rounds of the quick ones; the slow ones take one. */
const ROUNDS = 3;

const root = fileURLToPath(new URL("../../..", import.meta.url));
const require = createRequire(import.meta.url);
const tsc = require.resolve("typescript/lib/tsc.js");
const inference = fileURLToPath(new URL("./run-inference.mjs", import.meta.url));

/**
 * What generating costs, each run in a process of its own, interleaved: by processor time, with the peak of memory; what inference costs beside reading;
 * and what six typed calls cost the compiler.
 */
export default async function codegenBenchmark(): Promise<void> {
  buildCodegen();
  const peers = process.env["WAYBILL_BENCH_PEERS"] === "off" ? undefined : installPeers();
  if (peers === undefined)
    console.log("  the other generators are not installed; only openapi-typescript is measured beside");
  for (const document of benchDocuments()) await measureDocument(document, peers);
}

async function measureDocument(document: string, peers: string | undefined): Promise<void> {
  // Inside the repository, so that what is generated finds what it imports.
  const cache = join(root, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "codegen-bench-"));
  console.log(`\n  ${basename(document)}`);
  try {
    const all = contestants(peers, await sixStreamsConfig(document, folder));
    showTable(await race(document, folder, all));
    showInference(document);
    await showTypeCheck(document, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function race(
  document: string,
  folder: string,
  all: readonly Contestant[],
): Promise<ReadonlyMap<string, readonly Usage[]>> {
  const found = new Map<string, Usage[]>(all.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, argv, isOurs } of all) {
      const args = isOurs || round === 0 ? argv(document, folder) : undefined;
      const usage = args === undefined ? undefined : await measure(args, folder);
      if (usage !== undefined) found.get(name)?.push(usage);
    }
  }
  return found;
}

function showTable(found: ReadonlyMap<string, readonly Usage[]>): void {
  const base = middle(found.get("openapi-typescript") ?? []);
  console.log(`    ${"".padEnd(32)}  processor   wall   peak memory   of openapi-typescript's: processor, wall`);
  for (const [name, usages] of found) {
    const usage = middle(usages);
    const share =
      usage === undefined || base === undefined
        ? ""
        : `${(usage.cpuMs / base.cpuMs).toFixed(2)} x, ${(usage.wallMs / base.wallMs).toFixed(2)} x`;
    const text =
      usage === undefined
        ? "not measured: not installed, or it failed on this document"
        : `${seconds(usage.cpuMs)}   ${seconds(usage.wallMs)}   ${usage.peakMb.toFixed(0).padStart(8)} MB   ${share}`;
    console.log(`    ${name.padEnd(32)}  ${text}`);
  }
}

/** What of a document is timed by itself. */
type Step = "parse" | "load" | "infer";

function showInference(document: string): void {
  const runs = Array.from({ length: ROUNDS }, (): Readonly<Record<Step, Times>> => {
    const { stdout } = spawnSync(process.execPath, [inference, document], { encoding: "utf8" });
    return JSON.parse(stdout);
  });
  const of = (step: Step): Times => middle(runs.map((run) => run[step])) ?? { cpuMs: 0, wallMs: 0 };
  const told = ({ cpuMs, wallMs }: Times): string => `${cpuMs.toFixed(0)} ms (wall ${wallMs.toFixed(0)})`;
  const [parse, load, infer] = [of("parse"), of("load"), of("infer")];
  console.log(
    `    text to values ${told(parse)}, to a checked 3.1 document ${told(load)}, inference ${told(infer)}: ${(infer.cpuMs / load.cpuMs).toFixed(2)} x the reading, ${(infer.cpuMs / parse.cpuMs).toFixed(2)} x the parse alone`,
  );
}

async function showTypeCheck(document: string, folder: string): Promise<void> {
  const { ours, plain } = await sixCallProjects(document, folder);
  const usages: Record<"ours" | "plain", Usage[]> = { ours: [], plain: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, project] of [
      ["ours", ours],
      ["plain", plain],
    ] as const) {
      const usage = await measure([tsc, "-p", project], root);
      if (usage !== undefined) usages[name].push(usage);
    }
  }
  const [a, b] = [middle(usages.ours), middle(usages.plain)];
  if (a === undefined || b === undefined) console.log("    the program of six calls does not compile");
  else
    console.log(
      `    six calls compile in ${seconds(a.cpuMs)} (wall ${seconds(a.wallMs)}); over openapi-typescript's whole output in ${seconds(b.cpuMs)} (wall ${seconds(b.wallMs)}): ${(a.cpuMs / b.cpuMs).toFixed(2)} x`,
    );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2).padStart(6)} s`;
}
