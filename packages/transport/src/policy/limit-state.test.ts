import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LimitState } from "../stores.ts";
import { learned, lessened, renewed } from "./limit-state.ts";

test.each([
  { given: undefined, want: { limit: undefined, remaining: 0, resetAt: 61_000, untold: true } },
  { given: { remaining: 3, resetAt: 1001 }, want: { remaining: 3, resetAt: 1001 } },
  { given: { remaining: 7, resetAt: 1000 }, want: { limit: undefined, remaining: 0, resetAt: 61_000, untold: true } },
  { given: { remaining: 0, resetAt: 1000, limit: 9 }, want: { remaining: 9, resetAt: 61_000, limit: 9, untold: true } },
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
  const untold = { remaining: 4, resetAt: 70_000, limit: 10, untold: true } as const;
  expect(learned(untold, { remaining: 9, resetAt: 20_000 })).toEqual({
    remaining: 4,
    resetAt: 20_000,
    limit: 10,
    toldAt: 10_000,
    mayRenewAt: 19_000,
  });
});

test("a pause that the vendor has named outlasts the answers that were on their way", () => {
  const paused = { remaining: 0, resetAt: 60_100, askedAt: 50, toldAt: 100 };
  const late = { remaining: 5, resetAt: 10_150, limit: 10, askedAt: 60, toldAt: 150 };
  expect(learned(paused, late)).toEqual(paused);
  expect(learned(paused, { remaining: 5, resetAt: 10_150 })).toEqual(paused);
  expect(learned(paused, { ...late, askedAt: 120 })).toMatchObject({ remaining: 5, resetAt: 10_150 });
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
  expect(learned(begun, refusal)).toMatchObject({ remaining: 0, resetAt: 40_300 });
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

/** Some calls that begin to ask at the same time. */
interface Wave {
  readonly at: number;
  readonly calls: number;
}

interface Traffic {
  readonly limit: number;
  readonly windowMs: number;
  readonly phaseMs: number;
  /** Whether resets are told in whole seconds. */
  readonly rounded: boolean;
  readonly waves: readonly Wave[];
  /**
   * How long answers travel, in turn; the first of a window comes a second before its end, or at once. A vendor counts what it is asked when it is asked:
   * what it counts later nobody here can know.
   */
  readonly travelMs: readonly number[];
}

/** Whoever shares a state, before a vendor that counts by fixed windows: what it was asked in each, and when the last answer came. */
function shared({ limit, windowMs, phaseMs, rounded, waves, travelMs }: Traffic) {
  const asked: number[] = [];
  const due: { at: number; run: (now: number) => void }[] = waves.flatMap(({ at, calls }) =>
    Array.from({ length: calls }, () => ({ at, run: take })),
  );
  // The limit is known from an answer that came at once.
  let state: LimitState = { limit, remaining: limit, resetAt: 0 };
  let turn = 0;

  function take(now: number): void {
    const current = renewed(state, now);
    const rest = lessened(current, 1, now);
    if (rest !== undefined) {
      state = rest;
      ask(now);
    } else due.push({ at: current.untold ? now + 250 : current.resetAt, run: take });
  }
  function ask(askedAt: number): void {
    const window = Math.floor((askedAt + phaseMs) / windowMs);
    const used = (asked[window] = (asked[window] ?? 0) + 1);
    const leftMs = (window + 1) * windowMs - phaseMs - askedAt;
    const resetMs = rounded ? Math.ceil(leftMs / 1000) * 1000 : leftMs;
    const run = (toldAt: number): void => {
      const told = { remaining: Math.max(0, limit - used), limit, resetAt: toldAt + resetMs, askedAt, toldAt };
      state = learned(renewed(state, toldAt), told);
    };
    const travels = travelMs[(turn += 1) % travelMs.length] ?? 0;
    due.push({ at: askedAt + (used === 1 ? Math.min(travels, Math.max(0, leftMs - 1000)) : travels), run });
  }

  let now = 0;
  for (let next = soonest(due); next; next = soonest(due)) {
    due.splice(due.indexOf(next), 1);
    now = next.at;
    next.run(now);
  }
  return { most: Math.max(...Object.values(asked)), endedAt: now };
}

function soonest<T extends { readonly at: number }>([first, ...others]: readonly T[]): T | undefined {
  return others.reduce((best, other) => (best === undefined || other.at < best.at ? other : best), first);
}

describe("whatever asks, and however long answers take", () => {
  const seconds = (min: number, max: number) => fc.integer({ min, max }).map((count) => count * 1000);
  const wave = fc.record({ at: fc.integer({ min: 1, max: 60_000 }), calls: fc.integer({ min: 1, max: 12 }) });
  const traffic = seconds(1, 10).chain((windowMs) =>
    fc.record({
      windowMs: fc.constant(windowMs),
      limit: fc.integer({ min: 1, max: 12 }),
      phaseMs: fc.integer({ min: 0, max: 9999 }),
      rounded: fc.boolean(),
      waves: fc.array(wave, { minLength: 1, maxLength: 30 }),
      travelMs: fc.array(fc.integer({ min: 0, max: 1.3 * windowMs }), { minLength: 1, maxLength: 12 }),
    }),
  );

  test("no window of the vendor is asked for more than the limit, and every call has its turn", () => {
    fc.assert(
      fc.property(traffic, (given) => {
        const { most, endedAt } = shared(given);
        expect(most).toBeLessThanOrEqual(given.limit);
        const total = given.waves.reduce((sum, { calls }) => sum + calls, 0);
        const begun = Math.max(...given.waves.map(({ at }) => at));
        // What is known of a window comes late by an answer's travel and a second of rounding; what was not known is asked for again four times a second.
        const turnMs = given.windowMs + 2 * Math.max(...given.travelMs) + 1250;
        expect(endedAt).toBeLessThanOrEqual(begun + (Math.ceil(total / given.limit) + 1) * turnMs);
      }),
      { numRuns: 200 },
    );
  });
});
