import { alarm } from "../alarm.ts";
import type { Call } from "../call.ts";
import { serverWait } from "../classify.ts";
import type { Clock } from "../clock.ts";
import { FailureError, failure, isFailureError } from "../failure.ts";
import type { GaveUp } from "../failure.ts";
import type { Fitting, Layer } from "../layer.ts";
import { FairOrder } from "../policy/fair-order.ts";
import type { Claim } from "../policy/fair-order.ts";
import { LimitBucket } from "../policy/limit-bucket.ts";
import type { Departure } from "../policy/limit-bucket.ts";
import { rateLimits } from "../policy/rate-limit.ts";
import { retryAfter } from "../policy/retry-after.ts";
import type { LimitWindow } from "../policy/rate-limit.ts";
import type { ThrottleOptions } from "../policy/throttle-options.ts";

/** Shapes traffic before it is refused: every request of an origin passes one gate. */
export function throttle(options: ThrottleOptions, clock: Clock): Fitting {
  const gates = new Map<string, Gate>();
  const gateOf = (origin: string): Gate => {
    const gate = gates.get(origin) ?? new Gate(options, clock);
    gates.set(origin, gate);
    return gate;
  };
  const layer: Layer = async (request, call, next) => {
    const gate = gateOf(request.url.origin);
    const departure = await gate.pass(call, request.scope.signal);
    try {
      const response = await next(request, call);
      gate.answered(departure, response);
      return response;
    } catch (error) {
      gate.lost(error);
      throw error;
    }
  };
  return { layer, inspect: (origin) => ({ limits: gates.get(origin)?.windows() ?? [] }) };
}

interface Waiter extends Claim {
  readonly call: Call;
  readonly go: (departure: Departure) => void;
  readonly fail: (error: unknown) => void;
}

class Gate {
  readonly #options: ThrottleOptions;
  readonly #clock: Clock;
  readonly #bucket: LimitBucket;
  readonly #fair = new FairOrder();
  readonly #waiting = new Set<Waiter>();
  #arrivals = 0;
  #off: (() => void) | undefined;

  constructor(options: ThrottleOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
    this.#bucket = new LimitBucket(options);
  }

  windows(): readonly LimitWindow[] {
    return this.#bucket.windows(this.#clock.monotonic());
  }

  /** Resolves when one request may leave. Rejects at once when the wait is known to be useless. */
  async pass(call: Call, signal: AbortSignal): Promise<Departure> {
    const now = this.#clock.monotonic();
    call.order ??= this.#arrivals += 1;
    const delay = this.#bucket.delay(now);
    if (this.#waiting.size === 0 && delay === 0) {
      this.#fair.went(call.subject.lane);
      return this.#bucket.sent(now);
    }
    const useless = this.#useless(call, now);
    if (useless) throw this.#refusal(useless);
    if (this.#waiting.size >= this.#options.queue) throw this.#refusal("queue");
    const reason = this.#bucket.isPaused(now) ? "rate_limited" : "throttle";
    return call.waitFor(reason, this.#clock.now() + (delay === Infinity ? 0 : delay), this.#queue(call, signal));
  }

  answered(departure: Departure, response: Response): void {
    const [now, wall] = [this.#clock.monotonic(), this.#clock.now()];
    const windows = rateLimits(response.headers, wall);
    const wait = serverWait(response, wall);
    if (response.status === 429 || (response.status === 503 && wait !== undefined)) {
      // Retry-After overrules the limit headers beside it, as the RateLimit draft demands.
      const overruled = retryAfter(response.headers, wall) !== undefined;
      this.#bucket.refused(departure, overruled ? [] : windows, now, wait);
      this.#dismiss(now);
    } else this.#bucket.answered(departure, windows, now);
    if (this.#waiting.size > 0) this.#pump();
  }

  /** A circuit that has opened ends every wait for its origin: nothing that waits here would be sent. */
  lost(error: unknown): void {
    const spared = isFailureError(error) && error.code === "circuit_open";
    if (spared) this.#bucket.returned();
    else this.#bucket.lost();
    if (spared) for (const waiter of this.#waiting) waiter.fail(error);
    this.#pump();
  }

  #queue(call: Call, signal: AbortSignal): Promise<Departure> {
    return new Promise((resolve, reject) => {
      const leave = (): void => waiter.fail(signal.reason);
      const done = (): void => {
        signal.removeEventListener("abort", leave);
        this.#waiting.delete(waiter);
      };
      const { lane } = call.subject;
      const waiter: Waiter = {
        call,
        lane,
        priority: call.context.priority ?? 0,
        order: call.order ?? 0,
        go: (departure) => {
          done();
          resolve(departure);
        },
        fail: (error) => {
          done();
          reject(error);
        },
      };
      signal.addEventListener("abort", leave);
      this.#waiting.add(waiter);
      this.#pump();
    });
  }

  /** Lets go whoever may, and wakes up when the next one may. */
  #pump(): void {
    this.#off?.();
    this.#off = undefined;
    while (this.#waiting.size > 0) {
      const now = this.#clock.monotonic();
      const delay = this.#bucket.delay(now);
      if (delay > 0) {
        if (delay !== Infinity) this.#off = alarm(this.#clock, delay, () => this.#pump());
        return;
      }
      this.#fair.take(this.#waiting)?.go(this.#bucket.sent(now));
    }
  }

  /** A pause has come: whoever cannot outlast it is told now. */
  #dismiss(now: number): void {
    for (const waiter of this.#waiting) {
      const useless = this.#useless(waiter.call, now);
      if (useless) waiter.fail(this.#refusal(useless));
    }
  }

  #useless(call: Call, now: number): GaveUp | undefined {
    const blocked = this.#bucket.blocked(now);
    if (blocked > this.#options.maxWaitMs) return "cap";
    return blocked >= call.remainingMs() ? "deadline" : undefined;
  }

  #refusal(why: GaveUp): FailureError {
    const retryAfterMs = this.#bucket.blocked(this.#clock.monotonic());
    const message =
      why === "queue"
        ? `More than ${this.#options.queue} calls wait for this vendor already.`
        : `The vendor's limit is spent for another ${Math.ceil(retryAfterMs)} ms, longer than this call can wait.`;
    return new FailureError(
      failure("rate_limited", { message, gaveUp: why, retryAfterMs, retryAt: this.#clock.now() + retryAfterMs }),
    );
  }
}
