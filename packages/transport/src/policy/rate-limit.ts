import { parseList } from "structured-headers";
import { serverTime } from "./retry-after.ts";

/** What an answer says about one window of a limit. */
export interface LimitWindow {
  /** The vendor's name of the policy, or `""`. */
  readonly name: string;
  /** Calls still permitted in the window. */
  readonly remaining: number;
  /** Milliseconds until the window renews, when said. */
  readonly resetMs?: number | undefined;
  /** Calls permitted in a whole window, when said. */
  readonly limit?: number | undefined;
}

/**
 * Every limit an answer speaks of, in the first family of headers that it uses: the `RateLimit` list (IETF draft 10), the `RateLimit-*` triple of
 * the older drafts, `X-RateLimit-*` in its many units, or Shopify's bucket. What is malformed is ignored, as the draft demands.
 * @param now epoch milliseconds
 */
export function rateLimits(headers: Headers, now: number): readonly LimitWindow[] {
  const list = headers.get("ratelimit");
  if (list !== null) return structured(list, headers.get("ratelimit-policy"));
  for (const family of families) {
    const window = triple(headers, family, now);
    if (window) return [window];
  }
  return openAi(headers, now) ?? shopify(headers.get("x-shopify-shop-api-call-limit"));
}

/** The wait until every spent window has renewed, in milliseconds; undefined when none is known to be spent. */
export function spentFor(windows: readonly LimitWindow[]): number | undefined {
  const waits = windows.flatMap(({ remaining, resetMs }) => (remaining <= 0 && resetMs !== undefined ? [resetMs] : []));
  return waits.length === 0 ? undefined : Math.max(...waits);
}

const families = ["ratelimit", "x-ratelimit", "x-rate-limit"] as const;

function structured(text: string, policy: string | null): readonly LimitWindow[] {
  const quotas = new Map(items(policy ?? "").map(([name, parameters]) => [name, number(parameters.get("q"))]));
  return items(text).flatMap(([name, parameters]) => {
    const remaining = number(parameters.get("r"));
    const seconds = number(parameters.get("t"));
    if (remaining === undefined) return [];
    return [{ name, remaining, resetMs: seconds === undefined ? undefined : seconds * 1000, limit: quotas.get(name) }];
  });
}

/** The String items of a structured list with their parameters; none when the list does not parse. */
function items(text: string): readonly (readonly [string, ReadonlyMap<string, unknown>])[] {
  try {
    return parseList(text).flatMap(([value, parameters]) => (typeof value === "string" ? [[value, parameters]] : []));
  } catch {
    return [];
  }
}

function number(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 ? value : undefined;
}

function triple(headers: Headers, family: string, now: number): LimitWindow | undefined {
  const remaining = count(headers.get(`${family}-remaining`));
  if (remaining === undefined) return undefined;
  return {
    name: "",
    remaining,
    resetMs: untilReset(headers.get(`${family}-reset`), serverTime(headers, now)),
    limit: count(headers.get(`${family}-limit`)),
  };
}

/** One window a unit, each reset a duration. */
function openAi(headers: Headers, now: number): readonly LimitWindow[] | undefined {
  const windows = ["requests", "tokens"].flatMap((name) => {
    const remaining = count(headers.get(`x-ratelimit-remaining-${name}`));
    const resetMs = untilReset(headers.get(`x-ratelimit-reset-${name}`), now);
    return remaining === undefined
      ? []
      : [{ name, remaining, resetMs, limit: count(headers.get(`x-ratelimit-limit-${name}`)) }];
  });
  return windows.length === 0 ? undefined : windows;
}

/** `39/40`: calls in a bucket that leaks a twentieth of its size a second. */
function shopify(text: string | null): readonly LimitWindow[] {
  const match = /^(\d+)\/(\d+)$/.exec(text ?? "");
  if (!match) return [];
  const [used, limit] = [Number(match[1]), Number(match[2])];
  return limit === 0
    ? []
    : [{ name: "", remaining: limit - used, limit, resetMs: used >= limit ? 20_000 / limit : undefined }];
}

function count(text: string | null): number | undefined {
  // The drafts before 08 list the windows after the quota: `100, 100;w=60`.
  const digits = /^(\d+)(?:$|[,;])/.exec(text ?? "")?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Reset in whichever unit the vendor chose: epoch milliseconds, epoch seconds, seconds from now, or a duration like `6m0s`. */
function untilReset(text: string | null, now: number): number | undefined {
  if (text === null) return undefined;
  if (!/^\d+(\.\d+)?$/.test(text)) return duration(text);
  const value = Number(text);
  if (value >= 1e11) return Math.max(0, value - now);
  return value >= 1e9 ? Math.max(0, value * 1000 - now) : value * 1000;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function duration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|[smhd]))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit = ""] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g))
    total += Number(amount) * (units[unit] ?? 0);
  return total;
}
