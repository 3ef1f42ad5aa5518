import type { QuietHours } from "./schedule.ts";

const minuteMs = 60_000;
const day = 1440;

/**
 * The moment at which quiet hours that hold at `at` end; `at` itself when none do. Wall-clock times: on a day that skips or repeats an hour, the end is
 * where the wall clock shows it.
 * @throws RangeError for a time that is not `HH:MM`, or an unknown zone.
 */
export function quietUntil({ from, to, timeZone = "UTC" }: QuietHours, at: number): number {
  const begins = minutesOf(from);
  const ends = minutesOf(to);
  const now = wallMinutes(at, timeZone);
  const within = begins <= ends ? now >= begins && now < ends : now >= begins || now < ends;
  if (!within) return at;
  const left = (ends - now + day) % day;
  const end = Math.floor(at / minuteMs) * minuteMs + left * minuteMs;
  // An hour skipped or repeated in between shows as a wall clock that is not yet, or no longer, at the end.
  const off = ends - wallMinutes(end, timeZone);
  return end + (((off + day * 1.5) % day) - day / 2) * minuteMs;
}

function minutesOf(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hours === undefined || minutes === undefined) {
    throw new RangeError(`Quiet hours are written HH:MM, from 00:00 to 23:59, and this is "${time}".`);
  }
  return Number(hours) * 60 + Number(minutes);
}

function wallMinutes(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return (parts.get("hour") ?? 0) * 60 + (parts.get("minute") ?? 0);
}
