import { Calls } from "./call/calls.ts";
import type { Guard } from "./body/guarded-stream.ts";
import type { Fetch } from "./clock.ts";
import { checkContext } from "./call/context.ts";
import type { CallContext } from "./call/context.ts";
import { disposed } from "./outcome/disposed.ts";
import { Emitter } from "./events/emitter.ts";
import type { TransportEvents } from "./events/events.ts";
import type { ServerWait } from "./outcome/failure-of.ts";
import type { HealthBook } from "./events/health.ts";
import { hex } from "./hex.ts";
import { compose } from "./layer.ts";
import type { Fitting } from "./layer.ts";
import type { tracer } from "./layers/correlate.ts";
import { deadline } from "./layers/deadline.ts";
import { idempotency } from "./layers/idempotency.ts";
import { observeAttempt } from "./layers/observe-attempt.ts";
import type { answerDetails } from "./layers/observe-attempt.ts";
import { observeCall } from "./layers/observe-call.ts";
import { reauthorize } from "./layers/reauthorize.ts";
import { retry } from "./layers/retry.ts";
import { sender } from "./layers/send.ts";
import { sign } from "./layers/sign.ts";
import { throttle } from "./layers/throttle.ts";
import { timeout } from "./layers/timeout.ts";
import type { TransportOptions } from "./options.ts";
import type { LimitBucket } from "./policy/limits/limit-bucket.ts";
import type { ThrottleOptions } from "./policy/limits/throttle-options.ts";
import { completeOptions } from "./settings.ts";
import type { Settings } from "./settings.ts";

/** A `fetch` that survives the real world, and what it tells about itself. */
export interface CoreTransport {
  /**
   * The platform's signature. An answer that is not repeated is returned, whatever its status; what never was answered rejects with a
   * {@link FailureError}, the caller's own abort with the caller's reason.
   */
  readonly fetch: Fetch;
  /** The same transport for calls that say more about themselves. Throws a RangeError when `cost` is not usable. */
  with(context: CallContext): { readonly fetch: Fetch };
  readonly events: TransportEvents;
  /**
   * Aborts what is under way and refuses what comes. No token is asked for any more either; one that was asked for is stored when it comes, for
   * which `settled` of the credential waits.
   */
  dispose(): void;
}

/** In what the whole transport differs from its core: what is not given here is not shipped with the core. */
export interface Parts {
  readonly serverWait: ServerWait;
  readonly guard: Guard;
  readonly book?: HealthBook | undefined;
  /** Absent: `trace` does nothing. */
  readonly tracer?: typeof tracer | undefined;
  /** Absent: `observe` does nothing, and events tell of answers no more than status and times. */
  readonly details?: typeof answerDetails | undefined;
  readonly bucket: (options: ThrottleOptions) => LimitBucket;
}

/** A transport, and what it is made of. */
export interface Assembly {
  readonly transport: CoreTransport;
  readonly fittings: readonly (Fitting | undefined)[];
}

/** Puts a transport together. Throws a RangeError or TypeError that names the option when one is not usable. */
export function assemble(options: TransportOptions, parts: Parts): Assembly {
  const settings = completeOptions(options);
  const { limits, isOnline, context } = settings;
  const { fetch, clock, randomBytes } = context;
  let isDisposed = false;
  // A renewal may still have been reading its tokens when the last call that waited for it ended.
  const open: Fetch = (input, init) => (isDisposed ? Promise.reject(disposed()) : fetch(input, init));
  const slots = slotsOf(options, { ...settings, context: { ...context, fetch: open } }, parts);
  const fittings: readonly (Fitting | undefined)[] = Object.values(slots);
  const layers = fittings.map((fitting) => fitting?.layer);
  const chain = compose(layers, sender(fetch, settings.redirects));
  const emitter = new Emitter();
  const { guard, serverWait } = parts;
  const prefix = hex(randomBytes(8));
  const calls = new Calls({ chain, clock, prefix, limits, emitter, guard, serverWait, isOnline });
  const fetching = (said: CallContext): Pick<CoreTransport, "fetch"> => ({
    fetch: (input, init) => calls.run(said, input, init),
  });
  const transport: CoreTransport = {
    ...fetching({}),
    with: (said) => fetching(checkContext(said)),
    events: emitter,
    dispose() {
      isDisposed = true;
      calls.dispose();
      emitter.clear();
    },
  };
  return { transport, fittings };
}

/** The chain, outermost first. The order is the design of the transport: each slot says why it stands where it does. */
function slotsOf(options: TransportOptions, settings: Settings, { book, bucket, details, ...parts }: Parts) {
  const { credential, allowed, context, slot, trace } = settings;
  const limiter = settings.throttle && throttle(settings.throttle, context.clock, bucket);
  const tracer = parts.tracer?.(trace, context.randomBytes, allowed);
  const limits = (origin: string) => limiter?.inspect?.(origin).limits;
  return {
    // Everything inside belongs to one id, whatever it takes.
    correlate: tracer,
    // Everything inside is one call: its end is told once, and only here does an error become a failure.
    observeCall: { layer: observeCall() },
    // Attempts, waits and the body share one limit, so it is outside all of them.
    deadline: { layer: deadline() },
    // A stored answer costs the vendor nothing: before everything that counts, waits or sends.
    cache: options.cache?.(slot),
    // Behind the cache: what is stored announces nothing new.
    deprecations: options.deprecations?.(slot),
    // Before retry: all tries of one logical request carry the same key.
    idempotency: { layer: idempotency(options.idempotency, context.randomBytes, allowed) },
    // Around everything that can fail for a moment, including the renewal of a credential.
    retry: settings.retry && { layer: retry(settings.retry) },
    // Inside retry: a try is slow or fast as a whole, whichever copy answers.
    hedge: options.hedge?.(slot),
    // Inside retry: a renewal is no failed try, and each copy is judged by the token that it carried.
    reauthorize: credential && reauthorize(credential, context),
    // Every request passes it, repeated and renewed ones too, before it is counted by the vendor.
    throttle: limiter,
    // After the queue: what waited is judged by the circuit of the moment in which it would leave.
    breaker: options.breaker?.(slot),
    // After every wait: attaches what is current now.
    sign: { layer: sign({ ...settings, tracer }) },
    // One attempt; the waits above are not its time.
    timeout: { layer: timeout() },
    // Innermost: counts exactly what goes out.
    observeAttempt: { layer: observeAttempt({ book, limits, shows: options.observe ?? {}, details }) },
  } satisfies Readonly<Record<string, Fitting | undefined>>;
}
