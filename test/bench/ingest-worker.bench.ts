import { openBenchPage } from "./store/bench-page.ts";
import { flag } from "./store/flag.ts";
import type { Turn } from "./store/page.ts";
import { pageSize } from "./store/records.ts";

const pagesInTurn = 50;

/** A first sync in a Worker, and the longest tasks (above 50 ms, as browsers count them) that the page's own thread had meanwhile. `--records=1000000`. */
export default async function ingestWorkerBenchmark(): Promise<void> {
  const pages = Number(flag("records") ?? 20_000) / pageSize;
  const bench = await openBenchPage();
  try {
    const turns = Array.from({ length: Math.ceil(pages / pagesInTurn) }, (_, at): Turn => {
      const page = at * pagesInTurn;
      return { name: "Waybill", keys: "ascending", way: "first", page, pages: Math.min(pagesInTurn, pages - page) };
    });
    const tasks = await bench.page.evaluate(longTasksWhile, turns);
    const longest = tasks.length === 0 ? "" : `, the longest ${Math.max(...tasks).toFixed(0)} ms`;
    console.log(`  ${pages * pageSize} records in a Worker: ${tasks.length} long tasks of the page${longest}`);
  } finally {
    await bench.close();
  }
}

/** Runs in the page. Milliseconds of each long task. */
async function longTasksWhile(turns: readonly Turn[]): Promise<readonly number[]> {
  const tasks: number[] = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
  const worker = new Worker("/worker.js", { type: "module" });
  const answer = () =>
    new Promise((resolve, reject) => {
      worker.addEventListener("message", resolve, { once: true });
      worker.addEventListener("error", ({ message }) => reject(new Error(message)), { once: true });
    });
  await answer();
  observer.observe({ type: "longtask" });
  for (const turn of turns) {
    const ended = answer();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a Worker has no origin to name
    worker.postMessage(turn);
    await ended;
  }
  tasks.push(...observer.takeRecords().map(({ duration }) => duration));
  worker.terminate();
  return tasks;
}
