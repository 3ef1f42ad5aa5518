import { median } from "./median.ts";
import { type BenchPage, openBenchPage } from "./store/bench-page.ts";
import { flag } from "./store/flag.ts";
import { type KeyKind, pageSize } from "./store/records.ts";
import { type Spent, takeTurn } from "./store/take-turn.ts";

const everybody = [
  "Waybill",
  "Waybill, page by page",
  "Waybill, encrypted",
  "Waybill, the whole engine",
  "one value a page, nothing else",
  "raw IndexedDB",
  "raw IndexedDB, from text",
  "idb",
  "Dexie bulkPut",
  "Dexie bulkGet and compare",
  "RxDB",
  "PouchDB",
  "TinyBase",
];

/**
 * Many times slower than the others, whose time would go into saying nothing more: they take part in three turns, the first, the middle and the last, and
 * are compared with the same turns of the others. Their stores hold only what these turns brought.
 */
const slow: ReadonlySet<string> = new Set(["RxDB", "PouchDB", "TinyBase"]);

/** Makes a key that it keeps to itself: nobody can open it anew. */
const sealed = "Waybill, encrypted";

/**
 * Pages that one contender takes in before the next has its turn: a machine that slows down slows everybody. A turn of the engine is a step, whose
 * lease and run are found once; a customer's pull of a thousand pages pays for that once.
 */
const mostPagesInTurn = 100;

/** Of few pages the turns are shorter: a median of less says little. */
const fewestTurns = 5;

/** Keys in no order are looked at with fewer records. */
const lessAtRandom = 5;

/**
 * A first sync and one that finds nothing changed, in pages of 100 records of about 500 bytes, in a real Chromium. The latter twice: in the tab that has
 * just written everything and remembers it ("in the same tab"), and in one that opens the stores anew and remembers nothing ("in a new tab").
 * `raw IndexedDB` is given records, and its "from text" is given what the engine is: a `Response` for each page.
 * `--records=10000` for a quick look, `--only=Waybill+idb`, `--keys=random`.
 */
export default async function ingestBenchmark(): Promise<void> {
  const records = Number(flag("records") ?? 100_000);
  const names = flag("only")?.split("+") ?? everybody;
  for (const keys of ["ascending", "random"] as const) {
    if ((flag("keys") ?? keys) !== keys) continue;
    const count = keys === "random" && flag("records") === undefined ? records / lessAtRandom : records;
    const bench = await openBenchPage();
    try {
      const all = { pages: count / pageSize, keys };
      const told = `${count} records, keys ${keys}`;
      print(`${told}, first sync`, await race(bench, { ...all, names, way: "first" }));
      print(`${told}, nothing changed, in the same tab`, await race(bench, { ...all, names, way: "again" }));
      await bench.openAnew();
      const anew = names.filter((name) => name !== sealed);
      print(`${told}, nothing changed, in a new tab`, await race(bench, { ...all, names: anew, way: "again" }));
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

/** What a page cost each contender, by the number of the turn. */
type Turns = ReadonlyMap<string, ReadonlyMap<number, Spent>>;

async function race(bench: BenchPage, { names, pages, keys, way }: Race): Promise<Turns> {
  const spent = new Map<string, Map<number, Spent>>(names.map((name) => [name, new Map()]));
  const pagesInTurn = Math.max(1, Math.min(mostPagesInTurn, Math.floor(pages / fewestTurns)));
  const turns = Math.ceil(pages / pagesInTurn);
  for (let turn = 0; turn < turns; turn += 1) {
    const page = turn * pagesInTurn;
    const taken = { keys, way, page, pages: Math.min(pagesInTurn, pages - page) };
    for (const name of names.filter((each) => !slow.has(each) || isSlowTurn(turn, turns))) {
      const cost = await takeTurn(bench, { ...taken, name });
      if (cost !== undefined) spent.get(name)?.set(turn, aPage(cost, taken.pages));
    }
  }
  for (const name of names) {
    const cost = await takeTurn(bench, { name, keys, way: "settle", page: 0, pages: 0 });
    if (cost !== undefined && way === "first") console.log(`    ${name}: ${cost.wallMs.toFixed(0)} ms to settle`);
  }
  return spent;
}

function isSlowTurn(turn: number, turns: number): boolean {
  return turn === 0 || turn === turns >> 1 || turn === turns - 1;
}

function aPage({ wallMs, cpuMs }: Spent, pages: number): Spent {
  return { wallMs: wallMs / pages, cpuMs: cpuMs / pages };
}

/** Ratios of medians over the same turns: a turn in which the machine did something else besides says nothing about who had it. */
function print(title: string, turns: Turns): void {
  const dexie = turns.get("Dexie bulkPut");
  console.log(`  ${title}`);
  for (const [name, all] of turns) {
    if (all.size === 0) continue;
    const base = middle([...all.keys()].flatMap((turn) => dexie?.get(turn) ?? []));
    const { wallMs, cpuMs } = middle([...all.values()]);
    const ratio = (base.wallMs / wallMs).toFixed(2).padStart(6);
    const cpu = (base.cpuMs / cpuMs).toFixed(2).padStart(6);
    const rate = Math.round((pageSize / wallMs) * 1000).toLocaleString("en");
    console.log(
      `    ${name.padEnd(34)} ${ratio} x Dexie, ${cpu} x by processor time; ${rate.padStart(7)} records/s, ` +
        `${wallMs.toFixed(1)} ms and ${cpuMs.toFixed(1)} ms of processor a page, ${all.size} turns`,
    );
  }
}

function middle(turns: readonly Spent[]): Spent {
  return { wallMs: median(turns.map(({ wallMs }) => wallMs)), cpuMs: median(turns.map(({ cpuMs }) => cpuMs)) };
}
