import { alarm } from "../alarm.ts";
import type { Call } from "../call/call.ts";
import type { Clock } from "../clock.ts";
import { isFailureError } from "../failure.ts";
import type { FailureError } from "../failure.ts";
import type { Fitting, Next } from "../layer.ts";
import type { Outgoing } from "../call/outgoing.ts";
import type { Departure } from "../policy/limits/departure.ts";
import { FairQueue } from "../policy/limits/fair-queue.ts";
import type { Claim } from "../policy/limits/fair-queue.ts";
import type { LimitBucket } from "../policy/limits/limit-bucket.ts";
import type { LimitWindow } from "../policy/limits/limit-window.ts";
import type { Ending } from "../call/scope.ts";
import type { ThrottleOptions } from "../policy/limits/throttle-options.ts";
import { spentLimit, uselessWait } from "./spent-limit.ts";

/** Shapes traffic before it is refused: every request of an origin passes one gate. `bucket` makes what each gate asks. */
export function throttle(
  options: ThrottleOptions,
  clock: Clock,
  bucket: (options: ThrottleOptions) => LimitBucket,
): Fitting {
  const gates = new Map<string, Gate>();
  const share = options.share?.(clock, options);
  return {
    layer(request, call, next) {
      const { origin } = call;
      const gate = gates.get(origin) ?? new Gate(options, clock, bucket(options));
      gates.set(origin, gate);
      return gate.pass(request, call, share ? (...given) => share(...given, next) : next);
    },
    inspect: (origin) => ({ limits: gates.get(origin)?.windows() }),
  };
}

interface Waiter extends Claim, Ending {
  readonly call: Call;
  readonly cost: number;
  readonly go: (departure: Departure) => void;
}

class Gate {
  readonly #options: ThrottleOptions;
  readonly #clock: Clock;
  readonly #bucket: LimitBucket;
  readonly #queue = new FairQueue<Waiter>();
  #arrivals = 0;
  #off: (() => void) | undefined;

  constructor(options: ThrottleOptions, clock: Clock, bucket: LimitBucket) {
    this.#options = options;
    this.#clock = clock;
    this.#bucket = bucket;
  }

  windows(): readonly LimitWindow[] | undefined {
    return this.#bucket.windows(this.#clock.monotonic());
  }

  /** Sends on as soon as the limits permit. Rejects at once when the wait is known to be useless. No `async`: an open gate must cost nothing. */
  pass(request: Outgoing, call: Call, next: Next): Promise<Response> {
    const now = this.#clock.monotonic();
    const { cost = 1 } = call.context;
    call.order ??= this.#arrivals += 1;
    const delay = this.#bucket.delay(now, cost);
    if (this.#queue.size === 0 && delay === 0) {
      this.#queue.last = call.lane;
      return this.#send(this.#bucket.sent(now, cost), request, call, next);
    }
    const refusal = this.#refusal(call, now, this.#queue.size >= this.#options.queue);
    if (refusal) return Promise.reject(refusal);
    const reason = this.#bucket.isPaused(now) ? "rate_limited" : "throttle";
    const until = this.#clock.now() + (delay === Infinity ? 0 : delay);
    return call
      .waitFor(reason, until, this.#turn(request, call, cost))
      .then((departure) => this.#send(departure, request, call, next));
  }

  #send(departure: Departure, request: Outgoing, call: Call, next: Next): Promise<Response> {
    return next(request, call).then(
      (response) => {
        this.#answered(departure, response);
        return response;
      },
      (error: unknown) => {
        this.#lost(departure, error);
        throw error;
      },
    );
  }

  #answered(departure: Departure, response: Response): void {
    if (this.#bucket.answered(departure, response, this.#clock))
      for (const waiter of this.#queue.all()) {
        // A pause has come: whoever cannot outlast it is told now.
        const refusal = this.#refusal(waiter.call, this.#clock.monotonic());
        if (refusal) waiter.end(refusal);
      }
    this.#pump();
  }

  /** A circuit that has opened ends every wait for its origin: nothing that waits here would be sent. */
  #lost(departure: Departure, error: unknown): void {
    if (isFailureError(error) && error.code === "circuit_open") {
      this.#bucket.returned(departure);
      for (const waiter of this.#queue.all()) waiter.end(error);
    } else this.#bucket.lost(departure);
    this.#pump();
  }

  #turn({ scope }: Outgoing, call: Call, cost: number): Promise<Departure> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        scope.remove(waiter);
        this.#queue.remove(waiter);
        if (this.#queue.size === 0) this.#off?.();
      };
      const waiter: Waiter = {
        call,
        cost,
        lane: call.lane,
        priority: call.context.priority ?? 0,
        order: call.order ?? 0,
        go(departure) {
          done();
          resolve(departure);
        },
        end(error) {
          done();
          reject(error);
        },
      };
      this.#queue.add(waiter);
      scope.add(waiter);
      this.#pump();
    });
  }

  /** Lets go whoever may, and wakes up when the next one may. */
  #pump(): void {
    this.#off?.();
    this.#off = undefined;
    for (let next = this.#queue.first(); next; next = this.#queue.first()) {
      const now = this.#clock.monotonic();
      const delay = this.#bucket.delay(now, next.cost);
      if (delay > 0) {
        if (delay < Infinity) this.#off = alarm(this.#clock, delay, () => this.#pump());
        return;
      }
      this.#queue.remove(next, "turn");
      next.go(this.#bucket.sent(now, next.cost));
    }
  }

  /** Why waiting would be useless, if it would be. */
  #refusal(call: Call, now: number, isFull = false): FailureError | undefined {
    const retryAfterMs = this.#bucket.blocked(now);
    const useless = uselessWait(retryAfterMs, this.#options.maxWaitMs, call);
    if (useless) return spentLimit(retryAfterMs, useless, call);
    if (!isFull) return undefined;
    return spentLimit(
      retryAfterMs,
      "queue",
      call,
      `${this.#options.queue} calls wait for this vendor already, so nothing was sent. Try again later.`,
    );
  }
}
