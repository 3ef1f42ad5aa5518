import type { Call } from "../call.ts";
import { classify, vendorRequestId } from "../classify.ts";
import type { Layer } from "../layer.ts";
import { deprecation } from "../policy/deprecation.ts";

/** Counts and tells every request that goes out and what came back. Innermost: nothing waits between here and the wire. */
export function observeAttempt(isOnline: () => boolean): Layer {
  const announced = new Set<string>();
  const announce = (response: Response, call: Call): void => {
    const notice = deprecation(response.headers, call.subject.operation, call.clock.now());
    if (notice === undefined) return;
    const name = [call.subject.origin, notice.operation, notice.deprecatedAt, notice.sunsetAt].join(" ");
    if (announced.has(name)) return;
    announced.add(name);
    call.emit({ type: "deprecation", notice });
  };
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
      announce(response, call);
      return response;
    } catch (error) {
      const failed = classify(error, { now: call.clock.now(), online: isOnline() });
      call.emit({ type: "attempt-failed", attempt, failure: failed });
      throw error;
    }
  };
}
