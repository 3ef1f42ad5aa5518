import type { Fetch } from "../src/index.ts";
import type { FakeTime } from "./fake-time.ts";

/** What a server says of its limit. */
export type Telling = "headers" | "retry-after" | "bare";

/** A vendor's limit, asked once for each request. */
export interface Limit {
  readonly name: string;
  /** Until it is full again from empty: what "after three windows" counts by. Milliseconds. */
  readonly windowMs: number;
  readonly arrive: (now: number) => Verdict;
  /** A request that was accepted has been answered. */
  readonly leave?: () => void;
  /** What a person who knows the limit tells bottleneck. */
  readonly tuning: Readonly<Record<string, number>>;
  /** The least time in which so many requests can be answered beside whoever else had a share, in milliseconds. */
  readonly least: (calls: number, latencyMs: number) => number;
}

interface Verdict {
  readonly accepted: boolean;
  readonly remaining: number;
  /** Milliseconds until the caller may try again, or until the window renews. */
  readonly resetMs: number;
}

/** Moments at which another client of the same limit makes a request, in order. */
export interface Other {
  readonly name: string;
  readonly times: readonly number[];
}

const horizonMs = 1_000_000;

/** Another client that asks evenly. */
export function steady(perSecond: number): Other {
  const times = Array.from({ length: (horizonMs / 1000) * perSecond }, (_, index) => (index * 1000) / perSecond + 1.23);
  return { name: `beside ${perSecond}/s`, times };
}

/** Another client that asks for much at once, now and then. */
export function bursts(requests: number, everyMs: number): Other {
  const begins = Array.from({ length: horizonMs / everyMs }, (_, index) => (index + 0.37) * everyMs);
  const times = begins.flatMap((begin) => Array.from({ length: requests }, (_, index) => begin + index * 33));
  return { name: `beside bursts of ${requests} every ${everyMs / 1000} s`, times };
}

/** Serves the other client what it asks for until now, and remembers what it got. */
function beside(other: Other | undefined, take: (at: number) => boolean) {
  const times = other?.times ?? [];
  const got: number[] = [];
  let next = 0;
  return {
    got,
    serve: (now: number): void => {
      for (let at = times[next]; at !== undefined && at <= now; at = times[(next += 1)]) if (take(at)) got.push(at);
    },
  };
}

/** At most `limit` requests in each window; the windows began `phaseMs` before the first request. */
export function fixedWindow(limit: number, windowMs: number, other?: Other, phaseMs = 0): Limit {
  let [window, used] = [-1, 0];
  const take = (now: number): boolean => {
    const current = Math.floor((now + phaseMs) / windowMs);
    if (current !== window) [window, used] = [current, 0];
    if (used >= limit) return false;
    used += 1;
    return true;
  };
  const { got, serve } = beside(other, take);
  return {
    name: `${limit} in ${windowMs / 1000} s${other ? ` ${other.name}` : ""}`,
    windowMs,
    tuning: { reservoir: limit, reservoirRefreshAmount: limit, reservoirRefreshInterval: windowMs },
    arrive(now) {
      serve(now);
      const accepted = take(now);
      return { accepted, remaining: limit - used, resetMs: (window + 1) * windowMs - phaseMs - now };
    },
    least(calls, latencyMs) {
      let left = calls;
      for (let from = -phaseMs; ; from += windowMs) {
        left -= limit - got.filter((at) => at >= from && at < from + windowMs).length;
        if (left <= 0) return Math.max(0, from) + latencyMs;
      }
    },
  };
}

/** A bucket of `capacity` that refills by `perSecond`. */
export function tokenBucket(capacity: number, perSecond: number, other?: Other): Limit {
  let [tokens, at] = [capacity, 0];
  const take = (now: number): boolean => {
    tokens = Math.min(capacity, tokens + ((now - at) / 1000) * perSecond);
    at = now;
    if (tokens < 1 - 1e-9) return false;
    tokens -= 1;
    return true;
  };
  const { got, serve } = beside(other, take);
  return {
    name: `${capacity} and ${perSecond}/s${other ? ` ${other.name}` : ""}`,
    windowMs: (capacity / perSecond) * 1000,
    tuning: {
      reservoir: capacity,
      reservoirIncreaseAmount: perSecond,
      reservoirIncreaseInterval: 1000,
      reservoirIncreaseMaximum: capacity,
    },
    arrive(now) {
      serve(now);
      const accepted = take(now);
      const whole = Math.floor(tokens + 1e-9);
      return { accepted, remaining: whole, resetMs: Math.max(0, ((1 - (tokens - whole)) / perSecond) * 1000) };
    },
    least(calls, latencyMs) {
      for (let [ms, others] = [0, 0]; ; ms += 1) {
        while ((got[others] ?? Infinity) <= ms) others += 1;
        if (capacity + (ms / 1000) * perSecond - others >= calls - 1e-9) return ms + latencyMs;
      }
    },
  };
}

/** At most `limit` requests at the same time; the latency is the vendor's own work. */
export function atOnce(limit: number): Limit {
  let working = 0;
  return {
    name: `${limit} at once`,
    windowMs: 1000,
    tuning: { maxConcurrent: limit },
    arrive() {
      const accepted = working < limit;
      if (accepted) working += 1;
      return { accepted, remaining: limit - working, resetMs: 1000 };
    },
    leave: () => (working -= 1),
    least: (calls, latencyMs) => Math.ceil(calls / limit) * latencyMs,
  };
}

/** What a server saw: everything, and apart what came after the first three windows. */
export interface Seen {
  accepted: number;
  refused: number;
}

/** A vendor that limits its callers. */
export interface LimitedServer {
  readonly fetch: Fetch;
  readonly all: Seen;
  readonly later: Seen;
}

/** Puts a limit in front of an API that takes `latencyMs` to answer. */
export function limitedServer(time: FakeTime, limit: Limit, telling: Telling, latencyMs: number): LimitedServer {
  const all = { accepted: 0, refused: 0 };
  const later = { accepted: 0, refused: 0 };
  // A concurrency limit counts while it works; the others are asked halfway.
  const before = limit.leave ? 0 : latencyMs / 2;
  const fetch: Fetch = async () => {
    await time.sleep(before);
    const { accepted, remaining, resetMs } = limit.arrive(time.now());
    for (const seen of time.now() < 3 * limit.windowMs ? [all] : [all, later])
      seen[accepted ? "accepted" : "refused"] += 1;
    await time.sleep(latencyMs - before);
    if (accepted) limit.leave?.();
    const seconds = Math.ceil(Math.max(0, resetMs - (latencyMs - before)) / 1000);
    return new Response(null, {
      status: accepted ? 200 : 429,
      headers: {
        ...(telling === "headers" ? told(limit, remaining, seconds) : {}),
        ...(telling === "bare" || accepted ? {} : { "retry-after": String(seconds) }),
      },
    });
  };
  return { fetch, all, later };
}

function told(limit: Limit, remaining: number, seconds: number): Readonly<Record<string, string>> {
  if (!limit.leave) return { ratelimit: `"default";r=${remaining};t=${seconds}` };
  const policy = `"default";q=${Number.parseInt(limit.name, 10)};qu="concurrent-requests"`;
  return { ratelimit: `"default";r=${remaining}`, "ratelimit-policy": policy };
}
