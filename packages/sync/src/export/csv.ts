import type { Json } from "../connector/json.ts";

/** How cells are written. */
export interface CsvOptions {
  /**
   * Whether text that a spreadsheet would run as a formula gets an apostrophe before it. Default true: what a vendor's user typed must not run on the
   * machine of whoever opens the file. Numbers stay numbers.
   */
  readonly spreadsheetSafe?: boolean | undefined;
}

/** One line of CSV (RFC 4180), with its end. Absent and null are empty; an object or a list is its JSON. */
export function csvLine(cells: readonly (Json | undefined)[], { spreadsheetSafe = true }: CsvOptions = {}): string {
  const line = cells.map((value) => quoted(cell(value, spreadsheetSafe))).join(",");
  // A line without anything on it is none to most readers: the record would be gone.
  return `${line === "" ? '""' : line}\r\n`;
}

/** What spreadsheets take for the beginning of a formula, also in the wide forms of East Asian keyboards. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;
const number = /^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/;

function cell(value: Json | undefined, safe: boolean): string {
  if (value === undefined || value === null) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return safe && typeof value === "string" && formula.test(text) && !number.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
