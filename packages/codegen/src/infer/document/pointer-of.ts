import type { Pointer } from "@waybill/sync/connector";
import { formatPointer } from "../../load/json/json-pointer.ts";

/** A pointer in the connector's type. */
export function pointerOf(path: readonly string[]): Pointer {
  const text = formatPointer(path);
  return text.startsWith("/") ? `/${text.slice(1)}` : "";
}
