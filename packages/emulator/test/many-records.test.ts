import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
const script = fileURLToPath(new URL("many-records.ts", import.meta.url));
const records = process.env["WAYBILL_LONG"] === "1" ? 1_000_000 : 100_000;
/** Records of this kind take over a kilobyte each: a hundred thousand of them would need three times this heap. */
const heapMb = 64;

test(`${records} records are served at any offset from a heap of ${heapMb} MB`, { timeout: 300_000 }, async () => {
  const flags = ["--conditions=@waybill/source", `--max-old-space-size=${heapMb}`];
  const { stdout } = await run(process.execPath, [...flags, script, `${records}`]);
  const seen = JSON.parse(stdout) as { arraysMb: number };
  expect(seen).toMatchObject({
    count: records,
    sizes: [100, 100, 100, 100, 100],
    distinct: 500,
    inOrder: true,
    byKey: "Edited",
    editedIsLast: true,
  });
  expect(seen.arraysMb).toBeLessThan(32);
});
