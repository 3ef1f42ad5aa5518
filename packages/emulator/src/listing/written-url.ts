import type { ResponseRef } from "@waybill/sync/connector";
import type { Source } from "./listing.ts";

/** A URL as the vendor writes it at this place: whole, or its path where the document's example shows one. */
export function writtenUrl({ operation, reader }: Source, url: URL, ref: ResponseRef): string {
  const schema = ref.startsWith("/") ? reader.at(operation.response, ref) : undefined;
  const example = schema?.["example"];
  const isRelative = typeof example === "string" && example.startsWith("/");
  return isRelative ? url.pathname + url.search : url.href;
}
