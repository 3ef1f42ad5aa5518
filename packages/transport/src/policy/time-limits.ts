import { positive } from "./check-options.ts";

/** Limits of time. `false` switches one off. */
export interface TimeoutOptions {
  /** Milliseconds from sending one attempt to its headers. Default 30,000. */
  readonly headersMs: number | false;
  /** Milliseconds that a reader of the body waits for the next chunk. Default 30,000. */
  readonly stallMs: number | false;
  /** Milliseconds for the whole call: attempts, waits and reading the body. Default 300,000. An event stream is exempt once its headers are there. */
  readonly deadlineMs: number | false;
}

/** Frozen defaults of {@link TimeoutOptions}. */
export const timeoutDefaults: Readonly<TimeoutOptions> = Object.freeze({
  headersMs: 30_000,
  stallMs: 30_000,
  deadlineMs: 300_000,
});

/** Completes and checks limits; throws a RangeError that names the option. */
export function timeLimits(base: TimeoutOptions, given: Partial<TimeoutOptions> | undefined): TimeoutOptions {
  if (!given) return base;
  const { headersMs = base.headersMs, stallMs = base.stallMs, deadlineMs = base.deadlineMs } = given;
  const limits = { headersMs, stallMs, deadlineMs };
  for (const [name, value] of Object.entries(limits)) if (value !== false) positive(`timeout.${name}`, value);
  return limits;
}
