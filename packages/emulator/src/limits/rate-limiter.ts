/** What the vendor permits: so many requests in each window. */
export interface RateLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** Counts requests in fixed windows, as most vendors do. */
export interface RateLimiter {
  /** Takes one request; tells what is left, and whether it was still permitted. */
  take(now: number): LimitReading;
}

export interface LimitReading {
  readonly permitted: boolean;
  readonly limit: RateLimit;
  readonly remaining: number;
  /** Epoch milliseconds at which the window renews. */
  readonly resetAt: number;
}

export function rateLimiter(limit: RateLimit): RateLimiter {
  let window = { from: -Infinity, used: 0 };
  return {
    take(now) {
      if (now >= window.from + limit.windowMs) window = { from: now, used: 0 };
      window.used++;
      const remaining = Math.max(0, limit.requests - window.used);
      return { permitted: window.used <= limit.requests, limit, remaining, resetAt: window.from + limit.windowMs };
    },
  };
}

/**
 * The headers a client may meet, all at once: `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10), and the older
 * `X-RateLimit-*` with an absolute reset in seconds.
 */
export function limitHeaders(
  { limit, remaining, resetAt }: LimitReading,
  now: number,
): Readonly<Record<string, string>> {
  const seconds = Math.max(0, Math.ceil((resetAt - now) / 1000));
  return {
    ratelimit: `"default";r=${remaining};t=${seconds}`,
    "ratelimit-policy": `"default";q=${limit.requests};w=${Math.ceil(limit.windowMs / 1000)}`,
    "x-ratelimit-limit": `${limit.requests}`,
    "x-ratelimit-remaining": `${remaining}`,
    "x-ratelimit-reset": `${Math.ceil(resetAt / 1000)}`,
  };
}
