const months = "JanFebMarAprMayJunJulAugSepOctNovDec";
/** A short day with spaces and a four-digit year, or as RFC 850 has it a full one with dashes and two digits. 60 is a leap second. */
const form =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:(?=, .. ... \d{4} )|[a-z]*day(?=, ..-...-\d\d )), ([ \d]\d).([A-Z][a-z]{2}).(\d+) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60) GMT$/;
const asctime = /^(\w+) (\w+) ([ \d]\d) ([\d:]+) (\d{4})$/;

/**
 * Reads the three forms of HTTP-date (RFC 9110 section 5.6.7), all of them GMT, into epoch milliseconds: `Sun, 06 Nov 1994 08:49:37 GMT`,
 * `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`. Anything else is undefined, a mixture of them too, where `70` would be 2070;
 * `Date.parse` accepts `"2, 3"` as a year and reads asctime in the local zone.
 * @param now epoch milliseconds; two-digit years lie at most 50 years after it
 */
export function httpDate(text: string, now: number): number | undefined {
  const parts = form.exec(text.replace(asctime, "$1, $3 $2 $5 $4 GMT")) ?? [];
  const [, day, month = "-", year = "", ...time] = parts;
  const index = months.indexOf(month) / 3;
  const [h, m, s] = time.map(Number);
  return index < 0 ? undefined : Date.UTC(fullYear(year, now), index, Number(day), h, m, s);
}

function fullYear(year: string, now: number): number {
  if (year.length === 4) return Number(year);
  const current = new Date(now).getUTCFullYear();
  const candidate = current - (current % 100) + Number(year);
  if (candidate > current + 50) return candidate - 100;
  return candidate <= current - 50 ? candidate + 100 : candidate;
}
