import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { contenders } from "./contenders.ts";

const rounds = 21;
const callsPerRound = 2560;
/** Rounds before the measured ones: until the engine has compiled what runs hot, for every contender. */
const warmUp = 8;

/** The most that our overhead may be of a peer's. */
const targets: Readonly<Record<string, number>> = { ky: 0.25, "axios-retry": 0.25, cockatiel: 1 };

/**
 * Time and bytes per call less the bare stub's, in ratios to the peers of the same run. CPU time, so that neighbours on the machine count little; each
 * round runs every contender, and the middle of the rounds counts.
 */
export default async function overhead(): Promise<void> {
  const bytes = allocated();
  const runs = contenders();
  for (const flight of [1, 64]) {
    await interleaved(runs, flight, warmUp);
    const times = await interleaved(runs, flight, rounds);
    const own = over(times, "waybill");
    console.log(`${flight} in flight: the bare stub takes ${(times["bare"] ?? 0).toFixed(1)} us a call`);
    for (const name of Object.keys(times)) {
      if (name === "bare") continue;
      const target = targets[name];
      const ratio =
        target === undefined ? "" : `, waybill costs ${(own / over(times, name)).toFixed(2)} of it (at most ${target})`;
      const kib = over(bytes, name) / 1024;
      console.log(
        `  ${name.padEnd(12)} ${over(times, name).toFixed(1).padStart(6)} us, ${kib.toFixed(1).padStart(5)} KiB a call over it${ratio}`,
      );
    }
  }
}

function over(figures: Readonly<Record<string, number>>, name: string): number {
  return (figures[name] ?? Number.NaN) - (figures["bare"] ?? 0);
}

function allocated(): Readonly<Record<string, number>> {
  const script = fileURLToPath(new URL("allocation.ts", import.meta.url));
  const flags = [
    "--conditions=@waybill/source",
    "--expose-gc",
    "--max-semi-space-size=512",
    "--min-semi-space-size=512",
  ];
  const printed: Record<string, number> = JSON.parse(
    execFileSync(process.execPath, [...flags, script], { encoding: "utf8" }),
  );
  return printed;
}

async function interleaved(
  runs: Readonly<Record<string, () => Promise<unknown>>>,
  flight: number,
  times: number,
): Promise<Record<string, number>> {
  const samples = new Map<string, number[]>();
  for (let round = 0; round < times; round += 1) {
    for (const [name, run] of Object.entries(runs))
      samples.set(name, [...(samples.get(name) ?? []), await measure(run, flight)]);
  }
  return Object.fromEntries([...samples].map(([name, costs]) => [name, middle(costs)]));
}

/** Microseconds of CPU a call. */
async function measure(run: () => Promise<unknown>, flight: number): Promise<number> {
  const started = process.cpuUsage();
  for (let sent = 0; sent < callsPerRound; sent += flight) await Promise.all(Array.from({ length: flight }, run));
  const { user, system } = process.cpuUsage(started);
  return (user + system) / callsPerRound;
}

function middle(costs: readonly number[]): number {
  return costs.toSorted((a, b) => a - b)[Math.floor(costs.length / 2)] ?? Number.NaN;
}
