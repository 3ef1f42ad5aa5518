import { alarm } from "../alarm.ts";
import { FailureError, failure } from "../failure.ts";
import type { Layer } from "../layer.ts";

/** Limits the whole call. Waits ask {@link Call.remainingMs} beforehand, so that nobody sleeps towards a certain end; the body is held to it later. */
export function deadline(): Layer {
  return async (request, call, next) => {
    const { deadlineMs } = call.limits;
    if (deadlineMs === false) return next(request, call);
    call.deadlineAt = call.clock.monotonic() + deadlineMs;
    const off = alarm(call.clock, deadlineMs, () => call.abort(passed(deadlineMs, call.lastError)));
    try {
      return await next(request, call);
    } finally {
      off();
    }
  };
}

function passed(ms: number, lastError: unknown): FailureError {
  const message = `The call did not end within its deadline of ${ms} ms.`;
  return new FailureError(failure("timeout", { message, gaveUp: "deadline" }), { cause: lastError });
}
