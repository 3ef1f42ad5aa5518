import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LimitState } from "../../stores.ts";
import { learned, lessened, renewed } from "./limit-state.ts";

const unknown = { limit: undefined, remaining: 0, ahead: 0, resetAt: 61_000, since: 1000, untold: true };
test.each([
  { given: undefined, want: unknown },
  { given: { remaining: 3, resetAt: 1001 }, want: { remaining: 3, resetAt: 1001 } },
  { given: { remaining: 7, resetAt: 1000 }, want: unknown },
  { given: { remaining: 0, resetAt: 1000, limit: 9 }, want: { ...unknown, remaining: 9, limit: 9 } },
])("at 1,000, of $given is left $want", ({ given, want }) => {
  expect(renewed(given, 1000)).toEqual(want);
});

test.each([
  { remaining: 3, limit: 10, cost: 3, want: 0 },
  { remaining: 3, limit: 10, cost: 4, want: undefined },
  { remaining: 10, limit: 10, cost: 25, want: 0 },
  { remaining: 3, limit: undefined, cost: 25, want: undefined },
])("$cost taken of $remaining, where a window has $limit, leaves $want", ({ remaining, limit, cost, want }) => {
  expect(lessened({ remaining, limit, resetAt: 0 }, cost, 0)?.remaining).toBe(want);
});

test("of a limit that nobody knows everything is granted, and counted for when it is known", () => {
  const none = renewed(undefined, 1000);
  const taken = [4, 1].reduce((state, cost) => lessened(state, cost, 1000) ?? state, none);
  expect(learned(taken, { remaining: 9, resetAt: 20_000, limit: 10 }).remaining).toBe(5);
  expect(learned(taken, { remaining: 9, resetAt: 20_000 }).remaining).toBe(9);
});

const known: LimitState = { remaining: 5, resetAt: 10_000, limit: 10 };
test.each([
  { name: "an older answer of the same window", told: { remaining: 8, resetAt: 10_400 }, want: 5, resetAt: 10_000 },
  { name: "a newer answer of the same window", told: { remaining: 2, resetAt: 9600 }, want: 2, resetAt: 10_000 },
  {
    name: "an answer of the same window that took seconds",
    told: { remaining: 8, resetAt: 13_000, askedAt: 0, toldAt: 3000 },
    want: 5,
    resetAt: 10_000,
  },
  { name: "an answer of the next window", told: { remaining: 9, resetAt: 20_000 }, want: 9, resetAt: 20_000 },
])("$name", ({ told, want, resetAt }) => {
  expect(learned(known, told)).toMatchObject({ resetAt, limit: 10, remaining: want });
});

test("the first answer of a window that nobody had told of says when it ends, and gives back nothing that was taken", () => {
  const untold = { remaining: 4, resetAt: 70_000, since: 10_000, limit: 10, untold: true } as const;
  expect(learned(untold, { remaining: 9, resetAt: 20_000 })).toEqual({
    remaining: 4,
    resetAt: 20_000,
    limit: 10,
    since: 10_000,
    mayRenewAt: 19_000,
  });
});

test("a pause that the vendor has named outlasts the answers that were on their way", () => {
  const paused = learned(renewed(undefined, 50), { remaining: 0, resetAt: 60_100, askedAt: 50, toldAt: 100 });
  const late = { remaining: 5, resetAt: 10_150, limit: 10, askedAt: 60, toldAt: 150 };
  expect(learned(paused, late)).toEqual(paused);
  expect(learned(paused, { remaining: 5, resetAt: 10_150 })).toEqual(paused);
  expect(lessened(paused, 1, 60_099)).toBe(undefined);
  expect(lessened(paused, 1, 60_100)).not.toBe(undefined);
});

test("a pause within a window gives nothing back of it", () => {
  const told = { remaining: 4, limit: 100, resetAt: 60_000, since: 100, mayRenewAt: 59_000 };
  const paused = learned(told, { remaining: 0, resetAt: 6000, askedAt: 4900, toldAt: 5000 });
  expect(lessened(renewed(paused, 5999), 1, 5999)).toBe(undefined);
  expect(renewed(paused, 6000)).toMatchObject({ remaining: 4, resetAt: 60_000 });
});

