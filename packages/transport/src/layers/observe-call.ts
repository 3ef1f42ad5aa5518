import type { Call } from "../call.ts";
import { classify } from "../classify.ts";
import { FailureError } from "../failure.ts";
import type { Failure } from "../failure.ts";
import type { Layer } from "../layer.ts";

/** Says how the call ended, and turns whatever was thrown on the way into a {@link FailureError}, once. */
export function observeCall(isOnline: () => boolean): Layer {
  return async (request, call, next) => {
    try {
      const response = await next(request, call);
      const failed =
        response.status >= 400 ? { failure: completed(classify(response, { now: call.clock.now() }), call) } : {};
      call.emit({ type: "end", attempts: call.attempts, waitedMs: call.waitedMs, ...failed });
      return response;
    } catch (error) {
      const ended = completed(classify(error, { now: call.clock.now(), online: isOnline() }), call);
      call.emit({ type: "end", attempts: call.attempts, waitedMs: call.waitedMs, failure: ended });
      throw thrown(error, ended, request.signal);
    }
  };
}

function completed(value: Failure, { attempts, gaveUp }: Call): Failure {
  return { ...value, attempts, ...(gaveUp === undefined ? {} : { gaveUp }) };
}

/** The caller's own reason comes back untouched; so does a programming error, which is no outcome of the network. */
function thrown(error: unknown, ended: Failure, signal: AbortSignal): unknown {
  if (error instanceof FailureError) return new FailureError(ended, { cause: error.cause, response: error.response });
  if (signal.aborted || ended.code === "internal") return error;
  return new FailureError(ended, { cause: error });
}
