import type { Incremental } from "../connector/contract.ts";
import type { Json } from "../connector/json.ts";

export type TimeFormat = Exclude<Incremental["format"], "opaque">;

const calendar =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s?([Zz]|[+-]\d\d(?::?\d\d)?)?)?$/;

/**
 * The instant that a vendor's value means, in epoch milliseconds, or `undefined` when it means none. RFC 3339 with the liberties vendors take: a
 * space for `T`, no seconds, a short offset. Without an offset it is UTC: the local zone of whoever reads must not change what is stored. Digits
 * finer than a millisecond are cut, which reads again and never skips.
 */
export function parseInstant(value: Json | undefined, format: TimeFormat): number | undefined {
  if (format === "epoch-s" || format === "epoch-ms") return parseEpoch(value, format);
  if (typeof value !== "string") return undefined;
  const found = calendar.exec(value);
  return found === null ? undefined : fromParts(found);
}

/** An instant as a vendor writes it. `date` and `epoch-s` round down. */
export function formatInstant(at: number, format: TimeFormat): string {
  switch (format) {
    case "date-time":
      return new Date(at).toISOString();
    case "date":
      return new Date(at).toISOString().slice(0, 10);
    case "epoch-s":
      return String(Math.floor(at / 1000));
    case "epoch-ms":
      return String(Math.floor(at));
    default:
      return format satisfies never;
  }
}

function parseEpoch(value: Json | undefined, format: "epoch-s" | "epoch-ms"): number | undefined {
  const number = typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number !== "number") return undefined;
  return inRange(Math.floor(format === "epoch-s" ? number * 1000 : number));
}

function fromParts([, ...parts]: readonly (string | undefined)[]): number | undefined {
  const [year, month, day, hour, minute, second, fraction, zone] = parts;
  const [y, mo, d] = [Number(year), Number(month), Number(day)];
  const midnight = Date.UTC(y, mo - 1, d);
  const date = new Date(midnight);
  // 30 February would roll over into March.
  if (date.getUTCMonth() !== mo - 1 || date.getUTCDate() !== d) return undefined;
  const [h, mi, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
  if (h > 24 || mi > 59 || s > 60) return undefined;
  // A leap second is the last millisecond of its minute.
  const seconds = s === 60 ? 59_999 : s * 1000 + Number((fraction ?? "").padEnd(3, "0").slice(0, 3));
  return inRange(midnight + h * 3_600_000 + mi * 60_000 + seconds - offsetMs(zone));
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", "") || 0);
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** ECMAScript time values end at ±8.64e15. */
function inRange(at: number): number | undefined {
  return Math.abs(at) <= 8.64e15 ? at : undefined;
}
