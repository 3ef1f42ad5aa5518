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
  return `${cells.map((value) => quoted(cell(value, spreadsheetSafe))).join(",")}\r\n`;
}

/** What spreadsheets take for the beginning of a formula. */
const formula = /^[=+\-@\t\r]/;
const number = /^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/;

function cell(value: Json | undefined, safe: boolean): string {
  if (value === undefined || value === null) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return safe && typeof value === "string" && formula.test(text) && !number.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
