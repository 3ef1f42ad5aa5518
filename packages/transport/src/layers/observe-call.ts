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
      if (call.isObserved) {
        const failed = response.status >= 400 && {
          failure: completed(classify(response, { now: call.clock.now() }), call),
        };
        call.emit({ type: "end", ...spent(call), ...failed });
      }
      return response;
    } catch (error) {
      const ended = completed(classify(error, { now: call.clock.now(), online: isOnline() }), call);
      call.emit({ type: "end", ...spent(call), failure: ended });
      throw thrown(error, ended, request.scope.ended);
    }
  };
}

function spent({ attempts, waitedMs, queuedMs }: Call) {
  return { attempts, waitedMs, queuedMs };
}

function completed(value: Failure, { attempts, gaveUp }: Call): Failure {
  return { ...value, attempts, ...(gaveUp === undefined ? {} : { gaveUp }) };
}

/** The caller's own reason comes back untouched; so does a programming error, which is no outcome of the network. */
function thrown(error: unknown, ended: Failure, aborted: boolean): unknown {
  if (error instanceof FailureError) return new FailureError(ended, { cause: error.cause, response: error.response });
  if (aborted || ended.code === "internal") return error;
  return new FailureError(ended, { cause: error });
}
