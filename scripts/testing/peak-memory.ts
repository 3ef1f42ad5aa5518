import { readFileSync } from "node:fs";

/**
 * The most memory that this process itself has held at once, in MB.
 *
 * Not `maxRSS` where it can be helped: on Linux a process begins with the peak of the one that started it (what `getrusage`
 * reports outlives `exec`), so that a small child of a test runner that once held 600 MB is said to have held 600 MB.
 */
export function peakMemoryMb(): number {
  return (ownPeakKb() ?? process.resourceUsage().maxRSS) / 1024;
}

/** `VmHWM` of proc_pid_status(5), which begins anew with each program. Undefined where there is no `/proc`. */
function ownPeakKb(): number | undefined {
  try {
    const kb = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return kb === undefined ? undefined : Number(kb);
  } catch {
    return undefined;
  }
}
