import type { Meter } from "../stream-context.ts";

export const nothing: Meter = Object.freeze({ requests: 0, retries: 0, waitedMs: 0 });

export function plus(a: Meter, b: Meter): Meter {
  return { requests: a.requests + b.requests, retries: a.retries + b.retries, waitedMs: a.waitedMs + b.waitedMs };
}

/** What was asked from the second reading to the first. */
export function minus(a: Meter, b: Meter): Meter {
  return plus(a, { requests: -b.requests, retries: -b.retries, waitedMs: -b.waitedMs });
}
