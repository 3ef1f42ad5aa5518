import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How long some work took. */
export interface Times {
  readonly wallMs: number;
  /** Time on any processor: what the neighbours on the machine change little. */
  readonly cpuMs: number;
}

/** What one process used from its start to its end. */
export interface Usage extends Times {
  readonly peakMb: number;
}

const atExit = new URL("./measure-exit.mjs", import.meta.url).href;
/** The slowest take a minute and a half on a machine of their own. */
const LONGEST_MS = 1_200_000;

/** Runs a script in a process of its own. Undefined where it fails or does not end. */
export async function measure(argv: readonly string[], cwd: string): Promise<Usage | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-bench-"));
  try {
    const ended = await run(argv, cwd, folder);
    return ended ? together(folder) : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A generator may start processes of its own: their times add up. */
function together(folder: string): Usage {
  const usages = readdirSync(folder).map((name): Usage => JSON.parse(readFileSync(join(folder, name), "utf8")));
  return {
    wallMs: Math.max(...usages.map(({ wallMs }) => wallMs)),
    cpuMs: usages.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    peakMb: Math.max(...usages.map(({ peakMb }) => peakMb)),
  };
}

function run(argv: readonly string[], cwd: string, folder: string): Promise<boolean> {
  const child = spawn(process.execPath, [...argv], {
    cwd,
    stdio: "ignore",
    env: {
      ...process.env,
      NODE_OPTIONS: `--import=${atExit}`,
      MEASURED: folder,
      CI: "1",
      NO_COLOR: "1",
      DO_NOT_TRACK: "1",
    },
    timeout: LONGEST_MS,
  });
  return new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
}

/** The middle one of several measurements of the same thing, by processor time. */
export function middle<T extends Times>(usages: readonly T[]): T | undefined {
  return usages.toSorted((a, b) => a.cpuMs - b.cpuMs)[Math.floor((usages.length - 1) / 2)];
}
