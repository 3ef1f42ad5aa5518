import { type BenchPage, openBenchPage } from "./store/bench-page.ts";
import { flag } from "./store/flag.ts";
import { type KeyKind, pageOf, pageSize } from "./store/records.ts";
import { type Spent, takeTurn } from "./store/take-turn.ts";

/** Few: the pages of a turn are the benchmark's own, and stand in the heap that is measured. */
const pagesInTurn = 20;

const contenders = {
  store: "Waybill",
  engine: "Waybill, the whole engine",
  pull: "Waybill, the whole engine in one pull",
} as const;

/**
 * One store that grows, each time alone in a real Chromium, and the whole engine on it, step by step and in one pull: how cost, memory and files grow
 * with it. `--records=1000000`, `--keys=random`, `--only=engine`.
 */
export default async function growthBenchmark(): Promise<void> {
  const records = Number(flag("records") ?? 200_000);
  const keys: KeyKind = flag("keys") === "random" ? "random" : "ascending";
  const only = flag("only");
  for (const [short, name] of Object.entries(contenders)) {
    if (only !== undefined && only !== short) continue;
    const bench = await openBenchPage();
    try {
      console.log(`  ${name}`);
      for (const way of ["first", "again"] as const) await grow(bench, { name, records, keys, way });
    } finally {
      await bench.close();
    }
  }
}

interface Growing {
  readonly name: string;
  readonly records: number;
  readonly keys: KeyKind;
  readonly way: "first" | "again";
}

async function grow(bench: BenchPage, { name, records, keys, way }: Growing): Promise<void> {
  const pages = records / pageSize;
  const turns: Spent[] = [];
  const peak = { heap: 0, buffers: 0 };
  const look = async () => {
    peak.heap = Math.max(peak.heap, await bench.heapBytes());
    peak.buffers = Math.max(peak.buffers, await bench.bufferBytes());
  };
  for (let page = 0; page < pages; page += pagesInTurn) {
    const cost = await takeTurn(bench, { name, keys, way, page, pages: Math.min(pagesInTurn, pages - page) });
    if (cost !== undefined) turns.push(cost);
    await look();
  }
  const used = await bench.usedBytes();
  const settled = await takeTurn(bench, { name, keys, way: "settle", page: 0, pages: 0 });
  await look();
  const total = sum(turns);
  console.log(`    ${records} records, keys ${keys}, ${way === "first" ? "first sync" : "nothing changed"}`);
  console.log(`      ${Math.round((records / total.wallMs) * 1000).toLocaleString("en")} records/s`);
  console.log(`      ${(settled?.wallMs ?? 0).toFixed(0)} ms to settle`);
  console.log(`      cost grows with the power ${exponent(turns).toFixed(2)} of the number, by processor time`);
  console.log(
    `      most heap at the end of a turn: ${megabytes(peak.heap)}, beside it in buffers: ${megabytes(peak.buffers)}`,
  );
  console.log(`      heap in use before the end: ${megabytes(used)}`);
  console.log(`      files: ${(await fileShare(bench, { records, keys })).toFixed(2)} times the records' JSON`);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function sum(turns: readonly Spent[]): Spent {
  const add = (all: Spent, each: Spent) => ({ wallMs: all.wallMs + each.wallMs, cpuMs: all.cpuMs + each.cpuMs });
  return turns.reduce(add, { wallMs: 0, cpuMs: 0 });
}

/** From the cost of a tenth of the records, after the first turns that warm the browser up, to the cost of all. */
function exponent(turns: readonly Spent[]): number {
  const early = turns.slice(0, Math.max(1, turns.length / 10));
  return Math.log(sum(turns).cpuMs / sum(early).cpuMs) / Math.log(turns.length / early.length);
}

async function fileShare({ page }: BenchPage, { records, keys }: Pick<Growing, "records" | "keys">): Promise<number> {
  const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? Number.NaN);
  const json = JSON.stringify(pageOf(0, keys)).length * (records / pageSize);
  return usage / json;
}
