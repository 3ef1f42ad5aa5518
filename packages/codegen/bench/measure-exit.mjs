// Loaded into a measured process, and into those it starts, before anything else: at its end each writes what it used.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { peakMemoryMb } from "../../../scripts/testing/peak-memory.ts";

process.on("exit", () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const used = { peakMb: peakMemoryMb(), cpuMs: (userCPUTime + systemCPUTime) / 1000, wallMs: performance.now() };
  if (process.env.MEASURED !== undefined)
    writeFileSync(join(process.env.MEASURED, `${process.pid}.json`), JSON.stringify(used));
});
