import type { Call } from "../call.ts";
import { FailureError, failure } from "../failure.ts";

/** Why reading a body ends when its time is up. */
export function tooSlow(call: Call): FailureError {
  const { limits } = call;
  const message =
    call.remainingMs() <= 0
      ? `The call's deadline of ${limits.deadlineMs} ms passed while its body was read.`
      : `The body stalled for ${limits.stallMs} ms.`;
  return new FailureError(failure("timeout", { message }));
}