test("after a pause in a window that nobody has told of one goes, to hear what is left", () => {
  const spent = lessened(renewed({ remaining: 0, resetAt: 1000, limit: 3 }, 1000), 3, 1000);
  if (spent === undefined) throw new Error("A new window has room for its limit.");
  const paused = learned(spent, { remaining: 0, resetAt: 2100, askedAt: 1000, toldAt: 1100 });
  const asked = lessened(renewed(paused, 2100), 1, 2100);
  expect(asked).toMatchObject({ remaining: -1 });
  expect(asked && lessened(asked, 1, 2100)).toBe(undefined);
});

test.each([
  { name: "that costs more than is left", state: { limit: 10, ahead: 9 }, cost: 3 },
  {
    name: "where the limit has become smaller than what may have been taken",
    state: { limit: 30, ahead: 40 },
    cost: 1,
  },
])(
  "the first call of a window that nobody has told of goes, $name, and no other before its answer",
  ({ state, cost }) => {
    const first = lessened(renewed({ remaining: 1, resetAt: 1000, ...state }, 1000), cost, 1000);
    expect(first && lessened(first, cost, 1000)).toBe(undefined);
    expect(first && renewed(first, 61_000)).toMatchObject({ remaining: state.limit });
  },
);

test("an answer that was asked for in a window has counted what may have been taken from it before it began", () => {
  const asked = lessened(renewed({ remaining: 0, resetAt: 1000, limit: 10, ahead: 8 }, 1000), 1, 1000);
  if (asked === undefined) throw new Error("The first call of a window goes.");
  const told = { remaining: 9, limit: 10, resetAt: 2050, askedAt: 1000, toldAt: 1050 };
  expect(learned(asked, told)).toMatchObject({ remaining: 8 });
  expect(learned(asked, { ...told, remaining: 1 })).toMatchObject({ remaining: 1 });
  expect(learned(asked, { ...told, askedAt: 990, resetAt: 9000 })).toMatchObject({ remaining: 1 });
});

test("an answer that is the first to tell of the next window gives nothing back of what may have been taken from it", () => {
  const told = { remaining: 0, limit: 7, resetAt: 9001, since: 3000, mayRenewAt: 8000, ahead: 6 };
  const next = { remaining: 6, limit: 7, resetAt: 15_000, askedAt: 9000, toldAt: 9000 };
  expect(learned(told, next)).toMatchObject({ remaining: 1, resetAt: 15_000 });
});

test("an answer of the window before tells nothing of the one that has begun, however long it took", () => {
  const begun = lessened(renewed({ remaining: 0, resetAt: 10_000, limit: 12 }, 10_000), 12, 10_000);
  if (begun === undefined) throw new Error("A new window has room for its limit.");
  const late = { remaining: 0, resetAt: 11_300, limit: 12, askedAt: 9900, toldAt: 10_300 };
  expect(learned(begun, late)).toEqual(begun);
  const first = { remaining: 3, resetAt: 20_100, limit: 12, askedAt: 10_000, toldAt: 10_100 };
  expect(learned(begun, first)).toMatchObject({ remaining: 0, resetAt: 20_100 });
});

test("a refusal that was asked for in the window before holds in the one that has begun", () => {
  const begun = renewed({ remaining: 0, resetAt: 10_000, limit: 12 }, 10_000);
  const refusal = { remaining: 0, resetAt: 40_300, askedAt: 9900, toldAt: 10_300 };
  const paused = learned(begun, refusal);
  expect(lessened(paused, 1, 40_299)).toBe(undefined);
  expect(lessened(paused, 1, 40_300)).toMatchObject({ remaining: 11 });
});

test("windows of a second are told by what was asked for in them", () => {
  const begun = renewed({ remaining: 0, resetAt: 10_000, limit: 12 }, 10_000);
  const told = { remaining: 11, resetAt: 11_050, askedAt: 10_000, toldAt: 10_050 };
  expect(learned(begun, told)).toMatchObject({ remaining: 11, resetAt: 11_050 });
});

