// Run by the overhead benchmark in a process of its own, whose young generation is so large that nothing is collected while it counts: what the heap
// grows by is what was allocated. Prints bytes a call by contender, as JSON.
import { PerformanceObserver } from "node:perf_hooks";
import { contenders } from "./contenders.ts";

const calls = 2000;
const observer = new PerformanceObserver(() => undefined);
observer.observe({ entryTypes: ["gc"] });

const bytes: Record<string, number> = {};
for (const [name, run] of Object.entries(contenders())) {
  for (let warm = 0; warm < calls; warm += 1) await run();
  globalThis.gc?.();
  // The platform tells of a collection a little later.
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  observer.takeRecords();
  const before = process.memoryUsage().heapUsed;
  for (let call = 0; call < calls; call += 1) await run();
  const grown = process.memoryUsage().heapUsed - before;
  // A collection in between makes the figure worthless.
  if (observer.takeRecords().length > 0)
    throw new Error(`Memory was collected while ${name} was counted; give it a larger young generation.`);
  bytes[name] = grown / calls;
}
console.log(JSON.stringify(bytes));
