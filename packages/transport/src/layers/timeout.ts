import { FailureError, failure } from "../failure.ts";
import type { Layer } from "../layer.ts";
import { Scope } from "../scope.ts";

/** Limits one attempt up to its headers; the chunks after them are held to `stallMs` as they are read. */
export function timeout(): Layer {
  return async (request, call, next) => {
    const { headersMs } = call.limits;
    const scope = new Scope(request.scope);
    const limit =
      headersMs === false
        ? undefined
        : call.watch.until(call.clock.monotonic() + headersMs, (reason) => scope.end(reason ?? silent(headersMs)));
    try {
      return await next({ ...request, scope }, call);
    } finally {
      call.watch.lift(limit);
    }
  };
}

function silent(ms: number): FailureError {
  return new FailureError(failure("timeout", { message: `The vendor sent no headers within ${ms} ms.` }));
}
