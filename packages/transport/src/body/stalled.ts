import type { Call } from "../call.ts";
import { FailureError, failure } from "../failure.ts";
import type { Limit } from "../watch.ts";

/** Why reading an answer ends when its time is up; undefined for an event stream, which may be silent and ends with its transport alone. */
export function stalled(response: Response, call: Call, limit: Limit & { at: number }): FailureError | undefined {
  // Asked only when a limit has passed: hardly any does.
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) {
    call.unlimited();
    limit.at = Infinity;
    call.watch.add(limit);
    return undefined;
  }
  const { limits } = call;
  const message =
    call.remainingMs() <= 0
      ? `The call's deadline of ${limits.deadlineMs} ms passed while its body was read.`
      : `The body stalled for ${limits.stallMs} ms.`;
  return new FailureError(failure("timeout", { message }));
}
