import type { Pointer, StreamContract } from "@waybill/sync/connector";
import { fieldName, type Terms } from "../words/terms/terms.ts";
import type { NumberMeaning } from "./cell.ts";

/** One column of the table of records. */
export interface Column {
  readonly pointer: Pointer;
  readonly heading: string;
  readonly meaning: NumberMeaning;
}

/** What may reach the screen: the record's title first, then the other fields that the connector lists. Nothing when it lists none. */
export function columns(stream: StreamContract, terms: Terms): readonly Column[] {
  if (stream.display === undefined) return [];
  const pointers = [...new Set([stream.display.title, ...stream.display.fields])];
  return pointers.map((pointer) => ({
    pointer,
    heading: fieldName(terms, pointer),
    meaning: meaningOf(stream, pointer),
  }));
}

function meaningOf(stream: StreamContract, pointer: Pointer): NumberMeaning {
  const { incremental } = stream;
  if (incremental?.cursorField !== pointer) return "number";
  return incremental.format === "epoch-s" || incremental.format === "epoch-ms" ? incremental.format : "number";
}
