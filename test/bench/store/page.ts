import type { Contender, Page } from "./contender.ts";
import { contenders } from "./contenders.ts";
import { keyOf, pageOf } from "./records.ts";
import type { KeyKind } from "./records.ts";

export interface Turn {
  readonly name: string;
  readonly keys: KeyKind;
  readonly way: "first" | "again" | "settle";
  /** First page, and how many. */
  readonly page: number;
  readonly pages: number;
}

const opened = new Map<string, Contender>();

async function open(name: string, keys: KeyKind): Promise<Contender> {
  const opens = contenders[name];
  if (opens === undefined) throw new Error(`Nobody is called ${name}.`);
  const known = opened.get(name) ?? (await opens(`bench ${name} ${keys}`, keys));
  opened.set(name, known);
  return known;
}

/** What the next turn takes in, as an answer of a vendor would have given it: made before anything is measured. */
let content: readonly Page[] = [];

async function prepare({ name, keys, page, pages }: Turn): Promise<void> {
  const contender = await open(name, keys);
  content = Array.from({ length: pages }, (_, at) => JSON.parse(JSON.stringify(pageOf(page + at, keys))));
  await contender.prepare?.(content, page);
}

/** One contender takes in the pages that were prepared. Gives the milliseconds that it took, undefined where it cannot. */
async function take({ name, keys, way, page }: Turn): Promise<number | undefined> {
  const contender = await open(name, keys);
  if (way === "settle") return contender.settle === undefined ? undefined : timed(contender.settle);
  const takeIn = contender[way];
  return takeIn === undefined ? undefined : timed(() => takeIn(content, page));
}

async function timed(run: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await run();
  return performance.now() - before;
}

/** Milliseconds of each look of each contender. */
export interface Looks {
  readonly lookups: Readonly<Record<string, readonly number[]>>;
  readonly ranges: Readonly<Record<string, readonly number[]>>;
}

interface Looking {
  readonly records: number;
  readonly keys: KeyKind;
  readonly looks: number;
}

/** Each contender's times for one look-up and for one range, in turn, at places spread over all records. */
async function read({ records, keys, looks }: Looking): Promise<Looks> {
  const lookups: Record<string, number[]> = {};
  const ranges: Record<string, number[]> = {};
  for (let look = 0; look < looks; look += 1) {
    const key = keyOf(Math.floor(((look * 0.618_033_988_7) % 1) * records), keys);
    for (const [name, { get, range }] of opened) {
      if (get === undefined || range === undefined) continue;
      (lookups[name] ??= []).push(
        await timed(async () => {
          if ((await get(key)) === undefined) throw new Error(`${name} lost ${key}.`);
        }),
      );
      (ranges[name] ??= []).push(await timed(async () => void (await range(key))));
    }
  }
  return { lookups, ranges };
}

Reflect.set(globalThis, "bench", { prepare, take, read });
