import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const program = fileURLToPath(new URL("every-end.ts", import.meta.url));
/** No call of the program waits for anything; a timer that is left behind runs for minutes. */
const limitMs = 60_000;

test("a process whose calls have ended, however they have, ends by itself", { timeout: 2 * limitMs }, () => {
  const told = execFileSync(process.execPath, ["--conditions=@waybill/source", program], {
    encoding: "utf8",
    env: {},
    timeout: limitMs,
  });
  expect(told.trim().split("\n")).toEqual([
    "read: answered",
    "empty: answered",
    "cancelled: answered",
    "repeated: answered",
    "refused: failed",
    "lost: failed",
    "aborted: failed",
    "disposed: failed",
    "stored: answered",
    "hedged: answered",
    "renewed: answered",
  ]);
});
