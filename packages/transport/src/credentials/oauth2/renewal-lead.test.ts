import * as fc from "fast-check";
import { expect, test } from "vitest";
import { freshness, renewalDefaults, renewalOptions } from "./renewal-lead.ts";
import type { Freshness, RenewalOptions } from "./renewal-lead.ts";

const token = { format: 1, accessToken: "a", tokenType: "bearer" } as const;
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

interface Row {
  readonly given: string;
  readonly lifetimeMs: number | undefined;
  readonly leftMs: number;
  readonly want: Freshness;
}
const rows: readonly Row[] = [
  { given: "an hour's token with more than two minutes left", lifetimeMs: hour, leftMs: 120_001, want: "fresh" },
  { given: "an hour's token with two minutes left", lifetimeMs: hour, leftMs: 120_000, want: "ageing" },
  { given: "an hour's token with half a minute left", lifetimeMs: hour, leftMs: 30_000, want: "spent" },
  { given: "a month's token with a day left", lifetimeMs: 30 * day, leftMs: day, want: "fresh" },
  { given: "a minute's token that has just come", lifetimeMs: minute, leftMs: minute, want: "fresh" },
  { given: "a minute's token at three quarters of its life", lifetimeMs: minute, leftMs: 15_000, want: "ageing" },
  { given: "a minute's token at nine tenths of its life", lifetimeMs: minute, leftMs: 6_000, want: "spent" },
  { given: "a token that has expired", lifetimeMs: hour, leftMs: -1, want: "spent" },
  { given: "a token of unknown life with two minutes left", lifetimeMs: undefined, leftMs: 120_000, want: "ageing" },
  { given: "a token of unknown life with half a minute left", lifetimeMs: undefined, leftMs: 30_000, want: "spent" },
];

test.for(rows)("$given is $want", ({ lifetimeMs, leftMs, want }) => {
  expect(freshness({ ...token, lifetimeMs, expiresAt: 1e12 + leftMs }, 1e12, renewalDefaults)).toBe(want);
});

test("a token whose expiry is not known is fresh until it is refused", () => {
  expect(freshness(token, 1e12, renewalDefaults)).toBe("fresh");
});

test("a token serves for three quarters of its life before it is renewed, however short that is", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 90 * day }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (lifetimeMs, age) => {
        const state = freshness({ ...token, lifetimeMs, expiresAt: lifetimeMs }, age * lifetimeMs, renewalDefaults);
        return age >= 0.75 || state === "fresh";
      },
    ),
  );
});

test("no lead at all is a lead, too: the token serves until it expires", () => {
  const none = { ...renewalDefaults, softShare: 0, hardShare: 0 };
  expect(freshness({ ...token, expiresAt: 1 }, 0, none)).toBe("fresh");
  expect(freshness({ ...token, expiresAt: 1 }, 1, none)).toBe("spent");
});

const refused: readonly (readonly [keyof RenewalOptions, number])[] = [
  ["softMs", Number.NaN],
  ["softMs", Infinity],
  ["hardMs", -1],
  ["backgroundPauseMs", -1],
  ["softShare", 1.1],
  ["hardShare", -0.1],
];

test.for(refused)("%s of %d is refused by name", ([name, value]) => {
  expect(() => renewalOptions({ [name]: value })).toThrow(new RegExp(`^renewal\\.${name} is ${value}`));
});
