import type { Call } from "../call/call.ts";
import { FailureError, failure } from "../failure.ts";
import type { GaveUp } from "../failure.ts";

/** Why a call should not wait for so many milliseconds, if it should not. */
export function uselessWait(ms: number, maxWaitMs: number, call: Call): GaveUp | undefined {
  if (ms > maxWaitMs) return "cap";
  return ms >= call.remainingMs() ? "deadline" : undefined;
}

/** Refuses a call that would wait in vain for so many milliseconds, and names the time at which it can go. */
export function spentLimit(
  retryAfterMs: number,
  gaveUp: GaveUp,
  call: Call,
  message = `The limit is spent for ${Math.ceil(retryAfterMs)} ms, longer than this call can wait, so nothing was sent. Try again then.`,
): FailureError {
  const retryAt = call.clock.now() + retryAfterMs;
  return new FailureError(failure("rate_limited", { message, gaveUp, retryAfterMs, retryAt }));
}
