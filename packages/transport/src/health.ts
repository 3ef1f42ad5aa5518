import type { TransportEvent } from "./events.ts";
import type { DeprecationNotice } from "./policy/deprecation.ts";
import type { LimitWindow } from "./policy/rate-limit.ts";

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
  /** Operations that the vendor has announced to end. */
  readonly deprecations?: readonly DeprecationNotice[] | undefined;
  /** Milliseconds to headers over the latest 200 answers; absent before the first. */
  readonly latencyMs?: { readonly p50: number; readonly p95: number } | undefined;
}

/** What {@link Transport.health} returns: a value of this moment, by origin. */
export interface TransportHealth {
  readonly origins: Readonly<Record<string, OriginHealth>>;
}

const remembered = 200;

interface Page {
  requests: number;
  readonly outcomes: boolean[];
  readonly latencies: number[];
  readonly deprecations: DeprecationNotice[];
}

/** Keeps the figures of {@link TransportHealth} from events. */
export class HealthBook {
  readonly #pages = new Map<string, Page>();

  record(event: TransportEvent): void {
    if (event.type === "attempt") this.#page(event.origin).requests += 1;
    if (event.type === "attempt-failed") keep(this.#page(event.origin).outcomes, false);
    if (event.type === "deprecation") this.#page(event.origin).deprecations.push(event.notice);
    if (event.type !== "answer") return;
    const page = this.#page(event.origin);
    keep(page.outcomes, event.status < 500);
    keep(page.latencies, event.durationMs);
  }

  report(inspect: (origin: string) => Partial<OriginHealth>): TransportHealth {
    const origins = [...this.#pages].map(
      ([origin, page]) => [origin, { ...summary(page), ...inspect(origin) }] as const,
    );

    return { origins: Object.fromEntries(origins) };
  }

  #page(origin: string): Page {
    const page = this.#pages.get(origin) ?? { requests: 0, outcomes: [], latencies: [], deprecations: [] };
    this.#pages.set(origin, page);
    return page;
  }
}

function summary({ requests, latencies, deprecations, ...page }: Page): OriginHealth {
  const outcomes = page.outcomes.slice(-remembered);
  const errorRate = outcomes.length === 0 ? 0 : outcomes.filter((ok) => !ok).length / outcomes.length;
  const base = { requests, errorRate, ...(deprecations.length === 0 ? {} : { deprecations }) };
  if (latencies.length === 0) return base;
  const sorted = latencies.slice(-remembered).toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { ...base, latencyMs: { p50: at(0.5), p95: at(0.95) } };
}

/** Forgets in blocks: shifting at every answer would cost as much as the rest of the book. */
function keep<T>(list: T[], value: T): void {
  if (list.push(value) >= 2 * remembered) list.splice(0, remembered);
}
