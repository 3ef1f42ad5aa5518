// `npm run bench -- <name>`: runs the benchmarks whose file name begins with <name>; without a name it lists them.
import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "./run.ts";

interface Benchmark {
  readonly default: () => Promise<void>;
}

const nameOf = (path: string): string => basename(path, ".bench.ts");
const paths = globSync(["packages/*/bench/*.bench.ts", "test/bench/*.bench.ts"], { cwd: root }).toSorted();
const wanted = process.argv[2];
const chosen = wanted === undefined ? [] : paths.filter((path) => nameOf(path).startsWith(wanted));

for (const path of chosen) {
  console.log(`${nameOf(path)} (${path})`);
  const benchmark: Benchmark = await import(join(root, path));
  await benchmark.default();
}

if (chosen.length === 0) {
  if (wanted !== undefined) console.error(`No benchmark is named ${wanted}.`);
  console.log(paths.length === 0 ? "There are no benchmarks yet." : "Benchmarks, run with `npm run bench -- <name>`:");
  for (const path of paths) console.log(`  ${nameOf(path).padEnd(24)} ${path}`);
  process.exitCode = wanted === undefined ? 0 : 1;
}
