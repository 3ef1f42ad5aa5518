import { LinkedAbort, abortable } from "./abort.ts";
import { guardBody } from "./body/guard-body.ts";
import { Call } from "./call.ts";
import type { Fetch } from "./clock.ts";
import type { CallContext } from "./context.ts";
import { Emitter } from "./emitter.ts";
import type { TransportEvents } from "./events.ts";
import { FailureError, failure } from "./failure.ts";
import { HealthBook } from "./health.ts";
import type { TransportHealth } from "./health.ts";
import { compose } from "./layer.ts";
import type { Layer, Next } from "./layer.ts";
import { deadline } from "./layers/deadline.ts";
import { idempotency } from "./layers/idempotency.ts";
import { observeAttempt } from "./layers/observe-attempt.ts";
import { observeCall } from "./layers/observe-call.ts";
import { reauthorize } from "./layers/reauthorize.ts";
import { retry } from "./layers/retry.ts";
import { send } from "./layers/send.ts";
import { sign } from "./layers/sign.ts";
import { throttle } from "./layers/throttle.ts";
import type { Throttle } from "./layers/throttle.ts";
import { timeout } from "./layers/timeout.ts";
import type { TransportOptions } from "./options.ts";
import { timeLimits } from "./policy/time-limits.ts";
import { readInput } from "./read-input.ts";
import { completeOptions } from "./settings.ts";
import type { Settings } from "./settings.ts";

/** A `fetch` that survives the real world, and what it tells about itself. */
export interface Transport {
  /**
   * The platform's signature. An answer that is not repeated is returned, whatever its status; what never was answered rejects with a
   * {@link FailureError}, the caller's own abort with the caller's reason.
   */
  readonly fetch: Fetch;
  /** The same transport for calls that say more about themselves. */
  with(context: CallContext): { readonly fetch: Fetch };
  readonly events: TransportEvents;
  health(): TransportHealth;
  /** Aborts what is under way and refuses what comes. */
  dispose(): void;
}

/** Makes a transport. Throws a RangeError or TypeError that names the option when one is not usable. */
export function createTransport(options: TransportOptions = {}): Transport {
  const settings = completeOptions(options);
  const { clock, randomBytes } = settings.context;
  const throttling = settings.throttle && throttle(settings.throttle, clock);
  const chain = chainOf(settings, throttling);
  const emitter = new Emitter();
  const book = new HealthBook();
  const active = new Set<LinkedAbort>();
  const prefix = Array.from(randomBytes(8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  let disposed = false;
  let calls = 0;

  emitter.subscribe((event) => book.record(event));

  async function run(context: CallContext, input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const { callerSignal, body, ...request } = readInput(input, init, context.body);
    if (disposed) throw gone();
    callerSignal?.throwIfAborted();
    const scope = new LinkedAbort(callerSignal);
    active.add(scope);
    const id = `${prefix}-${(calls += 1)}`;
    const call = new Call({
      subject: {
        callId: id,
        correlationId: context.correlationId ?? id,
        method: request.method,
        operation: context.operation ?? request.url.pathname,
        origin: request.url.origin,
        lane: context.lane ?? "default",
      },
      context,
      limits: timeLimits(settings.limits, context.timeout),
      clock,
      signal: scope.signal,
      emit: (event) => emitter.emit(event),
    });
    call.onSettled(() => {
      active.delete(scope);
      scope.release();
    });
    try {
      const source = await abortable(Promise.resolve(body()), scope.signal);
      return guardBody(await chain({ ...request, body: source, signal: scope.signal }, call), call);
    } catch (error) {
      call.settle();
      throw error;
    }
  }

  return {
    fetch: (input, init) => run({}, input, init),
    with: (context) => ({ fetch: (input, init) => run(context, input, init) }),
    events: emitter,
    health: () => book.report((origin) => throttling?.limits(origin) ?? []),
    dispose() {
      disposed = true;
      for (const scope of active) scope.abort(gone());
      emitter.clear();
    },
  };
}

/** The chain, outermost first. The order is the design of the transport: each slot says why it stands where it does. */
function chainOf(settings: Settings, throttling: Throttle | undefined): Next {
  const { credential, isOnline, allowed, context } = settings;
  const slots: Readonly<Record<string, Layer | undefined>> = {
    // Everything below counts as one call: its end is told once, whatever happened inside.
    observeCall: observeCall(isOnline),
    // Attempts, waits and the body share one limit, so it is outside all of them.
    deadline: deadline(),
    // Before retry: all tries of one logical request carry the same key.
    idempotency: idempotency(settings.idempotency, context.randomBytes, allowed),
    // Around everything that can fail for a moment, including the renewal of a credential.
    retry: settings.retry && retry(settings.retry),
    // Inside retry: a renewal is no failed try.
    reauthorize: credential && reauthorize(credential, context),
    // Every request passes it, repeated ones too; a renewal before it keeps its place.
    throttle: throttling?.layer,
    // After every wait: attaches what is current now.
    sign: credential && sign(credential, context, allowed),
    // One attempt; waits above are not its time.
    timeout: timeout(),
    // Innermost: counts exactly what goes out.
    observeAttempt: observeAttempt(isOnline),
  };
  return compose(Object.values(slots), send(context.fetch, settings.redirects));
}

function gone(): FailureError {
  return new FailureError(
    failure("aborted", { message: "The transport was disposed; make a new one for further calls." }),
  );
}
