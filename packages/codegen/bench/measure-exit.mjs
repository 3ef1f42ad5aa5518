// Loaded into a measured process before anything else: at its end it writes what it used.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const used = { peakMb: maxRSS / 1024, cpuMs: (userCPUTime + systemCPUTime) / 1000, wallMs: performance.now() };
  if (process.env.MEASURED !== undefined) writeFileSync(process.env.MEASURED, JSON.stringify(used));
});
