import type { Json } from "@waybill/sync/connector";

/** How a table writes instants that arrive as numbers. */
export type NumberMeaning = "number" | "epoch-s" | "epoch-ms";

const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** How values are written in one language. */
export interface CellStyle {
  /** BCP 47. */
  readonly locale: string;
  readonly yes: string;
  readonly no: string;
}

/** One value of a record as a person reads it. `""` when there is nothing to show. */
export type Cell = (value: Json | undefined, meaning?: NumberMeaning) => string;

/** Formats are costly to make and quick to use: make one `Cell` for a whole table. */
export function createCell({ locale, yes, no }: CellStyle): Cell {
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const instants = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const numbers = new Intl.NumberFormat(locale);
  const ofNumber = (value: number, meaning: NumberMeaning): string =>
    meaning === "number" ? numbers.format(value) : instants.format(meaning === "epoch-s" ? value * 1000 : value);
  const ofText = (value: string): string => {
    const at = isoDate.test(value) || isoInstant.test(value) ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(at)) return value;
    return (isoDate.test(value) ? dates : instants).format(at);
  };
  const cell: Cell = (value, meaning = "number") => {
    if (value === undefined || value === null) return "";
    if (typeof value === "boolean") return value ? yes : no;
    if (typeof value === "number") return ofNumber(value, meaning);
    if (typeof value === "string") return ofText(value);
    return (Array.isArray(value) ? value : Object.values(value))
      .map((member: Json) => cell(member))
      .filter((member) => member !== "")
      .join(", ");
  };
  return cell;
}
