import { LinkedAbort, abortable } from "./abort.ts";
import { guardBody } from "./body/guard-body.ts";
import { Call } from "./call.ts";
import type { Clock } from "./clock.ts";
import type { CallContext } from "./context.ts";
import type { TransportEvent } from "./events.ts";
import { FailureError, failure } from "./failure.ts";
import type { Next } from "./layer.ts";
import { timeLimits } from "./policy/time-limits.ts";
import type { TimeoutOptions } from "./policy/time-limits.ts";
import { readInput } from "./read-input.ts";
import type { Input } from "./read-input.ts";

/** What {@link Calls} are made of. */
export interface CallsParts {
  readonly chain: Next;
  readonly clock: Clock;
  readonly limits: TimeoutOptions;
  readonly emit: (event: TransportEvent) => void;
  /** Makes call ids unique among transports. */
  readonly prefix: string;
}

/** The calls of one transport, from their arguments to the end of their bodies. */
export class Calls {
  readonly #parts: CallsParts;
  readonly #active = new Set<LinkedAbort>();
  /** A body that nobody reads settles its call when the answer is forgotten. */
  readonly #unread = new FinalizationRegistry<Call>((call) => call.settle());
  #count = 0;
  #disposed = false;

  constructor(parts: CallsParts) {
    this.#parts = parts;
  }

  async run(context: CallContext, input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const given = readInput(input, init, context.body);
    if (this.#disposed) throw disposed();
    given.callerSignal?.throwIfAborted();
    const scope = new LinkedAbort(given.callerSignal);
    const call = this.#begin(given, context, scope);
    try {
      const { callerSignal: _, body, ...request } = given;
      const read = body();
      const source = read instanceof Promise ? await abortable(read, scope.signal) : read;
      const response = guardBody(
        await this.#parts.chain({ ...request, body: source, signal: scope.signal }, call),
        call,
      );
      if (call.isOpen) this.#unread.register(response, call);
      return response;
    } catch (error) {
      call.settle();
      throw error;
    }
  }

  dispose(): void {
    this.#disposed = true;
    for (const scope of this.#active) scope.abort(disposed());
  }

  #begin({ url, method }: Input, context: CallContext, scope: LinkedAbort): Call {
    const { prefix, limits, clock, emit } = this.#parts;
    const callId = `${prefix}-${(this.#count += 1)}`;
    const { correlationId = callId, operation = url.pathname, lane = "default" } = context;
    const subject = { callId, correlationId, method, operation, origin: url.origin, lane };
    const call = new Call({
      subject,
      context,
      limits: timeLimits(limits, context.timeout),
      clock,
      scope,
      emit,
    });
    this.#active.add(scope);
    call.onSettled(() => {
      this.#active.delete(scope);
      scope.release();
    });
    return call;
  }
}

function disposed(): FailureError {
  return new FailureError(
    failure("aborted", { message: "The transport was disposed; make a new one for further calls." }),
  );
}
