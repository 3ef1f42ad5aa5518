import { fork, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { inferConnector, loadDocument } from "@waybill/codegen";
import { createEmulator } from "@waybill/emulator";

const rounds = 5;
const requestsARound = 500;
const largest = "../shared/corpus/specs/github.json";

/** What the emulator's server costs beside a bare one that sends the same bytes, and what building an emulator costs beside loading its document. */
export default async function emulatorBenchmark(): Promise<void> {
  await listing();
  await building();
}

async function listing(): Promise<void> {
  const [emulated, bare] = [await server("emulator"), await server("bare")];
  const costs = { emulated: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const [a, b] = [await cost(emulated), await cost(bare)];
    if (round === 0) continue; // warms up
    costs.emulated.push(a);
    costs.bare.push(b);
  }
  emulated.process.kill();
  bare.process.kill();
  const ratio = median(costs.bare) / median(costs.emulated);
  console.log(`  list requests on loopback, ${requestsARound} a round, CPU of the server`);
  console.log(
    `    bare node:http ${median(costs.bare).toFixed(0)} ms, emulator ${median(costs.emulated).toFixed(0)} ms`,
  );
  console.log(`    ${ratio.toFixed(2)} of the bare server's requests a second (at least 0.50 is wanted)`);
}

interface Served {
  readonly process: ChildProcess;
  readonly url: string;
}

async function server(kind: string): Promise<Served> {
  const child = fork(new URL("list-server.ts", import.meta.url), [kind], {
    execArgv: ["--conditions=@waybill/source"],
  });
  const url = await answer<string>(child);
  return { process: child, url };
}

const answer = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve) => child.once("message", (message) => resolve(message as T)));

/** Milliseconds of CPU that the server's process spent on a round. */
async function cost({ process: child, url }: Served): Promise<number> {
  const cpu = () => {
    child.send("cpu");
    return answer<number>(child);
  };
  const before = await cpu();
  for (let i = 0; i < requestsARound; i++) await (await fetch(`${url}/contacts?limit=50&page=${i % 4}`)).arrayBuffer();
  return (await cpu()) - before;
}

async function building(): Promise<void> {
  if (!existsSync(largest)) return console.log("  building: skipped, ../shared/corpus is not beside the repository");
  const times = { load: [] as number[], build: [] as number[] };
  for (let round = 0; round < 4; round++) {
    const start = process.cpuUsage();
    const { document } = await loadDocument(largest);
    const loaded = process.cpuUsage(start);
    const { connector } = inferConnector(document, { name: "github" });
    const inferred = process.cpuUsage();
    createEmulator({ document, connector });
    const built = process.cpuUsage(inferred);
    if (round === 0) continue; // warms up
    times.load.push(milliseconds(loaded));
    times.build.push(milliseconds(built));
  }
  const [load, build] = [median(times.load), median(times.build)];
  console.log(`  building for the largest corpus document: load ${load.toFixed(0)} ms, build ${build.toFixed(0)} ms`);
  console.log(`    ${(build / load).toFixed(2)} x loading (at most 2.00 is wanted)`);
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
