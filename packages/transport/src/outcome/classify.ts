import { failureOf } from "./failure-of.ts";
import type { ClassifyContext } from "./failure-of.ts";
import type { Failure } from "../failure.ts";
import { spentFor } from "../policy/limits/limit-window.ts";
import { rateLimits } from "../policy/limits/rate-limit.ts";
import { refusalWait } from "../policy/retry-after.ts";

export type { ClassifyContext } from "./failure-of.ts";

/** Turns an answer, or whatever was thrown instead of one, into a failure. Reads no body. */
export function classify(outcome: unknown, context: ClassifyContext = {}): Failure {
  return failureOf(outcome, context, serverWait);
}

/** The wait in milliseconds that a refusal asks for: `Retry-After` first, as the RateLimit draft demands, then spent limits. */
export function serverWait(response: Response, now: number): number | undefined {
  if (response.status < 400) return undefined;
  return refusalWait(response, now) ?? spentFor(rateLimits(response.headers, now));
}
