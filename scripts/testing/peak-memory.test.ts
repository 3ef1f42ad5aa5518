import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const MB = 2 ** 20;
const module = JSON.stringify(new URL("./peak-memory.ts", import.meta.url).href);
/** What a process says of itself that fills so much memory, lets go of it and starts one that fills none. */
const parentOf = (fillMb: number): string => `
  import { spawnSync } from "node:child_process";
  import { peakMemoryMb } from ${module};
  Buffer.alloc(${fillMb * MB}, 1);
  const child = "import { peakMemoryMb } from " + ${JSON.stringify(module)} + "; console.log(peakMemoryMb())";
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", child], { encoding: "utf8" });
  console.log(JSON.stringify({ own: peakMemoryMb(), child: Number(stdout) }));
`;

test("a process's peak is its own, and not that of the one that started it", () => {
  const argv = ["--input-type=module", "-e", parentOf(500)];
  const { stdout, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8" });
  expect(stderr).toBe("");
  const { own, child } = JSON.parse(stdout) as { own: number; child: number };
  expect(own).toBeGreaterThan(500);
  expect(child).toBeGreaterThan(1);
  expect(child).toBeLessThan(own - 300);
});
