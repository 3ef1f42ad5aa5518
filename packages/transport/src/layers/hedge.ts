import { alarm } from "../alarm.ts";
import { discard } from "../body/discard.ts";
import type { Call } from "../call/call.ts";
import { FailureError, failure } from "../failure.ts";
import type { Next } from "../layer.ts";
import type { Slot } from "../options.ts";
import type { Outgoing } from "../call/outgoing.ts";
import { atLeast, positive } from "../policy/check-options.ts";
import { completed } from "../stated.ts";
import { Scope } from "../call/scope.ts";

/** When a second copy of a slow request is sent. */
export interface HedgeOptions {
  /** Milliseconds without an answer after which the copy leaves. Default 1,000. */
  readonly delayMs: number;
  /** Copies for each call, on average, at most: 0.05 is one in twenty. Default 0.05. */
  readonly share: number;
  /** Copies that may leave in a row before the share is felt. Default 10. */
  readonly burst: number;
}

/** Frozen defaults of {@link HedgeOptions}. */
export const hedgeDefaults: Readonly<HedgeOptions> = Object.freeze({ delayMs: 1000, share: 0.05, burst: 10 });

/** Methods that change nothing (RFC 9110 section 9.2.1). */
const safe = new Set(["GET", "HEAD", "OPTIONS", "QUERY"]);

/**
 * Fills the `hedge` slot: sends a slow safe request a second time and takes the answer that comes first. Throws a RangeError that names the option when one
 * is not usable.
 */
export function hedge(given?: Partial<HedgeOptions>): Slot {
  const { delayMs, share, burst } = completed(hedgeDefaults, given);
  atLeast("hedge.delayMs", delayMs, 0);
  positive("hedge.share", share);
  atLeast("hedge.burst", burst, 1);
  return () => {
    let tokens = burst;
    const take = (): boolean => {
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    };
    return {
      layer(request, call, next) {
        if (!safe.has(request.method) && call.idempotencyKey === undefined) return next(request, call);
        tokens = Math.min(burst, tokens + share);
        return new Race(request, call, next).run(delayMs, take);
      },
    };
  };
}

interface Runner {
  readonly scope: Scope;
  readonly outcome: Promise<Response>;
}

/** One request and, when it is slow, its copy. */
class Race {
  readonly #request: Outgoing;
  readonly #call: Call;
  readonly #next: Next;
  readonly #runners: Runner[] = [];

  constructor(request: Outgoing, call: Call, next: Next) {
    this.#request = request;
    this.#call = call;
    this.#next = next;
  }

  run(delayMs: number, take: () => boolean): Promise<Response> {
    let disarm: (() => void) | undefined;
    const off = (): void => disarm?.();
    return new Promise((resolve, reject) => {
      const finish = { resolve, reject };
      const silent = this.#silence();
      const arm = (ms: number): void => {
        disarm = alarm(this.#call.clock, ms, () => {
          const left = delayMs - silent();
          if (left > 0) arm(left);
          else if (this.#isRepeatable() && take()) this.#start(finish, off);
        });
      };
      this.#start(finish, off);
      arm(delayMs);
    });
  }

  /** Tells for how long the vendor has been silent. A request that still waits for its turn is not slow: what it waits does not count. */
  #silence(): () => number {
    const { clock, attempts, waitedMs } = this.#call;
    const started = clock.monotonic();
    return () => {
      if (this.#call.attempts === attempts) return 0;
      return clock.monotonic() - started - (this.#call.waitedMs - waitedMs);
    };
  }

  /** A body that can be read once is gone. */
  #isRepeatable(): boolean {
    return this.#request.body.replayable && !this.#request.scope.ended;
  }

  #start(finish: { resolve: (response: Response) => void; reject: (error: unknown) => void }, off: () => void): void {
    const scope = new Scope(this.#request.scope);
    const runner = { scope, outcome: this.#next({ ...this.#request, scope }, this.#call) };
    this.#runners.push(runner);
    runner.outcome.then(
      (response) => this.#arrived(runner, response, finish.resolve, off),
      (error: unknown) => this.#failed(runner, () => finish.reject(error), off),
    );
  }

  /** A server error does not beat a request that may still succeed. */
  #arrived(runner: Runner, response: Response, resolve: (response: Response) => void, off: () => void): void {
    if (response.status >= 500 && this.#others(runner).length > 0) {
      this.#failed(runner, () => resolve(response), off);
      return;
    }
    off();
    resolve(response);
    for (const loser of this.#others(runner)) {
      loser.outcome.then(discard, () => undefined);
      loser.scope.end(beaten());
    }
  }

  #failed(runner: Runner, end: () => void, off: () => void): void {
    const others = this.#others(runner);
    this.#runners.splice(this.#runners.indexOf(runner), 1);
    if (others.length > 0) return;
    off();
    end();
  }

  #others(runner: Runner): readonly Runner[] {
    return this.#runners.filter((other) => other !== runner);
  }
}

function beaten(): FailureError {
  return new FailureError(failure("aborted", { message: "Another copy of this request was answered first." }));
}
