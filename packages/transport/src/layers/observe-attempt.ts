import { classify, vendorRequestId } from "../classify.ts";
import type { Layer } from "../layer.ts";

/** Counts and tells every request that goes out and what came back. Innermost: nothing waits between here and the wire. */
export function observeAttempt(isOnline: () => boolean): Layer {
  return async (request, call, next) => {
    const attempt = (call.attempts += 1);
    call.emit({ type: "attempt", attempt });
    const started = call.clock.monotonic();
    try {
      const response = await next(request, call);
      const requestId = vendorRequestId(response.headers);
      const durationMs = call.clock.monotonic() - started;
      const named = requestId === undefined ? {} : { requestId };
      call.emit({ type: "answer", attempt, status: response.status, durationMs, ...named });
      return response;
    } catch (error) {
      const failed = classify(error, { now: call.clock.now(), online: isOnline() });
      call.emit({ type: "attempt-failed", attempt, failure: failed });
      throw error;
    }
  };
}
