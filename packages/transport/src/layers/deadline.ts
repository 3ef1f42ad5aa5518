import type { Layer } from "../layer.ts";

/** Limits the whole call; the body is held to it as it is read. Waits ask {@link Call.remainingMs} beforehand, so that nobody sleeps towards a certain end. */
export function deadline(): Layer {
  return (request, call, next) => {
    const { deadlineMs } = call.limits;
    if (deadlineMs !== false) call.scope.at = call.clock.monotonic() + deadlineMs;
    call.watch.add(call.scope);
    return next(request, call);
  };
}
