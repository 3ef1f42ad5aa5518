import { isKnownNumber, isKnownTime } from "./known.ts";

/** Where and how a person reads: both are BCP 47 / IANA names. */
export interface FormatOptions {
  readonly locale: string;
  /** Default: the platform's own zone. */
  readonly timeZone?: string | undefined;
}

/** Every number, date, list and plural that a widget shows, in one locale and zone. An unknown number or time is `undefined`, never a guess. */
export interface Formatters {
  readonly locale: string;
  /** `1,204`. */
  readonly number: (value: number | undefined) => string | undefined;
  /** `93%` of a fraction. Never rounded up to all. */
  readonly percent: (fraction: number) => string;
  /** `12 May 2026`. */
  readonly date: (time: number | undefined) => string | undefined;
  /** `12 May 2026, 14:02:09 UTC`. */
  readonly dateTime: (time: number | undefined) => string | undefined;
  /** `14:02`. */
  readonly time: (time: number | undefined) => string | undefined;
  /** `14:30` on the same day as `now`, else with the date. */
  readonly clock: (time: number | undefined, now: number | null) => string | undefined;
  /** `5 minutes ago`, `in 4 minutes`, `1 day ago` (which need not be yesterday), a date beyond 30 days; absolute when `now` is null (a server, the first paint). */
  readonly relative: (time: number | undefined, now: number | null) => string | undefined;
  /** `1 min 12 sec`. */
  readonly duration: (ms: number | undefined) => string | undefined;
  /** `2 hours`: the largest whole unit. */
  readonly span: (ms: number | undefined) => string | undefined;
  /** `a, b, and c`. */
  readonly list: (items: readonly string[]) => string;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Relative words lose their meaning beyond this. */
const longestRelative = 30 * day;

const units = [
  ["day", day],
  ["hour", hour],
  ["minute", minute],
  ["second", second],
] as const;

type UnitName = (typeof units)[number][0];

const dateTimeStyle = {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
} as const satisfies Intl.DateTimeFormatOptions;

/** Makes each `Intl` object on first use and keeps it: constructing them dominates the cost of long lists. */
export function createFormatters(options: FormatOptions): Formatters {
  const { locale } = options;
  const zone = options.timeZone === undefined ? {} : { timeZone: options.timeZone };
  const numberFormat = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
  const percentFormat = once(() => new Intl.NumberFormat(locale, { style: "percent" }));
  const dateFormat = once(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium", ...zone }));
  const dateTimeFormat = once(() => new Intl.DateTimeFormat(locale, { ...dateTimeStyle, ...zone }));
  const dayAndTime = { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" } as const;
  const dayTimeFormat = once(() => new Intl.DateTimeFormat(locale, { ...dayAndTime, ...zone }));
  const timeFormat = once(() => new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", ...zone }));
  const relativeFormat = once(() => new Intl.RelativeTimeFormat(locale));
  const listFormat = once(() => new Intl.ListFormat(locale, { type: "conjunction" }));
  const unitFormat = (unit: UnitName, unitDisplay: "short" | "long") =>
    once(() => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay, maximumFractionDigits: 0 }));
  const short = byUnit((unit) => unitFormat(unit, "short"));
  const long = byUnit((unit) => unitFormat(unit, "long"));

  const date = (time: number | undefined) => (isKnownTime(time) ? dateFormat().format(time) : undefined);
  const dateTime = (time: number | undefined) => (isKnownTime(time) ? dateTimeFormat().format(time) : undefined);

  return {
    locale,
    number: (value) => (isKnownNumber(value) ? numberFormat().format(value) : undefined),
    percent: (fraction) => percentFormat().format(Math.floor(fraction * 100) / 100),
    date,
    dateTime,
    time: (time) => (isKnownTime(time) ? timeFormat().format(time) : undefined),
    clock: (time, now) => {
      if (!isKnownTime(time)) return undefined;
      const sameDay = now !== null && dateFormat().format(time) === dateFormat().format(now);
      return (sameDay ? timeFormat() : dayTimeFormat()).format(time);
    },
    relative: (time, now) => {
      if (!isKnownTime(time)) return undefined;
      if (now === null) return dateTime(time);
      if (Math.abs(time - now) > longestRelative) return date(time);
      const { unit, count } = largestUnit(time - now);
      return relativeFormat().format(count, unit);
    },
    duration: (ms) => {
      if (!isKnownNumber(ms)) return undefined;
      return parts(ms)
        .map(({ unit, count }) => short[unit]().format(count))
        .join(" ");
    },
    span: (ms) => {
      if (!isKnownNumber(ms)) return undefined;
      const { unit, count } = largestUnit(ms);
      return long[unit]().format(count);
    },
    list: (items) => listFormat().format(items),
  };
}

function largestUnit(ms: number): { readonly unit: UnitName; readonly count: number } {
  for (const [unit, size] of units) {
    if (Math.abs(ms) >= size) return { unit, count: Math.trunc(ms / size) };
  }
  return { unit: "second", count: 0 };
}

/** The two largest parts of a duration, without empty ones; at least `0 sec`. */
function parts(ms: number): readonly { readonly unit: UnitName; readonly count: number }[] {
  const found: { unit: UnitName; count: number }[] = [];
  let rest = Math.round(ms / second) * second;
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) found.push({ unit, count });
  }
  return found.length === 0 ? [{ unit: "second", count: 0 }] : found.slice(0, 2);
}

function byUnit<T>(make: (unit: UnitName) => T): Readonly<Record<UnitName, T>> {
  return { day: make("day"), hour: make("hour"), minute: make("minute"), second: make("second") };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
