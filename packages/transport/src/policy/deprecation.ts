import { httpDate } from "./http-date.ts";

/** A vendor's announcement that an operation will end. Times are epoch milliseconds. */
export interface DeprecationNotice {
  /** Its name where the call gave one, else the path of its address. */
  readonly operation: string;
  /** Since when it is, or from when it will be, deprecated; absent when the vendor named no date. */
  readonly deprecatedAt?: number | undefined;
  /** When it stops answering (RFC 8594). */
  readonly sunsetAt?: number | undefined;
  /** Where the vendor explains it, and what comes after. */
  readonly links: Readonly<Partial<Record<"deprecation" | "sunset" | "successor-version", string>>>;
}

/**
 * Reads `Deprecation` (RFC 9745, and the older drafts' `true` and HTTP-date), `Sunset` (RFC 8594) and their links. Undefined when the answer announces
 * nothing; malformed fields are ignored.
 */
export function deprecation(headers: Headers, operation: string, now: number): DeprecationNotice | undefined {
  const since = headers.get("deprecation");
  const deprecatedAt = since === null ? undefined : (structuredDate(since) ?? httpDate(since, now));
  const announced = deprecatedAt !== undefined || since === "true" || since === "?1";
  const sunset = headers.get("sunset");
  const sunsetAt = sunset === null ? undefined : httpDate(sunset, now);
  if (!announced && sunsetAt === undefined) return undefined;
  return { operation, deprecatedAt, sunsetAt, links: links(headers.get("link") ?? "") };
}

function structuredDate(text: string): number | undefined {
  const seconds = /^@(-?\d{1,15})$/.exec(text)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

const link = /<([^<>]*)>\s*((?:;\s*[\w!#$&+\-.^`|~*]+\s*(?:=\s*(?:"[^"]*"|[^",;\s]*))?\s*)*)/g;
const relation = /;\s*rel\s*=\s*"?([^";]*)/i;

function links(text: string): DeprecationNotice["links"] {
  const found: Partial<Record<"deprecation" | "sunset" | "successor-version", string>> = {};
  for (const [, target = "", parameters = ""] of text.matchAll(link)) {
    for (const rel of relation.exec(parameters)?.[1]?.toLowerCase().split(/\s+/) ?? []) {
      if (rel === "deprecation" || rel === "sunset" || rel === "successor-version") found[rel] ??= target;
    }
  }
  return found;
}
