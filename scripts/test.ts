// `npm test`: every test of the house in one run of Vitest. Arguments are handed on to it.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run.ts";
import { ensureChromium } from "./testing/chromium.ts";
import {
  crashed,
  failureLines,
  isGreen,
  lastLine,
  skipLines,
  type Tally,
  tallyVariable,
  withExitCode,
} from "./testing/tally.ts";

const long = process.argv.includes("--long");
const args = process.argv.slice(2).filter((arg) => arg !== "--long");

async function runTests(): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-test-"));
  const path = join(folder, "tally.json");
  try {
    const exitCode = await vitest({ CHROMIUM: ensureChromium(), [tallyVariable]: path });
    return withExitCode(readTally(path), exitCode);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return crashed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function vitest(environment: Record<string, string>): Promise<number> {
  const reporters = ["--reporter=default", "--reporter=./scripts/testing/tally-reporter.ts"];
  const size = long ? { WAYBILL_LONG: "1" } : {};
  return run(["vitest", "run", ...reporters, ...args], { ...environment, ...size });
}

/** The reporter's own file; where there is none, Vitest ended before it could report. */
function readTally(path: string): Tally {
  try {
    const tally: Tally = JSON.parse(readFileSync(path, "utf8"));
    return tally;
  } catch {
    return crashed;
  }
}

const tally = await runTests();
for (const line of skipLines(tally)) console.log(line);
for (const line of failureLines(tally)) console.log(line);
if (!isGreen(tally)) process.exitCode = 1;
console.log(lastLine(tally));
