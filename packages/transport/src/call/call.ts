import type { Clock } from "../clock.ts";
import type { CallContext } from "./context.ts";
import type { Emitter } from "../events/emitter.ts";
import type { EventSubject, TransportEvent, WaitReason } from "../events/events.ts";
import { failureOf } from "../outcome/failure-of.ts";
import type { ServerWait } from "../outcome/failure-of.ts";
import type { Failure, FailureError, GaveUp } from "../failure.ts";
import type { TimeoutOptions } from "../policy/time-limits.ts";
import type { Scope } from "./scope.ts";
import { TimedScope } from "./timed-scope.ts";
import { tooLate } from "../outcome/too-late.ts";
import type { Watch } from "./watch.ts";

/** What an event says beside whose it is. */
export type EventDetail<E = TransportEvent> = E extends TransportEvent ? Omit<E, keyof EventSubject> : never;

/** What the calls of one transport have in common. */
export interface Setting {
  readonly clock: Clock;
  /** What limits their time. */
  readonly watch: Watch;
  readonly emitter: Emitter;
  /** How long an answer asks to wait. */
  readonly serverWait: ServerWait;
  readonly isOnline: () => boolean;
  /** Makes call ids unique among transports. */
  readonly prefix: string;
}

/** What a {@link Call} is made of. */
export interface CallParts {
  /** Counts the calls of the transport. */
  readonly number: number;
  readonly url: URL;
  readonly method: string;
  /** Of the address. */
  readonly origin: string;
  readonly context: CallContext;
  readonly limits: TimeoutOptions;
  readonly callerSignal: AbortSignal | undefined;
}

/** One logical call: what its tries, hedges and waits share. */
export class Call {
  readonly origin: string;
  readonly context: CallContext;
  readonly limits: TimeoutOptions;
  /** Ends with the caller's signal, the deadline, or the transport. Its time is the deadline: infinite when nothing limits the call. */
  readonly scope: TimedScope<Call> = new TimedScope<Call>(undefined, Infinity, this, passed);
  /** Whether chunks of the body must come in time. */
  stalls = true;
  /** Milliseconds spent in waits, whatever for. */
  waitedMs = 0;
  /** Of these, milliseconds in the queue ahead of the vendor's limits. */
  queuedMs = 0;
  /** Requests that went out. */
  attempts = 0;
  /** The call's trace, when one is sent. */
  traceId: string | undefined;
  /** Whether the request carries an idempotency key, and which. */
  idempotencyKey: string | undefined;
  /** Place in the throttle's order of arrival, kept over tries. */
  order: number | undefined;
  /** Why no further try was made, once that is decided. */
  gaveUp: GaveUp | undefined;
  /** The last failed outcome, for the error that ends the call. */
  lastError: unknown;
  readonly #setting: Setting;
  readonly #parts: CallParts;
  readonly #unfollow: (() => void) | undefined;
  #subject: Call["subject"] | undefined;

  constructor(setting: Setting, parts: CallParts) {
    this.#setting = setting;
    this.#parts = parts;
    this.origin = parts.origin;
    this.context = parts.context;
    this.limits = parts.limits;
    this.#unfollow = parts.callerSignal && follow(parts.callerSignal, this.scope);
  }

  get clock(): Clock {
    return this.#setting.clock;
  }

  /** What limits its time, and that of the transport's other calls. */
  get watch(): Watch {
    return this.#setting.watch;
  }

  /** Calls of one lane take turns with those of others. */
  get lane(): string {
    return this.context.lane ?? "default";
  }

  /** Whose its events are. Put together when somebody asks: most calls end and nobody has. */
  get subject(): Omit<EventSubject, "at"> {
    return (this.#subject ??= this.#described());
  }

  /** Whether anybody listens: what only listeners see need not be made. */
  get isObserved(): boolean {
    return this.#setting.emitter.hasListeners;
  }

  emit(detail: EventDetail): void {
    if (this.isObserved) this.#setting.emitter.emit({ ...this.subject, at: this.clock.now(), ...detail });
  }

  /** What an outcome of one of its tries means. */
  judge(outcome: unknown): Failure {
    const { clock, isOnline, serverWait } = this.#setting;
    return failureOf(outcome, { now: clock.now(), online: isOnline() }, serverWait);
  }

  /** Milliseconds that an answer asks to wait, if it does. */
  askedWait(response: Response): number | undefined {
    return this.#setting.serverWait(response, this.clock.now());
  }

  /** Sleeps, and says so before and after. */
  async wait(reason: WaitReason, ms: number, signal: AbortSignal): Promise<void> {
    await this.waitFor(reason, this.clock.now() + ms, this.clock.sleep(ms, signal));
  }

  /** Waits for something that ends at a known time, and says so before and after. */
  async waitFor<T>(reason: WaitReason, until: number, work: Promise<T>): Promise<T> {
    this.emit({ type: "wait", reason, until });
    const started = this.clock.monotonic();
    try {
      return await work;
    } finally {
      const ms = this.clock.monotonic() - started;
      this.waitedMs += ms;
      if (reason === "throttle") this.queuedMs += ms;
      this.emit({ type: "resume" });
    }
  }

  /** An event stream has come: it may be silent and has no end, so that no limit of time holds for it. */
  unlimited(): void {
    this.scope.at = Infinity;
    this.stalls = false;
  }

  /** Monotonic milliseconds at which the next chunk of the body must be there. */
  chunkDueAt(): number {
    const { at } = this.scope;
    const { stallMs } = this.limits;
    return this.stalls && stallMs !== false ? Math.min(at, this.clock.monotonic() + stallMs) : at;
  }

  /** Milliseconds that are left of the deadline. */
  remainingMs(): number {
    return this.scope.at - this.clock.monotonic();
  }

  /** The headers are there. Until somebody reads the body nothing waits, and nothing but the caller's signal knows of the call. */
  pause(): void {
    this.watch.lift(this.scope);
    this.watch.rest();
  }

  /** The body has been read, dropped or lost, or there is none. */
  settle(): void {
    this.pause();
    this.#unfollow?.();
  }

  #described(): Omit<EventSubject, "at"> {
    const { number, url, method, origin } = this.#parts;
    const callId = `${this.#setting.prefix}-${number}`;
    const { correlationId = callId, operation, route = routeIn(operation) } = this.context;
    return { callId, correlationId, method, operation, route, path: url.pathname, origin, lane: this.lane };
  }
}

function passed({ limits, lastError }: Call): FailureError {
  const what = `The call did not end within its deadline of ${limits.deadlineMs} ms`;
  return tooLate(what, { gaveUp: "deadline", cause: lastError });
}

/** Of an operation that is called by its route: `GET /contacts/{id}`, or without the method. */
function routeIn(operation: string | undefined): string | undefined {
  return /^(?:[A-Z]+ )?(\/.*)/.exec(operation ?? "")?.[1];
}

/** Ends the scope with the caller's signal, until the function that it returns is called. */
function follow(signal: AbortSignal, scope: Scope): () => void {
  const abort = (): void => scope.end(signal.reason);
  signal.addEventListener("abort", abort);
  return () => signal.removeEventListener("abort", abort);
}
