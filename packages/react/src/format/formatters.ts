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

const minuteStyle = { hour: "numeric", minute: "2-digit" } as const;
const dayTimeStyle = { day: "numeric", month: "short", ...minuteStyle } as const;
const dateTimeStyle = { ...dayTimeStyle, year: "numeric", second: "2-digit", timeZoneName: "short" } as const;

/** Makes each `Intl` object on first use and keeps it: constructing them dominates the cost of long lists. */
export function createFormatters({ locale, timeZone }: FormatOptions): Formatters {
  const times = (style: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(locale, { ...style, timeZone }));
  const numbers = (style: Intl.NumberFormatOptions) =>
    once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 0, ...style }));
  const inUnits = (unitDisplay: "short" | "long") => {
    const unitFormat = (unit: UnitName) => numbers({ style: "unit", unit, unitDisplay });
    return {
      day: unitFormat("day"),
      hour: unitFormat("hour"),
      minute: unitFormat("minute"),
      second: unitFormat("second"),
    };
  };
  const numberFormat = numbers({});
  const percentFormat = numbers({ style: "percent" });
  const dateFormat = times({ dateStyle: "medium" });
  const dayTimeFormat = times(dayTimeStyle);
  const timeFormat = times(minuteStyle);
  const relativeFormat = once(() => new Intl.RelativeTimeFormat(locale));
  const listFormat = once(() => new Intl.ListFormat(locale, { type: "conjunction" }));
  const short = inUnits("short");
  const long = inUnits("long");
  const date = ofKnown(dateFormat);
  const dateTime = ofKnown(times(dateTimeStyle));

  return {
    locale,
    number: (value) => (isKnownNumber(value) ? numberFormat().format(value) : undefined),
    percent: (fraction) => percentFormat().format(Math.floor(fraction * 100) / 100),
    date,
    dateTime,
    time: ofKnown(timeFormat),
    clock: (time, now) => {
      if (!isKnownTime(time)) return undefined;
      const sameDay = now !== null && date(time) === date(now);
      return (sameDay ? timeFormat : dayTimeFormat)().format(time);
    },
    relative: (time, now) => {
      if (!isKnownTime(time)) return undefined;
      if (now === null) return dateTime(time);
      if (Math.abs(time - now) > longestRelative) return date(time);
      const [unit, count] = largestUnit(time - now);
      return relativeFormat().format(count, unit);
    },
    duration: (ms) =>
      isKnownNumber(ms)
        ? parts(ms)
            .map(([unit, count]) => short[unit]().format(count))
            .join(" ")
        : undefined,
    span: (ms) => {
      if (!isKnownNumber(ms)) return undefined;
      const [unit, count] = largestUnit(ms);
      return long[unit]().format(count);
    },
    list: (items) => listFormat().format(items),
  };
}

function ofKnown(format: () => Intl.DateTimeFormat): (time: number | undefined) => string | undefined {
  return (time) => (isKnownTime(time) ? format().format(time) : undefined);
}

type Counted = readonly [unit: UnitName, count: number];

const none: Counted = ["second", 0];

function largestUnit(ms: number): Counted {
  const found = units.find(([, size]) => Math.abs(ms) >= size);
  return found === undefined ? none : [found[0], Math.trunc(ms / found[1])];
}

/** The two largest parts of a duration, without empty ones; at least `0 sec`. */
function parts(ms: number): readonly Counted[] {
  let rest = Math.round(ms / second) * second;
  const found = units.flatMap(([unit, size]): readonly Counted[] => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [[unit, count]] : [];
  });
  return found.length === 0 ? [none] : found.slice(0, 2);
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
