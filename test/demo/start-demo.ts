import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { EmulatorStats, FaultKind, FaultOptions } from "@waybill/emulator";

/** One of the demo's emulated vendors, over its control API. */
export interface DemoVendor {
  /** What the vendor was asked so far. */
  stats(): Promise<EmulatorStats>;
  /** How many records the vendor holds, by stream. */
  recordCounts(): Promise<Readonly<Record<string, number>>>;
  /** Lets the vendor misbehave. */
  begin<K extends FaultKind>(fault: K, options?: FaultOptions[K]): Promise<void>;
  /** Lets the vendor behave again. */
  endFaults(): Promise<void>;
  /** Resolves once the vendor has taken in whatever was on its way before. */
  hasHeard(): Promise<void>;
}

/** The demo as `npm start` runs it, in a process of its own. */
export interface Demo {
  readonly pageUrl: string;
  /** In the order of the documents. */
  readonly vendors: readonly DemoVendor[];
  /** Stops it as Ctrl+C does. Rejects when it did not end well. */
  stop(): Promise<void>;
}

/** Starts the demo on free ports and waits until it says where it listens. */
export async function startDemo(...args: readonly string[]): Promise<Demo> {
  const child = runDemo("--port", "0", ...args);
  const said = await outputUntil(child, /Product\s+(\S+)\s/);
  return {
    pageUrl: addresses(said, /Product\s+(\S+)/g)[0] ?? "",
    vendors: addresses(said, /Vendor\s+(\S+)/g).map(controlled),
    async stop() {
      child.kill("SIGINT");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      if (child.exitCode !== 0) throw new Error(`The demo ended with ${child.exitCode ?? child.signalCode} on Ctrl+C.`);
    },
  };
}

/** The vendor of the document at that place. */
export function vendorOf({ vendors }: Demo, place: number): DemoVendor {
  const vendor = vendors[place];
  if (vendor === undefined) throw new Error(`The demo has no vendor at place ${place}.`);
  return vendor;
}

function controlled(url: string): DemoVendor {
  const control = new URL("/__emulator/", url);
  // A connection for each: one that is kept can be closed for its idleness at the moment in which it is used again.
  const headers = { connection: "close" };
  const call = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(new URL(path, control), { ...init, headers });
  const ask = async (path: string): Promise<unknown> => (await call(path)).json();
  return {
    // The emulator's own answers, in the shapes that its package declares.
    stats: async () => (await ask("stats")) as EmulatorStats,
    recordCounts: async () => ((await ask("state")) as { streams: Readonly<Record<string, number>> }).streams,
    begin: async (fault, options) => {
      await call(`faults/${fault}`, { method: "PUT", body: JSON.stringify(options ?? {}) });
    },
    endFaults: async () => {
      await call("faults", { method: "DELETE" });
    },
    // It takes the way of every request, and arrives last: nothing lives there.
    hasHeard: async () => void (await fetch(new URL("/nothing", url), { headers })),
  };
}

/** Runs the demo's command to its end. */
export async function runToEnd(...args: readonly string[]): Promise<{
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}> {
  const child = runDemo(...args);
  const [out, err] = [textOf(child.stdout), textOf(child.stderr)];
  await once(child, "close");
  return { code: child.exitCode, out: await out, err: await err };
}

function runDemo(...args: readonly string[]) {
  return spawn(process.execPath, ["--conditions=@waybill/source", "apps/demo/start.ts", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production" },
  });
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += chunk.toString();
  return text;
}

/** Everything said on standard output until the pattern is there; rejects when the process ends before. */
function outputUntil(child: ReturnType<typeof runDemo>, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      if (pattern.test(out)) resolve(out);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.once("exit", (code) => {
      reject(new Error(`The demo ended with ${code} before it listened:\n${err}`));
    });
  });
}

function addresses(said: string, pattern: RegExp): readonly string[] {
  return Array.from(said.matchAll(pattern), ([, address]) => address ?? "");
}

/** Ends a process and everything that it started, at once and without warning. */
export async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, "SIGKILL");
  await once(child, "exit");
}
