import type { DeprecationNotice } from "../policy/deprecation.ts";
import type { LimitWindow } from "../policy/limits/limit-window.ts";

/** How one origin has been doing, over its latest answers. */
export interface OriginHealth {
  /** Requests that went out, ever. */
  readonly requests: number;
  /** Of the latest 200 attempts, the share without an answer or with status 5xx; 0 to 1. */
  readonly errorRate: number;
  /** What is known of the vendor's limits, and what they leave. */
  readonly limits?: readonly LimitWindow[] | undefined;
  /** Present when the `breaker` slot is filled. */
  readonly breaker?: "closed" | "open" | "half-open" | undefined;
  /** Epoch milliseconds at which the access token expires, when the vendor said. */
  readonly tokenExpiresAt?: number | undefined;
  /** Operations that the vendor has announced to end. Present when the `deprecations` slot is filled and there are some. */
  readonly deprecations?: readonly DeprecationNotice[] | undefined;
  /** Over the latest 200 answers; absent before the first. */
  readonly latencyMs?: Latency | undefined;
}

/** Milliseconds to headers. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  /** Median of the later half over the median of the earlier: above 1 the vendor is getting slower. Absent below 20 answers. */
  readonly trend?: number | undefined;
}

/** What {@link Transport.health} returns: a value of this moment, by origin. */
export interface TransportHealth {
  readonly origins: Readonly<Record<string, OriginHealth>>;
}

const remembered = 200;

/** What is kept of one origin. */
export class HealthPage {
  requests = 0;
  readonly outcomes: boolean[] = [];
  readonly latencies: number[] = [];

  /** An attempt has ended: well or not, and after how many milliseconds when it was answered. */
  ended(well: boolean, durationMs?: number): void {
    keep(this.outcomes, well);
    if (durationMs !== undefined) keep(this.latencies, durationMs);
  }
}

/** Keeps the figures of {@link TransportHealth}. */
export class HealthBook {
  readonly #pages = new Map<string, HealthPage>();

  /** A request goes out. Returns where its end is told. */
  sent(origin: string): HealthPage {
    const page = this.#pages.get(origin) ?? new HealthPage();
    this.#pages.set(origin, page);
    page.requests += 1;
    return page;
  }

  report(inspect: (origin: string) => Partial<OriginHealth>): TransportHealth {
    const origins = [...this.#pages].map(([origin, page]) => [origin, { ...summary(page), ...inspect(origin) }]);
    return { origins: Object.fromEntries(origins) };
  }
}

function summary({ requests, latencies, ...page }: HealthPage): OriginHealth {
  const outcomes = page.outcomes.slice(-remembered);
  const errorRate = outcomes.filter((well) => !well).length / (outcomes.length || 1);
  return latencies.length === 0
    ? { requests, errorRate }
    : { requests, errorRate, latencyMs: latency(latencies.slice(-remembered)) };
}

function latency(all: readonly number[]): Latency {
  const figures = { p50: quantile(all, 0.5), p95: quantile(all, 0.95) };
  if (all.length < 20) return figures;
  const half = all.length >> 1;
  const earlier = quantile(all.slice(0, half), 0.5);
  return earlier > 0 ? { ...figures, trend: quantile(all.slice(half), 0.5) / earlier } : figures;
}

/** By nearest rank. */
function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;
}

/** Forgets in blocks: shifting at every answer would cost as much as the rest of the book. */
function keep<T>(list: T[], value: T): void {
  if (list.push(value) >= 2 * remembered) list.splice(0, remembered);
}
