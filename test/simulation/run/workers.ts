import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { RangeOutcome, SeedRange } from "./run-seeds.ts";

/** A range's outcome as it goes from one process to another. */
export type Told = Omit<RangeOutcome, "cells"> & { readonly cells: readonly (readonly [string, number])[] };

/** Runs a range in several processes at once; the first violation ends all of them. */
export async function runInProcesses(range: SeedRange, processes: number): Promise<RangeOutcome> {
  const path = fileURLToPath(new URL("../worker.ts", import.meta.url));
  const children = Array.from({ length: processes }, (_, index) =>
    fork(path, [String(range.from + index), String(range.seeds - index), String(processes)]),
  );
  const outcomes = await Promise.all(
    children.map(
      (child) =>
        new Promise<Told>((resolve, reject) => {
          child.once("message", (told: Told) => {
            if (told.violation !== undefined) for (const other of children) if (other !== child) other.send("stop");
            resolve(told);
          });
          child.once("exit", (code) => reject(new Error(`A simulating process ended with ${code} and said nothing.`)));
        }),
    ),
  );
  return together(outcomes);
}

function together(outcomes: readonly Told[]): RangeOutcome {
  const cells = new Map<string, number>();
  for (const [name, count] of outcomes.flatMap((each) => each.cells)) cells.set(name, (cells.get(name) ?? 0) + count);
  const sum = (of: (each: Told) => number): number => outcomes.reduce((total, each) => total + of(each), 0);
  const broken = outcomes.flatMap(({ violation }) => (violation === undefined ? [] : [violation]));
  return {
    cells,
    seeds: sum(({ seeds }) => seeds),
    requests: sum(({ requests }) => requests),
    deaths: sum(({ deaths }) => deaths),
    idle: sum(({ idle }) => idle),
    violation: broken.toSorted((a, b) => a.seed - b.seed)[0],
  };
}
