import { expect, test } from "vitest";
import type { Departure } from "./departure.ts";
import { Pace } from "./pace.ts";

/** Asks a vendor as fast as the pace permits; answers come after `latencyMs`. Gives what it did in each of the windows. */
function drain(
  takes: (now: number, underWay: number) => boolean,
  untilMs: number,
  { latencyMs = 20, namedMs }: { latencyMs?: number; namedMs?: number } = {},
) {
  const pace = new Pace(4);
  const underWay: { departure: Departure; taken: boolean; at: number }[] = [];
  const seen: { at: number; taken: boolean; crowd: number }[] = [];
  let [sent, due, pausedUntil] = [0, 0, 0];
  for (let now = 0; now < untilMs; now += 1) {
    while (underWay[0] && underWay[0].at <= now) {
      const { departure, taken } = underWay.shift() ?? underWay[0];
      if (taken) pace.taken(departure, now);
      else pausedUntil = Math.max(pausedUntil, now + (pace.refused(departure, sent, now, namedMs) ?? 0));
    }
    const mayLeave = () => Math.max(due, pausedUntil) <= now && underWay.length < Math.max(1, pace.atOnce(now));
    while (mayLeave()) {
      const departure = { sent: (sent += 1), at: now, crowd: underWay.length + 1, cost: 1 };
      const taken = takes(now, underWay.filter((one) => one.taken).length);
      underWay.push({ departure, taken, at: now + latencyMs });
      seen.push({ at: now, taken, crowd: departure.crowd });
      due = Math.max(due, now) + pace.interval(now);
    }
  }
  const from = (ms: number) => seen.filter(({ at }) => at >= ms);
  return { from, share: (ms: number) => from(ms).filter(({ taken }) => !taken).length / from(ms).length };
}

function fixedWindow(limit: number, windowMs: number): (now: number) => boolean {
  let [window, used] = [-1, 0];
  return (now) => {
    if (Math.floor(now / windowMs) !== window) [window, used] = [Math.floor(now / windowMs), 0];
    return (used += 1) <= limit;
  };
}

/** The vendor, with another client that asks at these moments. */
function beside(vendor: (now: number) => boolean, times: readonly number[]): (now: number) => boolean {
  let next = 0;
  return (now) => {
    for (let at = times[next]; at !== undefined && at <= now; at = times[(next += 1)]) vendor(at);
    return vendor(now);
  };
}

function tokenBucket(capacity: number, perMs: number): (now: number) => boolean {
  let [tokens, last] = [capacity, 0];
  return (now) => {
    tokens = Math.min(capacity, tokens + (now - last) * perMs);
    last = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

test.each([
  ["a window of 100 in 5 s", () => fixedWindow(100, 5000), 100 / 5000],
  ["a window of 30 in 2 s", () => fixedWindow(30, 2000), 30 / 2000],
  ["a bucket of 20 that refills by 10 a second", () => tokenBucket(20, 0.01), 0.01],
  ["a bucket of 100 that refills by 50 a second", () => tokenBucket(100, 0.05), 0.05],
])("what refusals alone show is used to nine tenths, with few more of them: %s", (_, vendor, rate) => {
  const { from, share } = drain(vendor(), 80_000);
  const taken = from(20_000).filter((one) => one.taken).length;
  expect(taken / 60_000 / rate).toBeGreaterThan(0.9);
  expect(share(20_000)).toBeLessThan(0.05);
});

test("a window that somebody else has emptied once says nothing of the next ones", () => {
  const bursts = [11_000, 36_000, 61_000, 86_000].flatMap((begin) => Array.from({ length: 60 }, (_, at) => begin + at));
  const { from, share } = drain(beside(fixedWindow(100, 5000), bursts), 110_000);
  const left = 100 * 18 - 60 * 3;
  expect(from(20_000).filter(({ taken }) => taken).length / left).toBeGreaterThan(0.9);
  expect(share(20_000)).toBeLessThan(0.05);
});

test("a vendor that gives half from now on is believed after two windows", () => {
  const [full, half] = [fixedWindow(100, 5000), fixedWindow(50, 5000)];
  const { share } = drain((now) => (now < 40_000 ? full(now) : half(now)), 120_000);
  expect(share(60_000)).toBeLessThan(0.05);
});

test("a limit that a few refusals show, and no later ones, is outgrown within minutes", () => {
  let asked = 0;
  const takes = () => (asked += 1) < 2 || asked > 6;
  const { from, share } = drain(takes, 180_000, { latencyMs: 40, namedMs: 1000 });
  expect(from(120_000).length / 60).toBeGreaterThan(2);
  expect(share(20_000)).toBe(0);
});

test("a small window that is found from few requests is kept all the same", () => {
  const { from, share } = drain(fixedWindow(2, 10_000), 600_000, { latencyMs: 40, namedMs: 1000 });
  expect(from(60_000).filter(({ taken }) => taken).length / 540 / 0.2).toBeGreaterThan(0.9);
  expect(share(60_000)).toBeLessThan(0.05);
});

test("one request alone that is refused was not too many at once, although the vendor names a wait", () => {
  const evenly = Array.from({ length: 120 }, (_, index) => 100 + index * 500);
  const vendor = beside(fixedWindow(10, 1000), evenly);
  const { from } = drain(vendor, 60_000, { latencyMs: 80, namedMs: 1000 });
  expect(from(20_000).filter(({ taken }) => taken).length / 40 / 8).toBeGreaterThan(0.9);
});

test("a limit of what is under way together is kept by keeping fewer under way, not by slowing down", () => {
  const { from, share } = drain((_, underWay) => underWay < 10, 60_000);
  expect(from(5000).filter(({ taken }) => taken).length / 55).toBeGreaterThan(0.9 * (10 / 0.02));
  expect(share(5000)).toBeLessThan(0.01);
});

test("requests that left before a refusal was heard are refused with it: only one of them sets a pause", () => {
  const pace = new Pace(100);
  const leave = (sent: number) => ({ sent, at: 0, crowd: sent, cost: 1 });
  expect(pace.refused(leave(1), 3, 10, undefined)).toBe(100);
  expect([pace.refused(leave(2), 3, 10, undefined), pace.refused(leave(3), 3, 10, undefined)]).toEqual([
    undefined,
    undefined,
  ]);
});
