import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { createScheduler } from "./scheduler.ts";

const minute = 60_000;
const day = 1440 * minute;

/** An engine whose first run ended while the clock was a day ahead. */
async function ahead() {
  const fake = fakeVendor(rowsOf(5));
  const schedule = { "*": { kind: "interval", everyMs: 10 * minute } } as const;
  const engine = engineOver({ vendor: fake.vendor, connection: { schedule } });
  engine.clock.step(day);
  engine.waybill.start();
  await engine.clock.advance(1000);
  expect(fake.asked).toHaveLength(1);
  engine.clock.step(-day);
  return { ...engine, fake, schedule };
}

test("a clock that is set back by a day holds no stream back for a day", async () => {
  const { clock, waybill, fake } = await ahead();
  // At the latest five minutes later it is noticed, and the interval counts from there.
  await clock.advance(16 * minute);
  expect(fake.asked).toHaveLength(2);
  await clock.advance(21 * minute);
  expect(fake.asked).toHaveLength(4);
  await waybill.dispose();
});

test("nor does one that was set back while no engine was there: the interval counts from where it begins", async () => {
  const { clock, waybill, connector, fake, schedule, open } = await ahead();
  await waybill.dispose();
  const next = open();
  next.connection("acme", { connector, schedule });
  next.start();
  await clock.advance(minute);
  expect(fake.asked).toHaveLength(1);
  await clock.advance(10 * minute);
  expect(fake.asked).toHaveLength(2);
  await next.dispose();
});

test("a look at the store that began before a run ended begins no other one", async () => {
  const clock = createVirtualClock();
  const begun: number[] = [];
  let stored: { readonly open: boolean; readonly last?: number } = { open: false };
  const scheduler = createScheduler({
    clock,
    cron: undefined,
    look: async (busy) => {
      const schedule = { kind: "interval", everyMs: 10 * minute } as const;
      const found = { stream: "contacts", schedule, spread: 0, ...stored };
      const isFree = !busy.has("contacts");
      await clock.sleep(1000);
      return isFree ? [found] : [];
    },
    run: async (_, ended) => {
      begun.push(clock.now());
      stored = { open: true };
      await clock.sleep(2 * minute);
      stored = { open: false, last: clock.now() };
      ended("contacts");
    },
    planned: () => {},
  });
  scheduler.start();
  await clock.advance(2 * minute + 500);
  scheduler.poke();
  await clock.advance(9 * minute);
  expect(begun).toHaveLength(1);
  await clock.advance(2 * minute);
  expect(begun).toHaveLength(2);
  scheduler.stop();
});

test("a stream that is begun again while others of its turn go on is not free when these have ended", async () => {
  const clock = createVirtualClock();
  const begun: string[] = [];
  // Minutes that the runs of each stream last, the first one first.
  const lasts: Record<string, number[]> = { contacts: [1, 30], deals: [5, 30] };
  const scheduler = createScheduler({
    clock,
    cron: undefined,
    look: async (busy) => {
      const schedule = { kind: "interval", everyMs: minute } as const;
      const free = ["contacts", "deals"].filter((stream) => !busy.has(stream));
      return free.map((stream) => ({ stream, schedule, spread: 0, open: begun.includes(stream) }));
    },
    run: async (streams, ended) => {
      const one = async (stream: string) => {
        begun.push(stream);
        await clock.sleep((lasts[stream]?.shift() ?? 0) * minute);
        ended(stream);
      };
      await Promise.all(streams.map(one));
    },
    planned: () => {},
  });
  scheduler.start();
  await clock.advance(12 * minute);
  expect(begun).toEqual(["contacts", "deals", "contacts", "deals"]);
  scheduler.stop();
});
