import type { BenchPage } from "./bench-page.ts";
import type { Turn } from "./page.ts";

/** What a turn cost. */
export interface Spent {
  readonly wallMs: number;
  /** Of all the browser's processes. */
  readonly cpuMs: number;
}

/** One contender takes in some pages, which were made beforehand; undefined where it cannot. */
export async function takeTurn(bench: BenchPage, turn: Turn): Promise<Spent | undefined> {
  const { page } = bench;
  await page.evaluate((of) => Reflect.get(globalThis, "bench").prepare(of), turn);
  const before = await bench.cpuMs();
  const wallMs: number | undefined = await page.evaluate((of) => Reflect.get(globalThis, "bench").take(of), turn);
  return wallMs === undefined ? undefined : { wallMs, cpuMs: (await bench.cpuMs()) - before };
}
