import { LinkedAbort } from "../abort.ts";
import { alarm } from "../alarm.ts";
import { FailureError, failure } from "../failure.ts";
import type { Layer } from "../layer.ts";

/** Limits one attempt up to its headers; the chunks after them are held to `stallMs` as they are read. */
export function timeout(): Layer {
  return async (request, call, next) => {
    const { headersMs } = call.limits;
    const scope = new LinkedAbort(request.signal);
    // The attempt can be aborted until its body has been read, not only until its headers.
    call.onSettled(() => scope.release());
    const off = headersMs === false ? undefined : alarm(call.clock, headersMs, () => scope.abort(silent(headersMs)));
    try {
      return await next({ ...request, signal: scope.signal }, call);
    } finally {
      off?.();
    }
  };
}

function silent(ms: number): FailureError {
  return new FailureError(failure("timeout", { message: `The vendor sent no headers within ${ms} ms.` }));
}
