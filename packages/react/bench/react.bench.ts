import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { type CDPSession, type Page, chromium } from "playwright";
import { build } from "vite";
import { findChromium, surroundings } from "../../../scripts/testing/chromium.ts";
import type { RenderCounts } from "./badges.tsx";

const events = 300;
const rounds = 3;

interface Result {
  /** Work of the page per event, milliseconds of its own thread. */
  readonly workMs: number;
  readonly longest: number;
  readonly lost: number;
}

/** Ten thousand rows at a hundred events a second, and a hundred badges that should not render, in a real Chromium. */
// oxlint-disable-next-line import/no-default-export -- as scripts/bench.ts reads it
export default async function react(): Promise<void> {
  const { page, cdp, close } = await openPage();
  try {
    const names: readonly string[] = await page.evaluate("bench.names");
    const results = new Map<string, Result>();
    for (let round = 0; round < rounds; round += 1) {
      for (const name of names) results.set(name, better(results.get(name), await measure(page, cdp, name)));
    }
    report(results);
    const counts: readonly RenderCounts[] = await page.evaluate("bench.renderCounts()");
    console.log("\n  100 badges, renders for       20 ticks   10 refetches");
    for (const { name, ticks, refetches } of counts) {
      console.log(`  ${name.padEnd(28)} ${String(ticks).padStart(8)} ${String(refetches).padStart(14)}`);
    }
  } finally {
    await close();
  }
}

/** The least disturbed round of each. */
function better(known: Result | undefined, next: Result): Result {
  if (known === undefined) return next;
  return {
    workMs: Math.min(known.workMs, next.workMs),
    longest: Math.min(known.longest, next.longest),
    lost: Math.max(known.lost, next.lost),
  };
}

async function measure(page: Page, cdp: CDPSession, name: string): Promise<Result> {
  await page.evaluate(`bench.mount(${JSON.stringify(name)})`);
  const before = await taskMs(cdp);
  const longTasks: readonly number[] = await page.evaluate(`bench.run(${events})`);
  const workMs = ((await taskMs(cdp)) - before) / events;
  const lost: number = await page.evaluate("bench.lost()");
  await page.evaluate("bench.unmount()");
  return { workMs, longest: Math.max(0, ...longTasks), lost };
}

/** Time that the page's thread has worked so far. */
async function taskMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
}

function report(results: ReadonlyMap<string, Result>): void {
  const least = results.get("by hand")?.workMs ?? Number.NaN;
  console.log("  10,000 rows, 100 events/s     work/event   of by hand   longest task   lost");
  for (const [name, { workMs, longest, lost }] of results) {
    const cells = [
      `${workMs.toFixed(2)} ms`.padStart(10),
      (workMs / least).toFixed(2).padStart(12),
      (longest === 0 ? "under 50" : longest.toFixed(0)).padStart(11),
      String(lost).padStart(9),
    ];
    console.log(`  ${name.padEnd(28)} ${cells.join(" ")}`);
  }
}

async function openPage() {
  const script = await bundle();
  const server = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(
      isScript ? script : "<!doctype html><title>bench</title><body><script type=module src=/page.js></script>",
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The page has no port to be found at.");
  const executablePath = findChromium(surroundings());
  const args = ["--no-sandbox", "--disable-gpu"];
  const browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error));
  await page.goto(`http://127.0.0.1:${address.port}/`);
  await page.waitForFunction("globalThis.bench !== undefined");
  const cdp = await page.context().newCDPSession(page);
  // Time of the thread, not of the clock: neighbours on the machine do not count.
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  return {
    page,
    cdp,
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: { conditions: ["@waybill/source", "module", "browser"] },
    build: {
      write: false,
      minify: true,
      target: "esnext",
      rolldownOptions: {
        input: fileURLToPath(new URL("./page.tsx", import.meta.url)),
      },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !("output" in output)) throw new Error("The page's script was not built.");
  return output.output[0].code;
}
