import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { EmulatorStats } from "@waybill/emulator";

/** The demo as `npm start` runs it, in a process of its own. */
export interface Demo {
  readonly pageUrl: string;
  /** What the vendor was asked so far. */
  stats(): Promise<EmulatorStats>;
  /** How many records the vendor holds, by stream. */
  recordCounts(): Promise<Readonly<Record<string, number>>>;
  /** Lets the vendor behave again. */
  endFaults(): Promise<void>;
  /** Stops it as Ctrl+C does. Rejects when it did not end well. */
  stop(): Promise<void>;
}

/** Starts the demo on free ports and waits until it says where it listens. */
export async function startDemo(...args: readonly string[]): Promise<Demo> {
  const child = runDemo("--port", "0", ...args);
  const said = await outputUntil(child, /Product\s+(\S+)/);
  const pageUrl = found(said, /Product\s+(\S+)/);
  const control = new URL("/__emulator/", found(said, /Vendor\s+(\S+)/));
  const ask = async (path: string): Promise<unknown> => (await fetch(new URL(path, control))).json();
  return {
    pageUrl,
    // The emulator's own answer, in the shape that its package declares.
    stats: async () => (await ask("stats")) as EmulatorStats,
    recordCounts: async () => ((await ask("state")) as { streams: Readonly<Record<string, number>> }).streams,
    async endFaults() {
      await fetch(new URL("faults", control), { method: "DELETE" });
    },
    async stop() {
      child.kill("SIGINT");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      if (child.exitCode !== 0) throw new Error(`The demo ended with ${child.exitCode ?? child.signalCode} on Ctrl+C.`);
    },
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

function found(text: string, pattern: RegExp): string {
  const match = pattern.exec(text)?.[1];
  if (match === undefined) throw new Error(`The demo did not say ${pattern}:\n${text}`);
  return match;
}

/** Ends a process and everything that it started, at once and without warning. */
export async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, "SIGKILL");
  await once(child, "exit");
}
