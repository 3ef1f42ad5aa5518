import type { Call } from "../call/call.ts";
import { FailureError, isFailureError } from "../failure.ts";
import type { Failure } from "../failure.ts";
import type { Layer } from "../layer.ts";
import { stated } from "../stated.ts";

/** Says how the call ended, and turns whatever was thrown on the way into a {@link FailureError}, once. */
export function observeCall(): Layer {
  return (request, call, next) =>
    next(request, call).then(
      (response) => {
        if (call.isObserved) call.emit({ type: "end", ...spent(call), ...refused(response, call) });
        return response;
      },
      (error: unknown) => {
        const ended = completed(call.judge(error), call);
        call.emit({ type: "end", ...spent(call), failure: ended });
        throw thrown(error, ended, request.scope.ended);
      },
    );
}

function refused(response: Response, call: Call) {
  if (response.status < 400) return undefined;
  return { failure: completed(call.judge(response), call) };
}

function spent({ attempts, waitedMs, queuedMs }: Call) {
  return { attempts, waitedMs, queuedMs };
}

function completed(value: Failure, { attempts, gaveUp }: Call): Failure {
  return { ...value, ...stated({ attempts, gaveUp }) };
}

/** The caller's own reason comes back untouched; so does a programming error, which is no outcome of the network. */
function thrown(error: unknown, ended: Failure, aborted: boolean): unknown {
  if (isFailureError(error)) return new FailureError(ended, { cause: error.cause, response: error.response });
  if (aborted || ended.code === "internal") return error;
  return new FailureError(ended, { cause: error });
}
