import type { Call } from "../call/call.ts";
import type { FailureError } from "../failure.ts";
import type { Layer } from "../layer.ts";
import { TimedScope } from "../call/timed-scope.ts";
import { tooLate } from "../outcome/too-late.ts";

/** Limits one attempt up to its headers; the chunks after them are held to `stallMs` as they are read. */
export function timeout(): Layer {
  return (request, call, next) => {
    const { headersMs } = call.limits;
    if (headersMs === false) return next(request, call);
    const { watch } = call;
    const scope = new TimedScope(request.scope, call.clock.monotonic() + headersMs, call, silent);
    watch.add(scope);
    return next({ ...request, scope }, call).then(
      (response) => {
        watch.lift(scope);
        return response;
      },
      (error: unknown) => {
        watch.lift(scope);
        throw error;
      },
    );
  };
}

function silent({ limits }: Call): FailureError {
  return tooLate(`The vendor sent no headers within ${limits.headersMs} ms`);
}
