import type { Lock } from "@waybill/transport";
import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";
import { watchHolders } from "./holders.ts";
import type { Held } from "./holders.ts";

const leaseMs = 15_000;

const holding = (owner: string, stream: string, heartbeat = 0): Held => ({
  stream,
  lease: { owner, token: 1, heartbeat },
});

/** Looks at what is held, as often as one who watches it does, until somebody is gone. */
function watching(lock?: Lock) {
  const clock = createVirtualClock();
  const holders = watchHolders({ clock, id: "acme", lock, leaseMs, freed: () => {} });
  const goneOf = (held: readonly Held[]) => holders.look(held).map(({ owner }) => owner);
  const lookFor = async (ms: number, held: readonly Held[]): Promise<readonly string[]> => {
    let gone = goneOf(held);
    for (let waited = 0; waited < ms && gone.length === 0; waited += leaseMs / 5) {
      await clock.advance(leaseMs / 5);
      gone = goneOf(held);
    }
    return gone;
  };
  return { clock, holders, goneOf, lookFor };
}

test("holders whose tabs were frozen as long as the one that watches them are not taken for dead when all wake", async () => {
  const { clock, goneOf, lookFor } = watching();
  const held = [holding("one", "a"), holding("other", "b")];
  expect(await lookFor(leaseMs / 5, held)).toEqual([]);
  await clock.advance(100 * leaseMs);
  expect(goneOf(held)).toEqual([]);
  await clock.advance(leaseMs / 5);
  expect(goneOf(held)).toEqual([]);
  expect(await lookFor((4 / 5) * leaseMs, [holding("one", "a", 1), holding("other", "b")])).toEqual(["other"]);
});

test("two that die at once are found so at once, where time is seen to pass", async () => {
  const { clock, lookFor } = watching();
  expect(await lookFor(leaseMs, [holding("one", "a"), holding("other", "b")])).toEqual(["one", "other"]);
  expect(clock.monotonic()).toBe(leaseMs);
});

test("however often holders come, go and change streams, only the locks of those that were there last are asked for, and none in the end", async () => {
  let asked = 0;
  const lock: Lock = {
    hold: (_name, _run, signal) =>
      new Promise((_resolve, reject) => {
        asked += 1;
        signal?.addEventListener("abort", () => {
          asked -= 1;
          reject(signal.reason);
        });
      }),
  };
  const { holders, goneOf } = watching(lock);
  for (let n = 0; n < 1000; n += 1) {
    const held = [holding("one", `${n % 2}`), holding("two", "b", n), holding(`passing ${n}`, "c")];
    expect([goneOf(held), asked]).toEqual([[], 3]);
  }
  holders.end();
  expect(asked).toBe(0);
});
