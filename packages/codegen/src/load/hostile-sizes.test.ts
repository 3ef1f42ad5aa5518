import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const reader = fileURLToPath(new URL("../../test/read-hostile.ts", import.meta.url));
const MB = 1024 * 1024;

/** What a process with a small heap says of a hostile document, and how long it computed. */
function read(
  kind: string,
  heapMb: number,
): { readonly outcome: string; readonly peakMb: number; readonly cpuMs: number } {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${heapMb}`, "--conditions=@waybill/source", reader, kind],
    { encoding: "utf8", maxBuffer: MB },
  );
  if (status !== 0) throw new Error(stderr.slice(0, 2000));
  return JSON.parse(stdout);
}

test.each<[string, string, number]>([
  ["100 MB of JSON", "json-100mb", 256],
  ["100 MB of YAML", "yaml-100mb", 256],
  ["a file without an end", "endless", 256],
  ["a few lines that stand for billions of values", "aliases", 256],
  ["two hundred thousand lists in one another, as JSON", "deep-json", 256],
  ["two hundred thousand lists in one another, as YAML", "deep-yaml", 256],
  ["ten million values", "many-values", 1024],
])("%s end in an error that says so, within bounds", (_, kind, heapMb) => {
  const { outcome, peakMb, cpuMs } = read(kind, heapMb);
  expect(outcome).toBe("too-large");
  expect(peakMb).toBeLessThan(heapMb + 300);
  expect(cpuMs).toBeLessThan(20_000);
});

test.each(["long-reference-chain", "deep-all-of", "many-operations"])("%s is read within bounds", (kind) => {
  const { outcome, cpuMs } = read(kind, 1024);
  expect(outcome).toBe("read");
  expect(cpuMs).toBeLessThan(20_000);
});
