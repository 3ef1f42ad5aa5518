import type { LimitHeaders, LimitManners, LimitReading } from "./rate-limit.ts";

type Headers = Readonly<Record<string, string>>;

const usual: readonly LimitHeaders[] = ["draft", "x-epoch-seconds"];

/** The headers that tell a client what is left, in the vendor's ways. */
export function limitHeaders(reading: LimitReading, { headers = usual }: LimitManners, now: number): Headers {
  const styles = typeof headers === "string" ? [headers] : headers;
  return Object.assign({}, ...styles.map((style) => inStyle(style, reading, now)));
}

/** `Retry-After` (RFC 9110, section 10.2.3), never early. */
export function retryAfter(waitMs: number, { retryAfter: written = "seconds" }: LimitManners, now: number): Headers {
  const seconds = Math.max(0, Math.ceil(waitMs / 1000));
  switch (written) {
    case "none":
      return {};
    case "seconds":
      return { "retry-after": `${seconds}` };
    case "date":
      return { "retry-after": new Date((Math.ceil(now / 1000) + seconds) * 1000).toUTCString() };
  }
}

function inStyle(style: LimitHeaders, reading: LimitReading, now: number): Headers {
  const { limit, remaining, resetAt } = reading;
  const inSeconds = resetAt === undefined ? undefined : Math.max(0, Math.ceil((resetAt - now) / 1000));
  switch (style) {
    case "draft":
      return draft(reading, inSeconds);
    case "ratelimit":
      return named("ratelimit", reading, inSeconds);
    case "x-seconds":
      return named("x-ratelimit", reading, inSeconds);
    case "x-epoch-seconds":
      return named("x-ratelimit", reading, resetAt === undefined ? undefined : Math.ceil(resetAt / 1000));
    case "x-epoch-ms":
      return named("x-ratelimit", reading, resetAt);
    case "shopify":
      return { "x-shopify-shop-api-call-limit": `${limit - remaining}/${limit}` };
  }
}

/** Sections 3 and 4: quota, window and unit of the policy; what remains and for how long. */
function draft({ limit, remaining, windowMs }: LimitReading, inSeconds: number | undefined): Headers {
  const window = windowMs === undefined ? ';qu="concurrent-requests"' : `;w=${Math.ceil(windowMs / 1000)}`;
  const reset = inSeconds === undefined ? "" : `;t=${inSeconds}`;
  return { ratelimit: `"default";r=${remaining}${reset}`, "ratelimit-policy": `"default";q=${limit}${window}` };
}

const named = (prefix: string, { limit, remaining }: LimitReading, reset: number | undefined): Headers => ({
  [`${prefix}-limit`]: `${limit}`,
  [`${prefix}-remaining`]: `${remaining}`,
  ...(reset === undefined ? {} : { [`${prefix}-reset`]: `${reset}` }),
});
