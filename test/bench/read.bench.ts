import { type BenchPage, openBenchPage } from "./store/bench-page.ts";
import { flag } from "./store/flag.ts";
import type { Looks } from "./store/page.ts";
import { type KeyKind, pageSize } from "./store/records.ts";
import { takeTurn } from "./store/take-turn.ts";

const everybody = ["raw IndexedDB", "Waybill", "idb", "Dexie bulkPut"];
const looks = 300;
const pagesInTurn = 100;

/**
 * A look-up by key and a range of a hundred, at places spread over all records, in a real Chromium.
 * `--records=10000` for a quick look, `--only=raw IndexedDB+Waybill`, `--keys=random`.
 */
export default async function readBenchmark(): Promise<void> {
  const records = Number(flag("records") ?? 100_000);
  const names = flag("only")?.split("+") ?? everybody;
  for (const keys of ["ascending", "random"] as const) {
    if ((flag("keys") ?? keys) !== keys) continue;
    const bench = await openBenchPage();
    try {
      await fill(bench, { names, records, keys });
      const found: Looks = await bench.page.evaluate((of) => Reflect.get(globalThis, "bench").read(of), {
        records,
        keys,
        looks,
      });
      print(`${records} records, keys ${keys}, one by its key`, found.lookups);
      print(`${records} records, keys ${keys}, a hundred from a key on`, found.ranges);
    } finally {
      await bench.close();
    }
  }
}

interface Filling {
  readonly names: readonly string[];
  readonly records: number;
  readonly keys: KeyKind;
}

async function fill(bench: BenchPage, { names, records, keys }: Filling): Promise<void> {
  for (const name of names) {
    const last = records / pageSize;
    for (let page = 0; page < last; page += pagesInTurn) {
      await takeTurn(bench, { name, keys, way: "first", page, pages: Math.min(pagesInTurn, last - page) });
    }
    await takeTurn(bench, { name, keys, way: "settle", page: 0, pages: 0 });
  }
}

function print(title: string, all: Looks["lookups"]): void {
  const base = percentiles(all["raw IndexedDB"] ?? []);
  console.log(`  ${title}`);
  for (const [name, times] of Object.entries(all)) {
    const { half, most } = percentiles(times);
    const ratios = `${(half / base.half).toFixed(2)} x raw at the median, ${(most / base.most).toFixed(2)} x at the 95th percentile`;
    console.log(`    ${name.padEnd(34)} ${ratios}; ${half.toFixed(2)} and ${most.toFixed(2)} ms`);
  }
}

function percentiles(times: readonly number[]): { readonly half: number; readonly most: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { half: at(0.5), most: at(0.95) };
}
