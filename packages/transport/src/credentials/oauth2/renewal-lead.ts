import { atLeast } from "../../policy/check-options.ts";
import { completed } from "../../stated.ts";
import type { StoredTokens } from "../../stores.ts";

/**
 * When tokens are renewed. Each lead is a share of the token's life with an upper bound: a fixed lead alone would renew a token that lives shorter than
 * it at every request, a share alone would throw away days of one that lives for a month.
 */
export interface RenewalOptions {
  /** The longest lead, in milliseconds before expiry, of a renewal in the background while the old token still serves. Default 120,000. */
  readonly softMs: number;
  /** The same as a share of the token's life, 0 to 1; the shorter of the two counts. Default 0.25: at most a third more renewals than without a lead. */
  readonly softShare: number;
  /** The longest time before expiry, in milliseconds, from which a request waits for the renewal. Default 30,000. */
  readonly hardMs: number;
  /** The same as a share of the token's life, 0 to 1; the shorter of the two counts. Default 0.1. */
  readonly hardShare: number;
  /** Milliseconds after a failed background renewal before the next one. Default 5,000. */
  readonly backgroundPauseMs: number;
}

/** Frozen defaults of {@link RenewalOptions}. */
export const renewalDefaults: Readonly<RenewalOptions> = Object.freeze({
  softMs: 120_000,
  softShare: 0.25,
  hardMs: 30_000,
  hardShare: 0.1,
  backgroundPauseMs: 5_000,
});

/** Completes and checks what a caller gave; throws a RangeError that names the option. */
export function renewalOptions(given: Partial<RenewalOptions> | undefined): RenewalOptions {
  const options = completed(renewalDefaults, given);
  for (const [name, value] of Object.entries(options)) atLeast(`renewal.${name}`, value, 0);
  for (const name of ["softShare", "hardShare"] as const) {
    if (options[name] > 1) throw new RangeError(`renewal.${name} is ${options[name]}; it must be a share from 0 to 1.`);
  }
  return options;
}

/** `fresh`: use it; `ageing`: use it and renew it meanwhile; `spent`: renew it first. A token of unknown expiry is fresh until it is refused. */
export type Freshness = "fresh" | "ageing" | "spent";

/** What a token is good for at `now` (epoch milliseconds). Of a token whose life is not known only the upper bounds count. */
export function freshness(
  { expiresAt = Infinity, lifetimeMs = Infinity }: StoredTokens,
  now: number,
  { softMs, softShare, hardMs, hardShare }: RenewalOptions,
): Freshness {
  const left = expiresAt - now;
  if (left <= lead(hardMs, hardShare, lifetimeMs)) return "spent";
  return left <= lead(softMs, softShare, lifetimeMs) ? "ageing" : "fresh";
}

/** A share of 0 of an unknown life is still no lead at all. */
function lead(most: number, share: number, lifetimeMs: number): number {
  return share === 0 ? 0 : Math.min(most, share * lifetimeMs);
}
