import { BodyGuards } from "./body/body-guards.ts";
import { Call } from "./call.ts";
import type { Clock } from "./clock.ts";
import type { CallContext } from "./context.ts";
import type { Emitter } from "./emitter.ts";
import { FailureError, failure } from "./failure.ts";
import type { Next } from "./layer.ts";
import { timeLimits } from "./policy/time-limits.ts";
import type { TimeoutOptions } from "./policy/time-limits.ts";
import { readInput } from "./read-input.ts";
import type { Input } from "./read-input.ts";
import { Watch } from "./watch.ts";

/** What {@link Calls} are made of. */
export interface CallsParts {
  readonly chain: Next;
  readonly clock: Clock;
  readonly limits: TimeoutOptions;
  readonly emitter: Emitter;
  /** Makes call ids unique among transports. */
  readonly prefix: string;
}

/** The calls of one transport, from their arguments to the end of their bodies. */
export class Calls {
  readonly #parts: CallsParts;
  readonly #watch: Watch;
  readonly #bodies = new BodyGuards();
  /** A body that nobody reads lets go of the caller's signal when the answer is forgotten. */
  readonly #unread = new FinalizationRegistry<Call>((call) => call.settle());
  #count = 0;
  #disposed = false;

  constructor(parts: CallsParts) {
    this.#parts = parts;
    this.#watch = new Watch(parts.clock);
  }

  async run(context: CallContext, input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const given = readInput(input, init, context.body);
    if (this.#disposed) throw disposed();
    given.callerSignal?.throwIfAborted();
    const call = this.#begin(given, context);
    const { scope } = call;
    try {
      const { url, method, headers, init: rest } = given;
      const read = given.body();
      const body = read instanceof Promise ? await scope.race(read) : read;
      const response = await this.#parts.chain({ url, method, headers, init: rest, body, scope }, call);
      if (response.body === null) call.settle();
      else this.#arrived(response, call, given.callerSignal);
      return response;
    } catch (error) {
      call.settle();
      throw error;
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#watch.end(disposed());
  }

  #begin({ url, method, callerSignal }: Input, context: CallContext): Call {
    const { prefix, limits, clock, emitter } = this.#parts;
    const callId = `${prefix}-${(this.#count += 1)}`;
    const { correlationId = callId, operation = url.pathname, lane = "default" } = context;
    return new Call({
      subject: { callId, correlationId, method, operation, origin: url.origin, lane },
      context,
      limits: timeLimits(limits, context.timeout),
      clock,
      watch: this.#watch,
      emitter,
      callerSignal,
    });
  }

  #arrived(response: Response, call: Call, callerSignal: AbortSignal | undefined): void {
    this.#bodies.guard(response, call);
    call.pause();
    if (callerSignal) this.#unread.register(response, call);
  }
}

function disposed(): FailureError {
  return new FailureError(
    failure("aborted", { message: "The transport was disposed; make a new one for further calls." }),
  );
}
