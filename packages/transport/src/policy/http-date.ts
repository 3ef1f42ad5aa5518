const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const fixdate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const rfc850 =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\d{2})-([A-Z][a-z]{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const asctime = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) ([ \d]\d) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/;

/**
 * Reads the three forms of HTTP-date (RFC 9110 section 5.6.7), all of them GMT, into epoch milliseconds. Anything else is undefined: `Date.parse`
 * accepts `"2, 3"` as a year and reads asctime in the local zone.
 * @param now epoch milliseconds; two-digit years lie at most 50 years after it
 */
export function httpDate(text: string, now: number): number | undefined {
  const modern = fixdate.exec(text);
  if (modern) return stamp(modern[3], modern[2], modern[1], modern.slice(4, 7));
  const old = rfc850.exec(text);
  if (old) return stamp(fullYear(Number(old[3]), now), old[2], old[1], old.slice(4, 7));
  const c = asctime.exec(text);
  if (c) return stamp(c[6], c[1], c[2], c.slice(3, 6));
  return undefined;
}

function fullYear(twoDigits: number, now: number): number {
  const current = new Date(now).getUTCFullYear();
  const candidate = current - (current % 100) + twoDigits;
  if (candidate > current + 50) return candidate - 100;
  return candidate <= current - 50 ? candidate + 100 : candidate;
}

function stamp(
  year: string | number | undefined,
  month: string | undefined,
  day: string | undefined,
  time: readonly string[],
): number | undefined {
  const index = months.findIndex((name) => name === month);
  const [h = 99, m = 99, s = 99] = time.map(Number);
  // 60 is a leap second.
  if (index < 0 || h > 23 || m > 59 || s > 60) return undefined;
  return Date.UTC(Number(year), index, Number(day), h, m, s);
}
