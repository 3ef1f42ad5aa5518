import type { Clock } from "../../clock.ts";
import type { Layer } from "../../layer.ts";
import { atLeast, positive } from "../check-options.ts";
import { completed } from "../../stated.ts";

/** A limit that is known beforehand: never more than `requests` in any span of `perMs` milliseconds. */
export interface LimitRule {
  /** What the costs of calls ({@link CallContext.cost}, 1 when not said) may sum up to. */
  readonly requests: number;
  readonly perMs: number;
}

/** How calls are shaped before a vendor has to refuse them. One bucket for each origin. */
export interface ThrottleOptions {
  /** Known limits; all of them hold. Default none: they are learned from the vendor's headers. */
  readonly limits: readonly LimitRule[];
  /** Requests that wait for headers at the same time. Default `false`: no limit but the probe. */
  readonly concurrency: number | false;
  /** Calls that may wait; one more fails at once. Default 1,000. */
  readonly queue: number;
  /** The longest wait known beforehand that a call accepts, in milliseconds; beyond it the call fails at once. Default 60,000. */
  readonly maxWaitMs: number;
  /** Requests under way until the first answer tells what the vendor's limits are; each answer allows one more. Default 4. */
  readonly probe: number;
  /** Milliseconds after which the probe gives way although nothing was answered. Default 1,000. */
  readonly probeMs: number;
  /** `sharedLimits()` of `@waybill/transport/limits`: what is left is shared with other tabs and processes. Default: it is not. */
  readonly share?: LimitShare | undefined;
}

/** Stands behind the gate of an origin: asks others before a request leaves, and tells them what came back. */
export type LimitShare = (clock: Clock, options: Pick<ThrottleOptions, "maxWaitMs">) => Layer;

/** Frozen defaults of {@link ThrottleOptions}. */
export const throttleDefaults: Readonly<ThrottleOptions> = Object.freeze({
  limits: Object.freeze([]),
  concurrency: false,
  queue: 1000,
  maxWaitMs: 60_000,
  probe: 4,
  probeMs: 1000,
});

/** Completes and checks what a caller gave; throws a RangeError that names the option. */
export function throttleOptions(given: Partial<ThrottleOptions> | undefined): ThrottleOptions {
  const options = completed(throttleDefaults, given);
  for (const { requests, perMs } of options.limits) {
    atLeast("throttle.limits.requests", requests, 1);
    positive("throttle.limits.perMs", perMs);
  }
  if (options.concurrency !== false) atLeast("throttle.concurrency", options.concurrency, 1);
  atLeast("throttle.probe", options.probe, 1);
  for (const name of ["queue", "maxWaitMs", "probeMs"] as const) atLeast(`throttle.${name}`, options[name], 0);
  return options;
}
