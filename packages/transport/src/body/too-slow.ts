import type { Call } from "../call/call.ts";
import type { FailureError } from "../failure.ts";
import { tooLate } from "../outcome/too-late.ts";

/** Why reading a body ends when its time is up. */
export function tooSlow(call: Call): FailureError {
  const { limits } = call;
  return tooLate(
    call.remainingMs() <= 0
      ? `The body was not read within the call's deadline of ${limits.deadlineMs} ms`
      : `The body stalled for ${limits.stallMs} ms`,
  );
}
