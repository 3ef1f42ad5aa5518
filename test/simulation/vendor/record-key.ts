import type { Json } from "@waybill/sync/connector";

/** The key of a record as the vendor writes it; `undefined` where a fault took it. */
export function keyOf(record: Json): string | number | undefined {
  const id: unknown = typeof record === "object" && record !== null ? Reflect.get(record, "id") : undefined;
  return typeof id === "string" || typeof id === "number" ? id : undefined;
}

/** The key of a record as text; of something without one, the whole of it. */
export const keyText = (record: Json): string => String(keyOf(record) ?? JSON.stringify(record));
