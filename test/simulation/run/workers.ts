import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { together } from "./range-outcome.ts";
import type { RangeOutcome, Told } from "./range-outcome.ts";
import { runSeeds } from "./run-seeds.ts";
import type { SeedRange } from "./run-seeds.ts";

/** Runs a range in several processes at once, or in this one; the first violation ends all of them. */
export async function runInProcesses(range: SeedRange, processes: number): Promise<RangeOutcome> {
  if (processes === 1) return runSeeds(range);
  const path = fileURLToPath(new URL("../worker.ts", import.meta.url));
  const children = Array.from({ length: processes }, (_, index) =>
    fork(path, [String(range.from + index), String(range.seeds - index), String(processes)]),
  );
  const outcomes = await Promise.all(
    children.map(
      (child) =>
        new Promise<Told>((resolve, reject) => {
          child.once("message", (told: Told) => {
            // One that has told all that it had hears nothing any more.
            const others = children.filter((other) => other !== child && other.connected);
            if (told.violation !== undefined) for (const other of others) other.send("stop");
            resolve(told);
          });
          child.once("exit", (code) => reject(new Error(`A simulating process ended with ${code} and said nothing.`)));
        }),
    ),
  );
  return together(outcomes);
}
