import { FailureError, failure } from "../failure.ts";
import type { Layer } from "../layer.ts";
import { Scope } from "../scope.ts";
import type { Limit } from "../watch.ts";

/** Limits one attempt up to its headers; the chunks after them are held to `stallMs` as they are read. */
export function timeout(): Layer {
  return (request, call, next) => {
    const { headersMs } = call.limits;
    if (headersMs === false) return next(request, call);
    const { watch } = call;
    const scope = new Attempt(request.scope, call.clock.monotonic(), headersMs);
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

/** One attempt, which ends when its time is up. */
class Attempt extends Scope implements Limit {
  readonly at: number;
  place = -1;
  readonly #headersMs: number;

  constructor(parent: Scope, now: number, headersMs: number) {
    super(parent);
    this.at = now + headersMs;
    this.#headersMs = headersMs;
  }

  override end(reason: unknown = silent(this.#headersMs)): void {
    super.end(reason);
  }
}

function silent(ms: number): FailureError {
  return new FailureError(failure("timeout", { message: `The vendor sent no headers within ${ms} ms.` }));
}
