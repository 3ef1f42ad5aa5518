// npm run simulate -- --seed N [--omit "faults:0,2"] [--trace]    one simulation, again
// npm run simulate -- --seeds N [--from N] [--processes N] [--table] [--fill]    a range; exit code 1 at the first broken promise
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { cellName } from "./plan/cells.ts";
import type { Cell } from "./plan/cells.ts";
import { drawScenario } from "./plan/draw-scenario.ts";
import { cellsOf } from "./plan/standard-seeds.ts";
import { table } from "./report/cell-counts.ts";
import { fillCells } from "./run/fill-cells.ts";
import { runScenario } from "./run/run-scenario.ts";
import { omit, omittedText, parseOmitted, shrink } from "./run/shrink.ts";
import { told } from "./run/tally.ts";
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
    fill: { type: "boolean", default: false },
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
  const planned = await runInProcesses(given, Number(values.processes));
  const outcome = values.fill ? await fillCells(given, planned) : planned;
  const { violation, cells, requests, deaths, idle, tally } = outcome;
  const about = cellsOfRange(given);
  if (values.table) for (const line of table(cells, about)) console.log(line);
  console.log(
    `${planned.seeds} seeds from ${given.from}: ${requests} requests, ${deaths} deaths, ${idle} seeds with less trouble than planned`,
  );
  console.log(`Beside faults and deaths: ${told(tally)}`);
  const missed = about.map(cellName).filter((name) => !cells.has(name));
  console.log(
    `They are about ${about.length} cells of fault x pagination x crash point, ${missed.length} of which were not met`,
  );
  if (values.fill) {
    console.log(`${outcome.seeds - planned.seeds} later seeds were run about cells that these had not met`);
    for (const name of missed) console.log(`  ${name}`);
  }
  if (violation === undefined) return;
  const { seed } = violation;
  console.log(`Seed ${seed} broke ${violation.violation.promise}: ${violation.violation.what}`);
  process.exitCode = 1;
  if (!values.shrink) return;
  const text = omittedText(await shrink(drawScenario(seed), violation.violation.promise));
  console.log(`Again: npm run simulate -- --seed ${seed} --omit "${text}" --trace`);
}

function cellsOfRange({ from, seeds }: { readonly from: number; readonly seeds: number }): readonly Cell[] {
  return [...new Set(Array.from({ length: seeds }, (_, index) => cellsOf(from + index)).flat())];
}

await (values.seed === undefined ? range() : again(Number(values.seed)));
