import type { StreamContract } from "../../connector/contract.ts";
import type { RecordKey } from "../../record/record.ts";
import { compareCursors } from "../checkpoint/cursor-value.ts";
import type { RefusedItem, SortedItem } from "./sort-item.ts";

/** An item of a page of which another copy stands on the same page. It changes nothing. */
export interface CopyItem {
  readonly kind: "copy";
  readonly key: RecordKey;
}

export type ResolvedItem = SortedItem | CopyItem;

type Identified = Exclude<SortedItem, RefusedItem>;

/** Lets one copy of each record stand, by the stream's rule, and marks the others. */
export function resolveCopies(
  items: readonly SortedItem[],
  rule: NonNullable<StreamContract["duplicates"]> = "latest",
): readonly ResolvedItem[] {
  const winners = new Map<RecordKey, Identified>();
  for (const item of items) {
    if (item.kind === "refused") continue;
    const other = winners.get(item.key);
    if (other === undefined || wins(item, other, rule)) winners.set(item.key, item);
  }
  return items.map((item) =>
    item.kind === "refused" || winners.get(item.key) === item ? item : { kind: "copy", key: item.key },
  );
}

/** `latest`: by cursor value, and the later one of equals, or where there is no cursor. */
function wins(item: Identified, other: Identified, rule: NonNullable<StreamContract["duplicates"]>): boolean {
  switch (rule) {
    case "first":
      return false;
    case "last":
      return true;
    case "latest":
      return item.cursor === undefined || other.cursor === undefined || compareCursors(item.cursor, other.cursor) >= 0;
    default:
      return rule satisfies never;
  }
}
