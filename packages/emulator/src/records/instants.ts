import type { Incremental, Json } from "@waybill/sync/connector";

export type InstantFormat = Incremental["format"];

/** Writes an instant as a vendor does; `text` asks for text where the format is a number. */
export function writeInstant(ms: number, format: InstantFormat, granularityMs: number, text = false): string | number {
  const rounded = roundDown(ms, granularityMs);
  switch (format) {
    case "date":
      return new Date(rounded).toISOString().slice(0, 10);
    case "epoch-s":
      return text ? `${Math.floor(rounded / 1000)}` : Math.floor(rounded / 1000);
    case "epoch-ms":
      return text ? `${rounded}` : rounded;
    case "date-time":
    case "opaque":
      return granularityMs >= 1000
        ? `${new Date(rounded).toISOString().slice(0, -".000Z".length)}Z`
        : new Date(rounded).toISOString();
  }
}

/** The instant that a parameter or a field writes; undefined when it is none. */
export function readInstant(value: Json | undefined, format: InstantFormat): number | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  switch (format) {
    case "epoch-s":
      return numberOr(value, 1000);
    case "epoch-ms":
      return numberOr(value, 1);
    case "date":
    case "date-time":
    case "opaque": {
      const parsed = Date.parse(`${value}`);
      return Number.isNaN(parsed) ? undefined : parsed;
    }
  }
}

/** The format of a field that the document declares a number, whatever the parameter is written like. */
export const numericFormat = (format: InstantFormat): InstantFormat =>
  format === "epoch-s" || format === "epoch-ms" ? format : format === "opaque" ? "epoch-ms" : "epoch-s";

/** The instant that a record's field holds: a number, or text that need not be written like the parameter. */
export function fieldInstant(value: Json | undefined, format: InstantFormat): number | undefined {
  if (typeof value === "number") return readInstant(value, numericFormat(format));
  return readInstant(value, format) ?? readInstant(value, "date-time");
}

/** The instant rounded down to what the field can express. */
const roundDown = (ms: number, granularityMs: number): number =>
  Math.floor(ms / Math.max(1, granularityMs)) * Math.max(1, granularityMs);

/** The beginning of the unit in which the parameter counts, or the field where that is coarser: `2026-03-01` means the whole day. */
export function beginOfUnit(ms: number, { format, granularityMs }: Incremental): number {
  return roundDown(ms, Math.max(granularityMs, units[format]));
}

const units: Readonly<Record<InstantFormat, number>> = {
  date: 86_400_000,
  "epoch-s": 1000,
  "epoch-ms": 1,
  "date-time": 1,
  opaque: 1,
};

function numberOr(value: string | number, unit: number): number | undefined {
  const number = Number(value);
  return value === "" || Number.isNaN(number) ? undefined : number * unit;
}
