import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";
import { createPulse } from "./pulse.ts";

function setup(turn: (at: number) => Promise<void> = async () => {}) {
  const clock = createVirtualClock();
  const log: number[] = [];
  const pulse = createPulse(clock, 250, async () => {
    log.push(clock.monotonic());
    await turn(clock.monotonic());
  });
  return { clock, log, pulse };
}

test("the first poke is answered at once, a burst at most every interval, and the last of it always", async () => {
  const { clock, log, pulse } = setup();
  for (let at = 0; at <= 600; at += 50) {
    pulse.poke();
    await clock.advance(50);
  }
  await clock.advance(5000);
  expect(log).toEqual([0, 250, 500, 750]);
});

test("a turn that throws ends only itself, and is made up for later though nobody asks", async () => {
  const { clock, log, pulse } = setup(async (at) => {
    if (at < 2_000) throw new Error("unreadable");
  });
  pulse.poke();
  await clock.advance(60_000);
  expect([log, clock.sleepers]).toEqual([[0, 1_000, 2_000], 0]);
});

test("a stopped pulse is silent and sleeps no more", async () => {
  const { clock, log, pulse } = setup();
  pulse.poke();
  await clock.advance(10);
  pulse.poke();
  pulse.stop();
  await clock.advance(1000);
  expect([log, clock.sleepers]).toEqual([[0], 0]);
});
