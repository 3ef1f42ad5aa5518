// npm run simulate -- --seed N [--omit "faults:0,2"] [--trace]    one simulation, again
// npm run simulate -- --seeds N [--from N] [--processes N] [--table]    a range; exit code 1 at the first broken promise
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { cellName } from "./plan/cells.ts";
import { drawScenario } from "./plan/draw-scenario.ts";
import { cellsOf } from "./plan/standard-seeds.ts";
import { emptyCells, table } from "./report/cell-counts.ts";
import { runScenario } from "./run/run-scenario.ts";
import { omit, omittedText, parseOmitted, shrink } from "./run/shrink.ts";
import { runInProcesses } from "./run/workers.ts";
import { hashInTheSameTurn } from "../../scripts/testing/hash-in-the-same-turn.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    omit: { type: "string", default: "" },
    trace: { type: "boolean", default: false },
    seeds: { type: "string", default: "2000" },
    from: { type: "string", default: "1" },
    processes: { type: "string", default: String(availableParallelism()) },
    table: { type: "boolean", default: false },
    shrink: { type: "boolean", default: true },
  },
  allowNegative: true,
});

hashInTheSameTurn();

async function again(seed: number): Promise<void> {
  const scenario = omit(drawScenario(seed), parseOmitted(values.omit));
  if (values.trace) console.log(JSON.stringify(scenario, undefined, 1));
  const { violation, cells, ...rest } = await runScenario(scenario, values.trace ? console.log : undefined);
  console.log(`seed ${seed}: ${JSON.stringify({ ...rest, cells: cells.length })}`);
  if (violation === undefined) return;
  console.log(`Broken: ${violation.promise}: ${violation.what}`);
  process.exitCode = 1;
}

async function range(): Promise<void> {
  const given = { from: Number(values.from), seeds: Number(values.seeds) };
  const outcome = await runInProcesses(given, Number(values.processes));
  const { violation, cells, seeds, requests, deaths, idle } = outcome;
  if (values.table) for (const line of table(cells)) console.log(line);
  const empty = emptyCells(cells);
  console.log(
    `${seeds} seeds from ${given.from}: ${requests} requests, ${deaths} deaths, ${idle} seeds with less trouble than planned`,
  );
  console.log(`${cells.size} cells of fault x pagination x crash point were met, ${empty.length} were not`);
  const { about, missed } = cellsOfRange(given, empty);
  console.log(
    `These seeds are about ${about} cells, ${missed.length} of which were not met${missed.map((name) => `\n  ${name}`).join("")}`,
  );
  if (violation === undefined) return;
  const { seed } = violation;
  console.log(`Seed ${seed} broke ${violation.violation.promise}: ${violation.violation.what}`);
  process.exitCode = 1;
  if (!values.shrink) return;
  const text = omittedText(await shrink(drawScenario(seed), violation.violation.promise));
  console.log(`Again: npm run simulate -- --seed ${seed} --omit "${text}" --trace`);
}

/** The cells that the seeds of a range are about, and those of them that stayed empty. */
function cellsOfRange(given: { readonly from: number; readonly seeds: number }, empty: readonly string[]) {
  const seeds = Array.from({ length: given.seeds }, (_, index) => given.from + index);
  const about = new Set(seeds.flatMap((seed) => cellsOf(seed).map(cellName)));
  return { about: about.size, missed: empty.filter((name) => about.has(name)) };
}

await (values.seed === undefined ? range() : again(Number(values.seed)));
