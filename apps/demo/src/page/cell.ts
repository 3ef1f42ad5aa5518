import type { Json } from "@waybill/sync/connector";

/** How a table writes instants that arrive as numbers. */
export type NumberMeaning = "number" | "epoch-s" | "epoch-ms";

const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** One value of a record as a person reads it. `""` when there is nothing to show. */
export function cell(value: Json | undefined, meaning: NumberMeaning = "number"): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return number(value, meaning);
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return value.map((item: Json) => cell(item)).join(", ");
  return Object.values(value)
    .map((member) => cell(member))
    .filter((member) => member !== "")
    .join(", ");
}

/** `/first_name` as a column heading: `First name`. */
export function heading(pointer: string): string {
  const words = (pointer.split("/").at(-1) ?? "")
    .replaceAll(/[_-]+/g, " ")
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .trim();
  const known = words.replaceAll(/\b(id|url|vat|mrr|pdf)\b/g, (word) => word.toUpperCase());
  return known.charAt(0).toUpperCase() + known.slice(1);
}

const dateStyle = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });
const instantStyle = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const numberStyle = new Intl.NumberFormat();

function number(value: number, meaning: NumberMeaning): string {
  if (meaning === "number") return numberStyle.format(value);
  return instantStyle.format(meaning === "epoch-s" ? value * 1000 : value);
}

function text(value: string): string {
  const at = isoDate.test(value) || isoInstant.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) return value;
  return (isoDate.test(value) ? dateStyle : instantStyle).format(at);
}