test("what leaves when a window may have renewed already is counted in the next one as well", () => {
  const told = { ...known, mayRenewAt: 9000 };
  const taken = [8999, 9000, 9999].reduce<LimitState>((state, now) => lessened(state, 2, now) ?? state, told);
  expect(taken).toMatchObject({ remaining: 1, ahead: 2 });
  expect(renewed(taken, 10_000)).toMatchObject({ remaining: 8, untold: true });
});

test("an answer whose window ends, at the earliest, as another begins tells of that one", () => {
  const begun = renewed({ limit: 12, remaining: 0, resetAt: 17_370 }, 17_370);
  const left = (resetAt: number) =>
    learned(begun, { limit: 12, remaining: 2, askedAt: 11_370, toldAt: 17_370, resetAt }).remaining;
  expect([left(24_370), left(24_369)]).toEqual([2, 12]);
});

/** Some calls that begin to ask at the same time. */
interface Wave {
  readonly at: number;
  readonly calls: number;
}

/** What a vendor counts by itself, in fixed windows. */
interface Endpoint {
  readonly limit: number;
  readonly windowMs: number;
}

interface Traffic {
  /** Asked in turn. They share a state, as if they were one: each answer may name another limit. */
  readonly endpoints: readonly Endpoint[];
  readonly phaseMs: number;
  /** Whether resets are told in whole seconds. */
  readonly rounded: boolean;
  readonly waves: readonly Wave[];
  /** Of calls, in turn. */
  readonly costs: readonly number[];
  /** Calls, by number, that are answered with a pause and nothing else. */
  readonly pauses: readonly { readonly call: number; readonly ms: number }[];
  /**
   * How long answers travel, in turn; the first of a window comes a second before its end, or at once. A vendor counts what it is asked when it is asked:
   * what it counts later nobody here can know.
   */
  readonly travelMs: readonly number[];
}

/** Whoever shares a state, before a vendor: the most that a window of an endpoint was asked for, and how long nothing left while somebody waited. */
function shared({ endpoints, phaseMs, rounded, waves, costs, pauses, travelMs }: Traffic) {
  const asked = new Map<string, number>();
  const due: { at: number; run: (now: number) => void }[] = [];
  const calls = waves.flatMap(({ at, calls: count }) => Array.from({ length: count }, () => at));
  // The limit is known from an answer that came at once.
  const limit = inTurn(endpoints, 0).limit;
  let state: LimitState = { limit, remaining: limit, resetAt: 0 };
  let turn = 0;
  let leftAt = 0;
  let idleMs = 0;

  function take(now: number, cost: number, since: number): void {
    const current = renewed(state, now);
    const rest = lessened(current, cost, now);
    idleMs = Math.max(idleMs, now - Math.max(since, leftAt));
    if (rest !== undefined) {
      state = rest;
      leftAt = now;
      ask(now, cost);
    } else due.push({ at: lookedAgainAt(current, now), run: (at) => take(at, cost, since) });
  }
  function ask(askedAt: number, cost: number): void {
    turn += 1;
    const endpoint = inTurn(endpoints, turn);
    const { windowMs } = endpoint;
    const window = Math.floor((askedAt + phaseMs) / windowMs);
    const key = `${endpoints.indexOf(endpoint)} ${window}`;
    const before = asked.get(key) ?? 0;
    const used = before + Math.min(cost, endpoint.limit);
    asked.set(key, used);
    const leftMs = (window + 1) * windowMs - phaseMs - askedAt;
    const resetMs = rounded ? Math.ceil(leftMs / 1000) * 1000 : leftMs;
    const pause = pauses.find(({ call }) => call === turn);
    const run = (toldAt: number): void => {
      const times = { askedAt, toldAt };
      const told = pause
        ? { ...times, remaining: 0, resetAt: toldAt + pause.ms }
        : { ...times, remaining: Math.max(0, endpoint.limit - used), limit: endpoint.limit, resetAt: toldAt + resetMs };
      state = learned(renewed(state, toldAt), told);
    };
    const travels = inTurn(travelMs, turn);
    due.push({ at: askedAt + (before === 0 ? Math.min(travels, Math.max(0, leftMs - 1000)) : travels), run });
  }

  for (const [call, at] of calls.entries()) due.push({ at, run: (now) => take(now, inTurn(costs, call), at) });
  for (let next = soonest(due); next && next.at < 3_600_000; next = soonest(due)) {
    due.splice(due.indexOf(next), 1);
    next.run(next.at);
  }
  return { most: Math.max(...asked.values()), idleMs, sent: turn, calls: calls.length };
}

