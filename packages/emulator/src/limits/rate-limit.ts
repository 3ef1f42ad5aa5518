/** What the vendor permits, and how it says so. */
export type RateLimit = (WindowLimit | BucketLimit | ConcurrencyLimit) & LimitManners;

/** So many requests in each window of time, as most vendors count. */
export interface WindowLimit {
  readonly kind?: "window" | undefined;
  readonly requests: number;
  readonly windowMs: number;
}

/** A bucket of tokens that fills steadily; each request takes one. */
export interface BucketLimit {
  readonly kind: "bucket";
  readonly capacity: number;
  readonly refillPerSecond: number;
}

/** So many requests at a time: from their arrival until they are answered. */
export interface ConcurrencyLimit {
  readonly kind: "concurrency";
  readonly most: number;
}

export interface LimitManners {
  /** Default: `draft` and `x-epoch-seconds`. An empty list sends none. */
  readonly headers?: LimitHeaders | readonly LimitHeaders[] | undefined;
  /** How a 429 says when to come back. Default seconds. */
  readonly retryAfter?: "seconds" | "date" | "none" | undefined;
}

/**
 * `draft`: `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10) · `ratelimit`: `RateLimit-Limit`, `-Remaining` and `-Reset` in
 * seconds (the same draft up to 06) · `x-seconds`, `x-epoch-seconds`, `x-epoch-ms`: `X-RateLimit-*`, by what their reset means ·
 * `shopify`: `X-Shopify-Shop-Api-Call-Limit: used/limit`.
 */
export type LimitHeaders = "draft" | "ratelimit" | "x-seconds" | "x-epoch-seconds" | "x-epoch-ms" | "shopify";

/** What a limiter says about one request. */
export interface LimitReading {
  readonly permitted: boolean;
  /** Requests in a window, in a full bucket, or at a time. */
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds in which a limit that was used up is whole again; undefined where time alone does not mend it. */
  readonly windowMs: number | undefined;
  /** Epoch milliseconds at which it will be whole again. */
  readonly resetAt: number | undefined;
  /** Epoch milliseconds at which the next request will be let in, as far as can be told. */
  readonly retryAt: number;
}
