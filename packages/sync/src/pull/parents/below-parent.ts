import type { StreamContract } from "../../connector/contract.ts";
import { recordLimits } from "../../record/record-limits.ts";
import { asRecordKey } from "../../record/record-key.ts";
import type { RecordKey } from "../../record/record.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { SortedItem } from "../page/sort-item.ts";

/** Items of a page under the keys that they are stored with: where keys are unique among siblings only, the parent's key is part of them. */
export function belowParent(
  contract: StreamContract,
  run: OpenRun,
  items: readonly SortedItem[],
): readonly SortedItem[] {
  const parent = run.parents?.at?.key;
  if (parent === undefined || contract.parent?.keys !== "below-parent") return items;
  return items.map((item) => itemBelow(parent, item));
}

/** The key of a record below its parent's: the JSON array of both. */
function keyBelow(parent: RecordKey, key: RecordKey): RecordKey {
  return asRecordKey(JSON.stringify([parent, key]));
}

/** The parent's half of a key that {@link keyBelow} made. */
export function parentInKey(key: RecordKey): RecordKey | undefined {
  const halves: unknown = JSON.parse(key);
  const [parent]: readonly unknown[] = Array.isArray(halves) ? halves : [];
  return typeof parent === "string" ? asRecordKey(parent) : undefined;
}

export function itemBelow(parent: RecordKey, item: SortedItem): SortedItem {
  if (item.key === undefined) return item;
  const key = keyBelow(parent, item.key);
  if (item.kind !== "record") return { ...item, key };
  if (key.length <= recordLimits.keyCharacters) return recordBelow(key, item);
  const message = `The key with its parent's is longer than ${recordLimits.keyCharacters} characters.`;
  return { kind: "refused", reason: "invalid_key", message, raw: item.data };
}

/** What a record of a remembered page holds is parsed where somebody asks for it. */
function recordBelow(key: RecordKey, item: Extract<SortedItem, { readonly kind: "record" }>): SortedItem {
  const { kind, hash, cursor } = item;
  return {
    kind,
    key,
    hash,
    cursor,
    get data() {
      return item.data;
    },
  };
}