function lookedAgainAt({ since = 0, untold, resetAt }: LimitState, now: number): number {
  if (since > now) return since;
  return untold ? now + 250 : resetAt;
}

function inTurn<T>(all: readonly T[], turn: number): T {
  const one = all[turn % all.length];
  if (one === undefined) throw new Error("There is nothing to take turns.");
  return one;
}

function soonest<T extends { readonly at: number }>([first, ...others]: readonly T[]): T | undefined {
  return others.reduce((best, other) => (best === undefined || other.at < best.at ? other : best), first);
}

describe("whatever asks, and however long answers take", () => {
  const seconds = (min: number, max: number) => fc.integer({ min, max }).map((count) => count * 1000);
  const wave = fc.record({ at: fc.integer({ min: 1, max: 60_000 }), calls: fc.integer({ min: 1, max: 12 }) });
  const endpoint = fc.record({ windowMs: seconds(1, 10), limit: fc.integer({ min: 1, max: 12 }) });
  const pause = fc.record({ call: fc.integer({ min: 1, max: 40 }), ms: fc.integer({ min: 1, max: 5000 }) });
  const traffic = (most: { endpoints: number; cost: number; pauses: number }): fc.Arbitrary<Traffic> =>
    fc.array(endpoint, { minLength: 1, maxLength: most.endpoints }).chain((endpoints) =>
      fc.record({
        endpoints: fc.constant(endpoints),
        phaseMs: fc.integer({ min: 0, max: 9999 }),
        rounded: fc.boolean(),
        waves: fc.array(wave, { minLength: 1, maxLength: 30 }),
        costs: fc.array(fc.integer({ min: 1, max: most.cost }), { minLength: 1, maxLength: 8 }),
        pauses: fc.array(pause, { maxLength: most.pauses }),
        travelMs: fc.array(fc.integer({ min: 0, max: 1.3 * widest(endpoints) }), { minLength: 1, maxLength: 12 }),
      }),
    );
  const widest = (endpoints: readonly Endpoint[]) => Math.max(...endpoints.map(({ windowMs }) => windowMs));

  test("no window of the vendor is asked for more than the limit", () => {
    fc.assert(
      fc.property(traffic({ endpoints: 1, cost: 1, pauses: 0 }), (given) => {
        expect(shared(given).most).toBeLessThanOrEqual(inTurn(given.endpoints, 0).limit);
      }),
      { numRuns: 200 },
    );
  });

  test("a window is asked for more by no more than its first call, and the first after each pause", () => {
    fc.assert(
      fc.property(traffic({ endpoints: 1, cost: 4, pauses: 2 }), (given) => {
        const firsts = (1 + given.pauses.length) * Math.max(...given.costs) - 1;
        expect(shared(given).most).toBeLessThanOrEqual(inTurn(given.endpoints, 0).limit + firsts);
      }),
      { numRuns: 200 },
    );
  });

  test("nobody waits for longer than a window and what answers take to tell of it, and every call has its turn", () => {
    fc.assert(
      fc.property(traffic({ endpoints: 2, cost: 5, pauses: 4 }), (given) => {
        const { idleMs, sent, calls } = shared(given);
        expect(sent).toBe(calls);
        // What is known of a window comes late by an answer's travel and a second of rounding; what was not known is asked for again four times a second.
        const turnMs = widest(given.endpoints) + 2 * Math.max(...given.travelMs) + 1250;
        expect(idleMs).toBeLessThanOrEqual(turnMs + Math.max(0, ...given.pauses.map(({ ms }) => ms)));
      }),
      { numRuns: 200 },
    );
  });
});
