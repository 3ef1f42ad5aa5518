import { expect, test, vi } from "vitest";
import { createVirtualClock } from "./virtual-clock.ts";

/** WebCrypto on a machine so busy that its thread stands still for this many turns of the event loop a byte. */
class SlowCrypto {
  readonly #turns: number;
  constructor(turns: number) {
    this.#turns = turns;
  }
  async digest(_algorithm: string, data: Uint8Array): Promise<ArrayBuffer> {
    for (let turn = 0; turn < this.#turns * data.length; turn += 1) await new Promise(setImmediate);
    return new ArrayBuffer(0);
  }
}

test("no time passes while WebCrypto is at work, however long its threads stand still", async () => {
  vi.stubGlobal("crypto", { subtle: new SlowCrypto(2000) });
  const clock = createVirtualClock();
  const woken = clock.sleep(1000).then(() => "woken");
  const digests = (async () => {
    for (const data of [new Uint8Array(1), new Uint8Array(2)]) await crypto.subtle.digest("SHA-256", data);
    return "digests";
  })();
  expect(await clock.settle(Promise.race([digests, woken]))).toBe("digests");
  expect(clock.monotonic()).toBe(0);
});

test("a promise that only WebCrypto will settle is not given up", async () => {
  vi.stubGlobal("crypto", { subtle: new SlowCrypto(2000) });
  const clock = createVirtualClock();
  const digest = crypto.subtle.digest("SHA-256", new Uint8Array(1));
  await expect(clock.settle(digest)).resolves.toBeInstanceOf(ArrayBuffer);
});

test("a failure of WebCrypto stays the caller's", async () => {
  const clock = createVirtualClock();
  const refused = crypto.subtle.digest("none such", new Uint8Array(1));
  await expect(clock.settle(refused)).rejects.toThrow(/not supported/);
});

test("a promise that nobody can settle is refused, and says why", async () => {
  await expect(createVirtualClock().settle(new Promise(() => {}))).rejects.toThrow(/nobody sleeps and nothing happens/);
});
