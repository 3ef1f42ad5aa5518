import type { Clock, Fetch } from "../src/index.ts";

/** A vendor that limits its callers, and what it saw. */
export interface LimitedServer {
  readonly fetch: Fetch;
  readonly seen: { accepted: number; refused: number };
}

/** What a server says of its limit. */
export type Telling = "headers" | "retry-after" | "bare";

interface Verdict {
  readonly accepted: boolean;
  readonly remaining: number;
  /** Milliseconds until the caller may try again, or until the window renews. */
  readonly resetMs: number;
}

/** At most `limit` requests in each window, which begin at multiples of `windowMs`. */
export function fixedWindow(clock: Clock, limit: number, windowMs: number): () => Verdict {
  let [window, used] = [-1, 0];
  return () => {
    const now = clock.monotonic();
    const current = Math.floor(now / windowMs);
    if (current !== window) [window, used] = [current, 0];
    const accepted = used < limit;
    if (accepted) used += 1;
    return { accepted, remaining: limit - used, resetMs: (window + 1) * windowMs - now };
  };
}

/** A bucket of `capacity` that refills by `perSecond`. */
export function tokenBucket(clock: Clock, capacity: number, perSecond: number): () => Verdict {
  let [tokens, at] = [capacity, 0];
  return () => {
    const now = clock.monotonic();
    tokens = Math.min(capacity, tokens + ((now - at) / 1000) * perSecond);
    at = now;
    const accepted = tokens >= 1 - 1e-9;
    if (accepted) tokens -= 1;
    const whole = Math.floor(tokens + 1e-9);
    return { accepted, remaining: whole, resetMs: Math.max(0, ((1 - (tokens - whole)) / perSecond) * 1000) };
  };
}

/** Puts a limit in front of an API that takes `latencyMs` to answer. */
export function limitedServer(clock: Clock, judge: () => Verdict, telling: Telling, latencyMs = 50): LimitedServer {
  const seen = { accepted: 0, refused: 0 };
  const fetch: Fetch = async () => {
    await clock.sleep(latencyMs / 2);
    const { accepted, remaining, resetMs } = judge();
    if (accepted) seen.accepted += 1;
    else seen.refused += 1;
    await clock.sleep(latencyMs / 2);
    const seconds = Math.ceil(Math.max(0, resetMs - latencyMs / 2) / 1000);
    const limit = telling === "headers" ? { ratelimit: `"default";r=${remaining};t=${seconds}` } : undefined;
    const after = telling === "bare" || accepted ? undefined : { "retry-after": String(seconds) };
    return new Response(null, { status: accepted ? 200 : 429, headers: { ...limit, ...after } });
  };
  return { fetch, seen };
}
