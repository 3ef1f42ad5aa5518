import type { BucketLimit, LimitReading, RateLimit, WindowLimit } from "./rate-limit.ts";

/** Counts requests as they come, and as they are answered. */
export interface RateLimiter {
  /** Takes one request; tells what is left, and whether it was still permitted. */
  take(now: number): LimitReading;
  /** A request that was permitted has been answered. */
  release(): void;
}

export function rateLimiter(limit: RateLimit): RateLimiter {
  switch (limit.kind) {
    case "bucket":
      return bucketLimiter(limit);
    case "concurrency":
      return concurrencyLimiter(limit.most);
    case "window":
    case undefined:
      return windowLimiter(limit);
  }
}

const nothing = (): void => {};

function windowLimiter({ requests, windowMs }: WindowLimit): RateLimiter {
  let window = { from: -Infinity, used: 0 };
  return {
    take(now) {
      if (now >= window.from + windowMs) window = { from: now, used: 0 };
      window.used++;
      const resetAt = window.from + windowMs;
      const remaining = Math.max(0, requests - window.used);
      return { permitted: window.used <= requests, limit: requests, remaining, windowMs, resetAt, retryAt: resetAt };
    },
    release: nothing,
  };
}

function bucketLimiter({ capacity, refillPerSecond }: BucketLimit): RateLimiter {
  let tokens = capacity;
  let at = -Infinity;
  const msFor = (missing: number): number => Math.ceil((missing / refillPerSecond) * 1000);
  return {
    take(now) {
      tokens = Math.min(capacity, tokens + (Math.max(0, now - at) / 1000) * refillPerSecond);
      at = Math.max(at, now);
      const permitted = tokens >= 1;
      if (permitted) tokens--;
      return {
        permitted,
        limit: capacity,
        remaining: Math.floor(tokens),
        windowMs: msFor(capacity),
        resetAt: now + msFor(capacity - tokens),
        retryAt: now + msFor(Math.max(0, 1 - tokens)),
      };
    },
    release: nothing,
  };
}

/** Nobody knows when a place becomes free: a second is the usual answer. */
const concurrencyRetryMs = 1000;

function concurrencyLimiter(most: number): RateLimiter {
  let underWay = 0;
  return {
    take(now) {
      const permitted = underWay < most;
      if (permitted) underWay++;
      const remaining = most - underWay;
      return {
        permitted,
        limit: most,
        remaining,
        windowMs: undefined,
        resetAt: undefined,
        retryAt: now + concurrencyRetryMs,
      };
    },
    release() {
      underWay--;
    },
  };
}
