import type { Call } from "../call.ts";
import { FailureError, failure } from "../failure.ts";
import type { Layer } from "../layer.ts";

/** Limits the whole call; the body is held to it as it is read. Waits ask {@link Call.remainingMs} beforehand, so that nobody sleeps towards a certain end. */
export function deadline(): Layer {
  return (request, call, next) => {
    const { deadlineMs } = call.limits;
    if (deadlineMs !== false) call.deadlineAt = call.clock.monotonic() + deadlineMs;
    const { deadlineAt: at } = call;
    call.deadline = { at, place: -1, end: (reason) => call.scope.end(reason ?? passed(call)) };
    call.watch.add(call.deadline);
    return next(request, call);
  };
}

function passed({ limits, lastError }: Call): FailureError {
  const message = `The call did not end within its deadline of ${limits.deadlineMs} ms.`;
  return new FailureError(failure("timeout", { message, gaveUp: "deadline" }), { cause: lastError });
}
