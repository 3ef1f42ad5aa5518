import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { ask, startHarbor } from "../harbor.test.fixture.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await turn();
}

test.each(["headers", "body"] as const)(
  "a request that nobody holds and whose %s stall still hears that its caller gives up",
  async (at) => {
    const { emulator } = startHarbor();
    emulator.faults.set("stalled_body", { at });
    const patience = new AbortController();
    const ended = ask(emulator, "/contacts", { signal: patience.signal })
      .then((response) => response.text())
      .catch((error: unknown) => error);
    for (let i = 0; i < 4; i++) {
      await turn();
      collectGarbage();
    }
    const reason = new Error("gave up");
    patience.abort(reason);
    expect(await Promise.race([ended, turns(20)])).toBe(reason);
    expect(emulator.stats().total).toBe(1); // and so the emulator is held until here
  },
);

test("a caller that gave up before its body begins to stall is told so", async () => {
  const { emulator } = startHarbor({
    clock: { now: () => 0, sleep: async () => patience.abort(new Error("gave up")) },
  });
  const patience = new AbortController();
  emulator.faults.set("slow");
  emulator.faults.set("stalled_body");
  const response = await ask(emulator, "/contacts", { signal: patience.signal });
  await expect(response.text()).rejects.toThrow("gave up");
});
