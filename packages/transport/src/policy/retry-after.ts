import { httpDate } from "./http-date.ts";

/**
 * The wait that an answer's `retry-after-ms` or `Retry-After` asks for, in milliseconds; undefined when there is none or it is malformed.
 * `Retry-After` is seconds as digits only, or an HTTP-date (RFC 9110 section 10.2.3), judged against the answer's own `Date` so that a wrong local
 * clock does not matter. A date in the past is 0.
 * @param now epoch milliseconds, used when the answer has no `Date`
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const precise = headers.get("retry-after-ms");
  if (precise !== null && /^\d+(\.\d+)?$/.test(precise)) return Number(precise);
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = httpDate(value, now);
  return date === undefined ? undefined : Math.max(0, date - serverTime(headers, now));
}

/** The wait that a refusal names, in milliseconds. Of an answer that is none, `Retry-After` says nothing about requests. */
export function refusalWait({ status, headers }: Response, now: number): number | undefined {
  return status < 400 ? undefined : retryAfter(headers, now);
}

/** The vendor's clock according to the answer's `Date`, else `now`; epoch milliseconds. */
export function serverTime(headers: Headers, now: number): number {
  const date = headers.get("date");
  return (date === null ? undefined : httpDate(date, now)) ?? now;
}
