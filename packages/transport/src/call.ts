import type { LinkedAbort } from "./abort.ts";
import type { Clock } from "./clock.ts";
import type { CallContext } from "./context.ts";
import type { EventSubject, TransportEvent, WaitReason } from "./events.ts";
import type { GaveUp } from "./failure.ts";
import type { TimeoutOptions } from "./policy/time-limits.ts";

/** What an event says beside whose it is. */
export type EventDetail<E = TransportEvent> = E extends TransportEvent ? Omit<E, keyof EventSubject> : never;

/** What a {@link Call} is made of. */
export interface CallParts {
  readonly subject: Omit<EventSubject, "at">;
  readonly context: CallContext;
  readonly limits: TimeoutOptions;
  readonly clock: Clock;
  readonly scope: LinkedAbort;
  readonly emit: (event: TransportEvent) => void;
}

/** One logical call: what its tries, hedges and waits share. */
export class Call {
  readonly subject: Omit<EventSubject, "at">;
  readonly context: CallContext;
  readonly limits: TimeoutOptions;
  readonly clock: Clock;
  /** Monotonic milliseconds at which the call must be over; infinite when nothing limits it. */
  deadlineAt: number = Infinity;
  /** Milliseconds spent in waits, whatever for. */
  waitedMs = 0;
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
  readonly #scope: LinkedAbort;
  readonly #emit: (event: TransportEvent) => void;
  readonly #releases: (() => void)[] = [];

  constructor(parts: CallParts) {
    this.subject = parts.subject;
    this.context = parts.context;
    this.limits = parts.limits;
    this.clock = parts.clock;
    this.#scope = parts.scope;
    this.#emit = parts.emit;
  }

  /** Aborts by the caller, the deadline, or the end of the transport. */
  get signal(): AbortSignal {
    return this.#scope.signal;
  }

  /** Ends everything that is under way for this call. */
  abort(reason: unknown): void {
    this.#scope.abort(reason);
  }

  emit(detail: EventDetail): void {
    this.#emit({ ...this.subject, at: this.clock.now(), ...detail });
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
      this.waitedMs += this.clock.monotonic() - started;
      this.emit({ type: "resume" });
    }
  }

  /** Milliseconds that are left of the deadline. */
  remainingMs(): number {
    return this.deadlineAt - this.clock.monotonic();
  }

  /** Registers what must be undone once the answer's body has been read, dropped or lost. */
  onSettled(release: () => void): void {
    this.#releases.push(release);
  }

  /** Whether there is something left to undo. */
  get isOpen(): boolean {
    return this.#releases.length > 0;
  }

  /** The call is over: undoes everything once. */
  settle(): void {
    for (const release of this.#releases.splice(0)) release();
  }
}
