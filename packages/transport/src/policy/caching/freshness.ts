import CachePolicy from "http-cache-semantics";
import type { CachedResponse } from "../../stores.ts";
import { cacheControl, plainCacheControl, seconds } from "./cache-control.ts";
import type { Directives } from "./cache-control.ts";
import { httpDate } from "../http-date.ts";

/** Header fields by name in lower case. */
export type Fields = Readonly<Record<string, string>>;

/** What a request says of stored answers. */
export interface Presented {
  readonly method: string;
  readonly headers: Fields;
}

/** What is judged of an answer. */
export type Judged = Pick<CachedResponse, "status" | "headers" | "storedAt">;

/**
 * `fresh`: use it. `while-revalidating`: the vendor allows its use while it is asked anew (RFC 5861 section 3). `stale`: ask first.
 */
export type Verdict = "fresh" | "while-revalidating" | "stale";

/** Whether a private cache may keep this answer (RFC 9111 section 3). */
export function mayStore(request: Presented, answer: Judged): boolean {
  const headers = Object.fromEntries(answer.headers);
  // Which cookies a browser sent cannot be seen from here, so that what depends on them cannot be told apart.
  if (/(^|,)\s*(\*|cookie)\s*(,|$)/i.test(headers["vary"] ?? "")) return false;
  if (/^text\/event-stream/i.test(headers["content-type"] ?? "")) return false;
  return policyOf(answer, { request, now: answer.storedAt, heuristicShare: 0 }).storable();
}

/** Whether anything can come of keeping it: a lifetime, or something by which the vendor recognises it. */
export function isWorthStoring(answer: Judged, heuristicShare: number): boolean {
  const headers = Object.fromEntries(answer.headers);
  if (headers["etag"] !== undefined || headers["last-modified"] !== undefined) return true;
  return policyOf(answer, { now: answer.storedAt, heuristicShare }).timeToLive() > 0;
}

/** What {@link verdictOn} goes by. */
export interface Moment {
  readonly request: Presented;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Of the time since `Last-Modified`, the share for which an answer without a declared lifetime counts as fresh (RFC 9111 section 4.2.2). */
  readonly heuristicShare: number;
}

/** What a stored answer is good for, by what the vendor declared and the request allows. */
export function verdictOn(stored: Judged, moment: Moment): Verdict {
  const { headers } = moment.request;
  const wanted = cacheControl(headers["cache-control"]);
  if (wanted.has("no-cache") || (wanted.size === 0 && /no-cache/i.test(headers["pragma"] ?? ""))) return "stale";
  const policy = policyOf(stored, moment);
  const [age, lifetime] = [policy.age(), policy.maxAge()];
  if (age > (seconds(wanted, "max-age") ?? Infinity)) return "stale";
  if (lifetime - age < (seconds(wanted, "min-fresh") ?? -Infinity)) return "stale";
  return age < lifetime ? "fresh" : verdictOnStale(directivesOf(stored), wanted, age - lifetime);
}

/** `late`: seconds since the end of its lifetime. */
function verdictOnStale(declared: Directives, wanted: Directives, late: number): Verdict {
  if (declared.has("must-revalidate") || declared.has("no-cache")) return "stale";
  if (wanted.get("max-stale") === true || late <= (seconds(wanted, "max-stale") ?? -1)) return "fresh";
  return late < (seconds(declared, "stale-while-revalidate") ?? 0) ? "while-revalidating" : "stale";
}

/** Whether a stored answer may stand in for a vendor that is down: as long as the vendor says (RFC 5861 section 4), without a limit when it says nothing. */
export function mayStandIn(stored: Judged, now: number): boolean {
  const limit = seconds(directivesOf(stored), "stale-if-error") ?? Infinity;
  const policy = policyOf(stored, { now, heuristicShare: 0 });
  return policy.age() <= policy.maxAge() + limit;
}

/** Age in whole seconds (RFC 9111 section 5.1). */
export function ageOf(stored: Judged, now: number): number {
  return Math.floor(policyOf(stored, { now, heuristicShare: 0 }).age());
}

function directivesOf({ headers }: Judged): Directives {
  return cacheControl(Object.fromEntries(headers)["cache-control"]);
}

const anyGet: Presented = { method: "GET", headers: {} };

/** The library's arithmetic, for headers whose `Cache-Control` it reads without surprises. It asks a method for the time; this one has ours. */
function policyOf(
  { status, headers, storedAt }: Judged,
  { request = anyGet, now, heuristicShare }: Omit<Moment, "request"> & { readonly request?: Presented },
): CachePolicy {
  let moment = storedAt;
  class Timed extends CachePolicy {
    now(): number {
      return moment;
    }
  }
  const asked = { url: "/", method: "GET", headers: readable(request.headers, storedAt) };
  const answer = { status, headers: readable(Object.fromEntries(headers), storedAt) };
  const policy = new Timed(asked, answer, { shared: false, cacheHeuristic: heuristicShare, immutableMinTimeToLive: 0 });
  // A clock that was set back makes nothing younger than it was when it came.
  moment = Math.max(now, storedAt);
  return policy;
}

/** Headers as the library reads them right: what is malformed is left out, or says that the answer has expired already (RFC 9111 section 5.3). */
function readable(fields: Fields, now: number): Record<string, string> {
  const { "cache-control": control, age, expires, ...others } = fields;
  const directives = cacheControl(control);
  const [firstAge = ""] = age?.split(",") ?? [];
  return {
    ...others,
    ...(directives.size === 0 ? {} : { "cache-control": plainCacheControl(directives) }),
    ...(/^\s*\d+\s*$/.test(firstAge) ? { age: firstAge } : {}),
    ...(expires === undefined ? {} : { expires: plainDate(expires, now) ?? "0" }),
    ...dated(fields, "date", now),
    ...dated(fields, "last-modified", now),
  };
}

function dated(fields: Fields, name: "date" | "last-modified", now: number): Record<string, string> {
  const value = plainDate(fields[name] ?? "", now);
  // The library asks whether a header is there, not what it says.
  return fields[name] === undefined ? {} : { [name]: value ?? "" };
}

function plainDate(value: string, now: number): string | undefined {
  const at = httpDate(value, now);
  return at === undefined ? undefined : new Date(at).toUTCString();
}
