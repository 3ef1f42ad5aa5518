import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Page, chromium } from "playwright";
import { build } from "vite";
import { findChromium, surroundings } from "../../../scripts/testing/chromium.ts";

const folder = fileURLToPath(new URL("../../../node_modules/.cache/store-peers", import.meta.url));
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Takes one turn after another in a Worker, and tells when each has ended. */
const worker = `
  import "/page.js";
  onmessage = async ({ data: turn }) => {
    await bench.prepare(turn);
    postMessage(await bench.take(turn));
  };
  postMessage("ready");
`;

export interface BenchPage {
  readonly page: Page;
  /** Processor time that the browser has used so far, all its processes together, in milliseconds. */
  cpuMs(): Promise<number>;
  /** What the page's scripts hold at this moment, garbage included, in bytes. */
  heapBytes(): Promise<number>;
  /** What of it is in use, once the garbage is collected. */
  usedBytes(): Promise<number>;
  /** What they hold beside it: the bytes of arrays and buffers. */
  bufferBytes(): Promise<number>;
  /** Loads the page again, as a new tab: nobody remembers anything, and stores are opened when they are used. */
  openAnew(): Promise<void>;
  close(): Promise<void>;
}

/** A page of a real Chromium with a profile on the disk, on an origin of its own, with the contenders loaded. */
export async function openBenchPage(): Promise<BenchPage> {
  installPeers();
  const script = await bundled();
  const server = createServer((request, response) => {
    const found = request.url === "/page.js" ? script : request.url === "/worker.js" ? worker : undefined;
    response.setHeader("content-type", found === undefined ? "text/html" : "text/javascript");
    response.end(found ?? "<!doctype html><title>bench</title><script type=module src=/page.js></script>");
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on a port has this address
  const { port } = server.address() as AddressInfo;
  const executablePath = findChromium(surroundings());
  // A context of its own would be a private window, which keeps databases in memory.
  const profile = mkdtempSync(join(tmpdir(), "waybill-bench-"));
  const context = await chromium.launchPersistentContext(profile, {
    args: ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  const browser = context.browser();
  if (browser === null) throw new Error("The browser cannot be asked for its processor time.");
  const page = await context.newPage();
  page.on("console", (message) => {
    if (!message.text().includes("RxDB")) console.log(`  page: ${message.text()}`);
  });
  page.on("pageerror", (error) => console.error(error));
  const openAnew = async () => {
    await page.goto(`http://localhost:${port}/`);
    await page.waitForFunction("globalThis.bench !== undefined");
  };
  await openAnew();
  const system = await browser.newBrowserCDPSession();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const heapBytes = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Number.NaN;
  };
  return {
    page,
    openAnew,
    cpuMs: async () => {
      const { processInfo } = await system.send("SystemInfo.getProcessInfo");
      return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
    },
    heapBytes,
    usedBytes: async () => {
      await cdp.send("HeapProfiler.collectGarbage");
      return heapBytes();
    },
    bufferBytes: async () => (await cdp.send("Runtime.getHeapUsage")).backingStorageSize,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Other libraries, which `npm ci` of this repository does not bring: installed on the first run, as peers.json pins them. */
function installPeers(): void {
  const manifest = join(folder, "package.json");
  const pinned = here("./peers.json");
  const isThere = existsSync(manifest) && readFileSync(manifest, "utf8") === readFileSync(pinned, "utf8");
  if (isThere && existsSync(join(folder, "node_modules"))) return;
  mkdirSync(folder, { recursive: true });
  copyFileSync(pinned, manifest);
  console.log("  installing the other stores …");
  const options = ["--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps", "--loglevel=error"];
  const { status } = spawnSync("npm", ["install", ...options], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0)
    throw new Error("The other stores could not be installed; without a registry there is nothing to compare with.");
}

async function bundled(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    resolve: {
      conditions: ["@waybill/source", "module", "browser"],
      alias: [
        { find: /^(dexie|pouchdb-browser|rxdb|tinybase)(\/|$)/, replacement: `${join(folder, "node_modules")}/$1$2` },
      ],
    },
    build: { write: false, minify: false, target: "esnext", lib: { entry: here("./page.ts"), formats: ["es"] } },
  });
  const [output] = [result].flat();
  if (output === undefined || !("output" in output)) throw new Error("The page's script was not built.");
  return output.output[0].code;
}
