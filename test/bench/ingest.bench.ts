import { type BenchPage, openBenchPage } from "./store/bench-page.ts";
import { flag } from "./store/flag.ts";
import { type KeyKind, pageSize } from "./store/records.ts";
import { type Spent, takeTurn } from "./store/take-turn.ts";

/** Who takes part, and in every which turn: those that are many times slower would take most of the time to say nothing more. */
const everybody: Readonly<Record<string, number>> = {
  Waybill: 1,
  "Waybill, page by page": 1,
  "Waybill, encrypted": 1,
  "Waybill, the whole engine": 1,
  "one value a page, nothing else": 1,
  "raw IndexedDB": 1,
  "raw IndexedDB, from text": 1,
  idb: 1,
  "Dexie bulkPut": 1,
  "Dexie bulkGet and compare": 1,
  RxDB: 10,
  PouchDB: 10,
  TinyBase: 10,
};

/**
 * Pages that one contender takes in before the next has its turn: a machine that slows down slows everybody. A turn of the engine is a step, whose
 * lease and run are found once; a customer's pull of a thousand pages pays for that once.
 */
const pagesInTurn = 100;

/** Keys in no order are looked at with fewer records. */
const lessAtRandom = 5;

/**
 * A first sync and one that finds nothing changed, in pages of 100 records of about 500 bytes, in a real Chromium.
 * `raw IndexedDB` is given records, and its "from text" is given what the engine is: a `Response` for each page.
 * `--records=10000` for a quick look, `--only=Waybill+idb`, `--keys=random`.
 */
export default async function ingestBenchmark(): Promise<void> {
  const records = Number(flag("records") ?? 100_000);
  const names = flag("only")?.split("+") ?? Object.keys(everybody);
  for (const keys of ["ascending", "random"] as const) {
    if ((flag("keys") ?? keys) !== keys) continue;
    const count = keys === "random" && flag("records") === undefined ? records / lessAtRandom : records;
    const bench = await openBenchPage();
    try {
      for (const way of ["first", "again"] as const) {
        const turns = await race(bench, { names, pages: count / pageSize, keys, way });
        print(`${count} records, keys ${keys}, ${way === "first" ? "first sync" : "nothing changed"}`, turns);
      }
    } finally {
      await bench.close();
    }
  }
}

interface Race {
  readonly names: readonly string[];
  readonly pages: number;
  readonly keys: KeyKind;
  readonly way: "first" | "again";
}

/** What a page cost in each turn of each contender. */
type Turns = ReadonlyMap<string, readonly Spent[]>;

async function race(bench: BenchPage, { names, pages, keys, way }: Race): Promise<Turns> {
  const spent = new Map<string, Spent[]>(names.map((name) => [name, []]));
  for (let turn = 0; turn * pagesInTurn < pages; turn += 1) {
    for (const name of names.filter((each) => turn % (everybody[each] ?? 1) === 0)) {
      const page = turn * pagesInTurn;
      const cost = await takeTurn(bench, { name, keys, way, page, pages: Math.min(pagesInTurn, pages - page) });
      if (cost !== undefined) spent.get(name)?.push(aPage(cost, Math.min(pagesInTurn, pages - page)));
    }
  }
  for (const name of way === "first" ? names : []) {
    const cost = await takeTurn(bench, { name, keys, way: "settle", page: 0, pages: 0 });
    if (cost !== undefined) console.log(`    ${name}: ${cost.wallMs.toFixed(0)} ms to settle`);
  }
  return spent;
}

function aPage({ wallMs, cpuMs }: Spent, pages: number): Spent {
  return { wallMs: wallMs / pages, cpuMs: cpuMs / pages };
}

/** Ratios of medians: a turn in which the machine did something else besides says nothing about who had it. */
function print(title: string, turns: Turns): void {
  const base = median(turns.get("Dexie bulkPut") ?? []);
  console.log(`  ${title}`);
  for (const [name, all] of turns) {
    if (all.length === 0) continue;
    const { wallMs, cpuMs } = median(all);
    const ratio = (base.wallMs / wallMs).toFixed(2).padStart(6);
    const cpu = (base.cpuMs / cpuMs).toFixed(2).padStart(6);
    const rate = Math.round((pageSize / wallMs) * 1000).toLocaleString("en");
    console.log(
      `    ${name.padEnd(34)} ${ratio} x Dexie, ${cpu} x by processor time; ${rate.padStart(7)} records/s, ` +
        `${wallMs.toFixed(1)} ms and ${cpuMs.toFixed(1)} ms of processor a page`,
    );
  }
}

function median(turns: readonly Spent[]): Spent {
  const half = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  return { wallMs: half(turns.map(({ wallMs }) => wallMs)), cpuMs: half(turns.map(({ cpuMs }) => cpuMs)) };
}
