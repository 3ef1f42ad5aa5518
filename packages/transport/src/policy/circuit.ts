import { completed } from "../stated.ts";
import { atLeast, positive } from "./check-options.ts";

/** When a circuit opens and how it closes again. */
export interface BreakerOptions {
  /** Share of failures in the window at which the circuit opens, 0 to 1. Default 0.5. */
  readonly failureRate: number;
  /** Outcomes in the window below which it never opens. Default 10. */
  readonly minimum: number;
  /** Length of the sliding window in milliseconds. Default 30,000. */
  readonly windowMs: number;
  /** Milliseconds for which an open circuit refuses everything. Default 10,000. */
  readonly openMs: number;
  /** Requests that a half-open circuit admits at a time, and successes that close it. Default 1. */
  readonly probes: number;
  /** Milliseconds after which a probe without an outcome gives its place away. Default 30,000. */
  readonly probeTimeoutMs: number;
}

/** Frozen defaults of {@link BreakerOptions}. */
export const breakerDefaults: Readonly<BreakerOptions> = Object.freeze({
  failureRate: 0.5,
  minimum: 10,
  windowMs: 30_000,
  openMs: 10_000,
  probes: 1,
  probeTimeoutMs: 30_000,
});

/** Completes and checks what a caller gave; throws a RangeError that names the option. */
export function breakerOptions(given: Partial<BreakerOptions> | undefined): BreakerOptions {
  const options = completed(breakerDefaults, given);
  if (positive("breaker.failureRate", options.failureRate) > 1)
    throw new RangeError(`breaker.failureRate is ${options.failureRate}; it must be a share above 0 and up to 1.`);
  atLeast("breaker.minimum", options.minimum, 1);
  positive("breaker.windowMs", options.windowMs);
  positive("breaker.openMs", options.openMs);
  atLeast("breaker.probes", options.probes, 1);
  positive("breaker.probeTimeoutMs", options.probeTimeoutMs);
  return options;
}

/** How a request ended, as far as the vendor's health is concerned. `neutral`: the answer says nothing about it (4xx, an abort by the caller). */
export type CircuitOutcome = "success" | "failure" | "neutral";

/** Leave to send one request. Its outcome counts only in the epoch in which it was given. */
export interface Permit {
  readonly epoch: number;
  readonly at: number;
}

type State =
  | { readonly kind: "closed" }
  | { readonly kind: "open"; readonly until: number }
  | { readonly kind: "half-open"; readonly probes: Set<Permit>; readonly successes: number };

/** Slots of the sliding window: an outcome is forgotten at most a tenth of the window early. */
const slots = 10;

interface Slot {
  readonly start: number;
  failures: number;
  total: number;
}

/** The state machine of one origin. No effects: time comes in as monotonic milliseconds, so that a stepped wall clock changes nothing. */
export class Circuit {
  readonly #options: BreakerOptions;
  #state: State = { kind: "closed" };
  #window: Slot[] = [];
  /** Raised by every transition, so that what began before it cannot change what came after it. */
  #epoch = 0;

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  /** Closed, open or half-open at this moment. */
  state(now: number): State["kind"] {
    return this.#at(now).kind;
  }

  /** Leave to send, or the monotonic time at which to ask again. */
  admit(now: number): Permit | { readonly retryAt: number } {
    const state = this.#at(now);
    const permit = { epoch: this.#epoch, at: now };
    switch (state.kind) {
      case "closed":
        return permit;
      case "open":
        return { retryAt: state.until };
      case "half-open": {
        for (const probe of state.probes)
          if (now - probe.at >= this.#options.probeTimeoutMs) state.probes.delete(probe);
        const oldest = [...state.probes][0];
        if (oldest && state.probes.size >= this.#options.probes)
          return { retryAt: oldest.at + this.#options.probeTimeoutMs };
        state.probes.add(permit);
        return permit;
      }
    }
  }

  /** What became of a request. Returns true when this has opened the circuit. */
  report(permit: Permit, outcome: CircuitOutcome, now: number): boolean {
    const state = this.#at(now);
    if (permit.epoch !== this.#epoch) return false;
    if (state.kind === "half-open") {
      state.probes.delete(permit);
      if (outcome === "failure") return this.#open(now);
      if (outcome === "success") this.#succeed(state);
      return false;
    }
    if (state.kind === "closed" && outcome !== "neutral") return this.#count(outcome === "failure", now);
    return false;
  }

  #at(now: number): State {
    if (this.#state.kind === "open" && now >= this.#state.until)
      this.#enter({ kind: "half-open", probes: new Set(), successes: 0 });
    return this.#state;
  }

  #succeed(state: Extract<State, { kind: "half-open" }>): void {
    const successes = state.successes + 1;
    if (successes < this.#options.probes) this.#state = { ...state, successes };
    else this.#enter({ kind: "closed" });
  }

  #count(failed: boolean, now: number): boolean {
    const { windowMs, minimum, failureRate } = this.#options;
    const start = Math.floor((now * slots) / windowMs);
    this.#window = this.#window.filter((slot) => start - slot.start < slots);
    const latest = this.#window.at(-1);
    const slot = latest?.start === start ? latest : { start, failures: 0, total: 0 };
    if (slot !== latest) this.#window.push(slot);
    slot.total += 1;
    if (failed) slot.failures += 1;
    const total = this.#window.reduce((sum, each) => sum + each.total, 0);
    const failures = this.#window.reduce((sum, each) => sum + each.failures, 0);
    return failed && total >= minimum && failures / total >= failureRate && this.#open(now);
  }

  #open(now: number): true {
    this.#enter({ kind: "open", until: now + this.#options.openMs });
    return true;
  }

  #enter(state: State): void {
    this.#state = state;
    this.#window = [];
    this.#epoch += 1;
  }
}
