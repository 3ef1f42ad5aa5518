import { median } from "./median.ts";

export interface Contender {
  readonly name: string;
  readonly run: () => Promise<void>;
}

const rounds = 7;

/** Times contenders in turn, so that a machine that slows down slows them all, and prints each median as a ratio to the first. */
export async function compare(title: string, contenders: readonly [Contender, ...Contender[]]): Promise<void> {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1)
    for (const { name, run } of contenders) {
      const ms = await timed(run);
      if (round > 0) times.get(name)?.push(ms); // the first round warms up
    }
  const base = median(times.get(contenders[0].name) ?? []);
  console.log(`  ${title}`);
  for (const [name, all] of times)
    console.log(`    ${name.padEnd(44)} ${(median(all) / base).toFixed(2)} x   ${median(all).toFixed(1)} ms`);
}

async function timed(run: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await run();
  return performance.now() - before;
}
