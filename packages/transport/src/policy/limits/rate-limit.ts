import type { LimitWindow } from "./limit-window.ts";
import { serverTime } from "../retry-after.ts";
import { structuredList } from "./structured-list.ts";

/** One way of telling limits; undefined when an answer does not speak it. */
export type Dialect = (headers: Headers, now: number) => readonly LimitWindow[] | undefined;

/**
 * Every limit an answer speaks of, in the first family of headers that it uses: the `RateLimit` list (IETF draft 10), the `RateLimit-*` triple of
 * the older drafts, `X-RateLimit-*` in its many units, or Shopify's bucket. What is malformed is ignored, as the draft demands.
 * @param now epoch milliseconds
 */
export function rateLimits(headers: Headers, now: number): readonly LimitWindow[] {
  return dialectOf(headers, now)?.(headers, now) ?? [];
}

/** How an answer tells limits, if it does. */
export function dialectOf(headers: Headers, now: number): Dialect | undefined {
  return dialects.find((dialect) => dialect(headers, now));
}

/** In the order in which they are asked for. */
const dialects: readonly Dialect[] = [
  structured,
  triples("ratelimit-*"),
  triples("x-ratelimit-*"),
  triples("x-rate-limit-*"),
  // OpenAI's: one window a unit, each reset a duration.
  triples("x-ratelimit-*-requests", "x-ratelimit-*-tokens"),
  shopify,
];

function structured(headers: Headers): readonly LimitWindow[] | undefined {
  const list = headers.get("ratelimit");
  if (list === null) return undefined;
  const policies = new Map(structuredList(headers.get("ratelimit-policy") ?? ""));
  return (structuredList(list) ?? []).flatMap(([name, parameters]) => {
    const [remaining, seconds] = [number(parameters.get("r")), number(parameters.get("t"))];
    const policy = policies.get(name);
    const unit = policy?.get("qu") ?? "requests";
    // A quota of bytes says nothing of when the next request may leave.
    if (remaining === undefined || unit === "content-bytes") return [];
    const concurrent = unit === "concurrent-requests" || undefined;
    return { name, remaining, resetMs: seconds && seconds * 1000, limit: number(policy?.get("q")), concurrent };
  });
}

function number(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 ? value : undefined;
}

/** Windows of three headers that differ in the word at the asterisk. What follows it is the window's name. */
function triples(...patterns: readonly string[]): Dialect {
  return (headers, now) => {
    const windows = patterns.flatMap((pattern) => {
      const get = (word: string): string => headers.get(pattern.replace("*", word)) ?? "";
      const remaining = count(get("remaining"));
      if (remaining === undefined) return [];
      const resetMs = untilReset(get("reset"), () => serverTime(headers, now));
      return { name: pattern.split("*-")[1] ?? "", remaining, resetMs, limit: count(get("limit")) };
    });
    return windows[0] && windows;
  };
}

/** `39/40`: calls in a bucket that leaks a twentieth of its size a second. */
function shopify(headers: Headers): readonly LimitWindow[] | undefined {
  const [, used, size] = /^(\d+)\/(\d+)$/.exec(headers.get("x-shopify-shop-api-call-limit") ?? "") ?? [];
  const limit = Number(size);
  if (!limit) return undefined;
  const remaining = limit - Number(used);
  return [{ name: "", remaining, limit, resetMs: remaining > 0 ? undefined : 20_000 / limit }];
}

function count(text: string): number | undefined {
  // The drafts before 08 list the windows after the quota: `100, 100;w=60`.
  const digits = /^(\d+)(?:$|[,;])/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Reset in whichever unit the vendor chose: epoch milliseconds, epoch seconds, seconds from now, or a duration like `6m0s`. */
function untilReset(text: string, now: () => number): number | undefined {
  if (!/^\d+(\.\d+)?$/.test(text)) return duration(text);
  const value = Number(text);
  if (value < 1e9) return value * 1000;
  return Math.max(0, (value < 1e11 ? value * 1000 : value) - now());
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function duration(text: string): number | undefined {
  const part = /(\d+(?:\.\d+)?)(ms|[smhd])/g;
  if (text === "" || text.replace(part, "") !== "") return undefined;
  return [...text.matchAll(part)].reduce(
    (total, [, amount, unit = ""]) => total + Number(amount) * (units[unit] ?? 0),
    0,
  );
}
