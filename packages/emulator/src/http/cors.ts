import type { Connector } from "@waybill/sync/connector";
import { noContent, type Answer } from "./answer.ts";
import type { PlainRequest } from "./plain.ts";

/** Headers of answers that scripts of other origins may read; the paging headers of the connector join them. */
const exposed = [
  "Date",
  "Deprecation",
  "ETag",
  "Idempotency-Replayed",
  "Link",
  "Location",
  "RateLimit",
  "RateLimit-Limit",
  "RateLimit-Policy",
  "RateLimit-Remaining",
  "RateLimit-Reset",
  "Retry-After",
  "Sunset",
  "WWW-Authenticate",
  "X-RateLimit-Limit",
  "X-RateLimit-Remaining",
  "X-RateLimit-Reset",
  "X-Request-Id",
  "X-Shopify-Shop-Api-Call-Limit",
];

const preflightMaxAgeSeconds = 600;

export const isPreflight = (request: PlainRequest): boolean =>
  request.method === "OPTIONS" && request.headers.has("origin") && request.headers.has("access-control-request-method");

/** Permits what the browser asks for (Fetch standard, CORS-preflight fetch). `Authorization` is listed by name: `*` would not cover it. */
export function preflight(request: PlainRequest, methods: readonly string[]): Answer {
  const asked = request.headers.get("access-control-request-headers");
  const isPrivate = request.headers.get("access-control-request-private-network") === "true";
  return noContent({
    "access-control-allow-origin": "*",
    "access-control-allow-methods": methods.join(", "),
    ...(asked === null ? {} : { "access-control-allow-headers": asked }),
    ...(isPrivate ? { "access-control-allow-private-network": "true" } : {}),
    "access-control-max-age": `${preflightMaxAgeSeconds}`,
    vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
  });
}

/** What every answer carries, so that a page of any origin can use the vendor from a browser. */
export function corsHeaders(connector: Connector): Readonly<Record<string, string>> {
  const names = new Set([...exposed, ...pagingHeaders(connector)]);
  return { "access-control-allow-origin": "*", "access-control-expose-headers": [...names].join(", ") };
}

const answerRefs = ["nextCursor", "hasMore", "total", "totalPages", "nextPage", "nextOffset", "nextUrl"];

function pagingHeaders(connector: Connector): readonly string[] {
  return Object.values(connector.streams).flatMap(({ pagination }) =>
    Object.entries(pagination)
      .filter(([name]) => answerRefs.includes(name))
      .flatMap(([, ref]) => (typeof ref === "string" && ref.startsWith("header:") ? [ref.slice(7)] : [])),
  );
}
