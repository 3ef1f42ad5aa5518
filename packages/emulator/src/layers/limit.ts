import { problem, type Answer } from "../http/answer.ts";
import { limitHeaders, retryAfter } from "../limits/limit-headers.ts";
import type { LimitManners, RateLimit } from "../limits/rate-limit.ts";
import { rateLimiter } from "../limits/rate-limiter.ts";
import { isEndpoint, withHeaders, type Layer } from "./call.ts";
import { struckBy } from "./struck-by.ts";

const defaultRetryAfterMs = 30_000;

const forced = struckBy("rate_limit", async ({ retryAfter: written, retryAfterMs = defaultRetryAfterMs }, { now }) => ({
  answer: tooMany(retryAfterMs, { retryAfter: written }, now),
  fault: "rate_limit",
}));

/** Tells whoever a fault strikes to come back later. The OAuth endpoints do not count. */
export const forcedLimit: Layer = (call, next) => (isEndpoint(call) ? next(call) : forced(call, next));

/** Refuses what is more than permitted, says when to come back, and tells on every answer what is left. The OAuth endpoints do not count. */
export function limit(rate: RateLimit): Layer {
  const limiter = rateLimiter(rate);
  return async (call, next) => {
    if (isEndpoint(call)) return next(call);
    const reading = limiter.take(call.now);
    const headers = limitHeaders(reading, rate, call.now);
    if (!reading.permitted)
      return withHeaders({ answer: tooMany(reading.retryAt - call.now, rate, call.now) }, headers);
    try {
      return withHeaders(await next(call), headers);
    } finally {
      limiter.release();
    }
  };
}

/** RFC 6585, section 4. */
export const tooMany = (waitMs: number, manners: LimitManners, now: number): Answer =>
  problem(429, "More requests than permitted.", retryAfter(waitMs, manners, now));
