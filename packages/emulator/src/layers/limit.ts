import type { FaultSource } from "../faults/fault-board.ts";
import { problem, type Answer } from "../http/answer.ts";
import { limitHeaders, type RateLimiter } from "../limits/rate-limiter.ts";
import type { Layer } from "./call.ts";

const defaultRetryAfterMs = 30_000;

/** Refuses what is more than permitted, says when to come back, and tells on every answer what is left. The OAuth endpoints do not count. */
export function limit(limiter: RateLimiter | undefined, faults: FaultSource): Layer {
  return async (call, next) => {
    if (call.target?.kind === "authorize" || call.target?.kind === "token") return next(call);
    const forced = faults.take("rate_limit", call.stream);
    if (forced !== undefined)
      return { answer: tooMany(forced.retryAfterMs ?? defaultRetryAfterMs), fault: "rate_limit" };
    if (limiter === undefined) return next(call);
    const reading = limiter.take(call.now);
    const headers = limitHeaders(reading, call.now);
    if (!reading.permitted) return { answer: withHeaders(tooMany(reading.resetAt - call.now), headers) };
    const reply = await next(call);
    return { ...reply, answer: withHeaders(reply.answer, headers) };
  };
}

/** RFC 6585, section 4, with Retry-After in whole seconds (RFC 9110, section 10.2.3), never early. */
export const tooMany = (waitMs: number): Answer =>
  problem(429, "More requests than permitted.", { "retry-after": `${Math.max(0, Math.ceil(waitMs / 1000))}` });

const withHeaders = (answer: Answer, headers: Readonly<Record<string, string>>): Answer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});
