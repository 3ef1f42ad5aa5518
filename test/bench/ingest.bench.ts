import { type BenchPage, openBenchPage } from "./store/bench-page.ts";
import { type KeyKind, pageSize } from "./store/records.ts";
import type { Turn } from "./store/page.ts";

const everybody = [
  "Waybill",
  "one value a page, nothing else",
  "raw IndexedDB",
  "idb",
  "Dexie bulkPut",
  "Dexie bulkGet and compare",
  "RxDB",
  "PouchDB",
  "TinyBase",
];

/** Pages that one contender takes in before the next has its turn: a machine that slows down slows everybody. */
const pagesInTurn = 20;

const flag = (name: string): string | undefined =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.split("=")[1];

/**
 * A first sync and one that finds nothing changed, in pages of 100 records of about 500 bytes, in a real Chromium.
 * `--records=10000` for a quick look, `--only=Waybill,idb`, `--keys=random`.
 */
export default async function ingestBenchmark(): Promise<void> {
  const records = Number(flag("records") ?? 100_000);
  const names = flag("only")?.split("+") ?? everybody;
  for (const keys of ["ascending", "random"] as const) {
    if ((flag("keys") ?? keys) !== keys) continue;
    const bench = await openBenchPage();
    try {
      for (const way of ["first", "again"] as const) {
        const spent = await race(bench, { names, records, keys, way });
        print(
          `${records} records, keys ${keys}, ${way === "first" ? "first sync" : "nothing changed"}`,
          spent,
          records,
        );
      }
    } finally {
      await bench.close();
    }
  }
}

interface Spent {
  wallMs: number;
  cpuMs: number;
}

interface Race {
  readonly names: readonly string[];
  readonly records: number;
  readonly keys: KeyKind;
  readonly way: "first" | "again";
}

async function race(bench: BenchPage, { names, records, keys, way }: Race): Promise<ReadonlyMap<string, Spent>> {
  const spent = new Map<string, Spent>();
  const last = records / pageSize;
  for (let page = 0; page < last; page += pagesInTurn) {
    for (const name of names) {
      await one(bench, spent, { name, keys, way, page, pages: Math.min(pagesInTurn, last - page) });
    }
  }
  if (way === "first")
    for (const name of names) await one(bench, spent, { name, keys, way: "settle", page: 0, pages: 0 });
  return spent;
}

async function one(bench: BenchPage, spent: Map<string, Spent>, turn: Turn): Promise<void> {
  const before = await bench.cpuMs();
  const wallMs: number | undefined = await bench.page.evaluate((of) => Reflect.get(globalThis, "bench").take(of), turn);
  const cpuMs = (await bench.cpuMs()) - before;
  if (wallMs === undefined) return;
  const sum = spent.get(turn.name) ?? { wallMs: 0, cpuMs: 0 };
  spent.set(turn.name, { wallMs: sum.wallMs + wallMs, cpuMs: sum.cpuMs + cpuMs });
}

function print(title: string, all: ReadonlyMap<string, Spent>, records: number): void {
  const base = all.get("Dexie bulkPut") ?? { wallMs: Number.NaN, cpuMs: Number.NaN };
  console.log(`  ${title}`);
  for (const [name, { wallMs, cpuMs }] of all) {
    const ratio = (base.wallMs / wallMs).toFixed(2).padStart(6);
    const cpu = (base.cpuMs / cpuMs).toFixed(2).padStart(6);
    const rate = Math.round((records / wallMs) * 1000).toLocaleString("en");
    console.log(
      `    ${name.padEnd(34)} ${ratio} x Dexie, ${cpu} x by processor time; ${rate.padStart(7)} records/s, ` +
        `${((cpuMs / records) * pageSize).toFixed(1)} ms of processor a page`,
    );
  }
}
