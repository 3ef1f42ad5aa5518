import { addCounts, noCounts } from "../receipt/counts.ts";
import type { Counts } from "../receipt/receipt.ts";
import type { BaseRecord, RecordKey } from "../record/record.ts";
import { compareCursors } from "./cursor-value.ts";
import type { RefusedItem, SortedItem } from "./sort-item.ts";

/** What is known of the store before a page is applied. */
export interface Before {
  /** Hash of the stored row of each key; absent where there is none. */
  readonly hashes: ReadonlyMap<RecordKey, string>;
  /** Keys that this run has met. */
  readonly met: ReadonlySet<RecordKey>;
  /** Keys of which a newer copy is stored already, from an earlier page of this run: an older copy does not win. */
  readonly newer: ReadonlySet<RecordKey>;
}

/** What a page changes, and what became of each of its items. */
export interface Tally {
  readonly put: readonly Omit<BaseRecord, "run">[];
  readonly remove: readonly RecordKey[];
  readonly refused: readonly RefusedItem[];
  /** Every key the page named, each once. */
  readonly keys: readonly RecordKey[];
  /** Accepted key and hash, in order. */
  readonly lines: readonly string[];
  readonly counts: Counts;
}

type Identified = Exclude<SortedItem, RefusedItem>;

/** Compares a page with what is stored. Pure; the counts always add up. */
export function tally(items: readonly SortedItem[], before: Before): Tally {
  const refused = items.filter((item) => item.kind === "refused");
  const winners = latest(items.filter((item) => item.kind !== "refused"));
  const put: Omit<BaseRecord, "run">[] = [];
  const remove: RecordKey[] = [];
  const identified = items.length - refused.length;
  let counts = addCounts(noCounts, {
    received: items.length,
    quarantined: refused.length,
    duplicate: identified - winners.length,
  });
  for (const item of winners) {
    const fate = fateOf(item, before);
    counts = addCounts(counts, { [fate]: 1 });
    if (item.kind === "record" && (fate === "created" || fate === "updated")) {
      put.push({ key: item.key, data: item.data, hash: item.hash });
    }
    if (fate === "removed") remove.push(item.key);
  }
  const named = [...winners, ...refused].flatMap(({ key }) => (key === undefined ? [] : [key]));
  return { put, remove, refused, keys: [...new Set(named)], lines: winners.map(line), counts };
}

/** One of each key: the latest by cursor value, the last of equals. Copies that lose change nothing and count as duplicates. */
function latest(items: readonly Identified[]): readonly Identified[] {
  const winners = new Map<RecordKey, Identified>();
  for (const item of items) {
    const other = winners.get(item.key);
    if (other === undefined || !isOlder(item, other)) winners.set(item.key, item);
  }
  return [...winners.values()];
}

function isOlder(item: Identified, other: Identified): boolean {
  return item.cursor !== undefined && other.cursor !== undefined && compareCursors(item.cursor, other.cursor) < 0;
}

type Fate = "created" | "updated" | "unchanged" | "removed" | "duplicate" | "filtered";

function fateOf(item: Identified, { hashes, met, newer }: Before): Fate {
  const stored = hashes.get(item.key);
  const again = met.has(item.key);
  if (newer.has(item.key)) return "duplicate";
  if (item.kind === "tombstone") return stored !== undefined ? "removed" : again ? "duplicate" : "filtered";
  if (stored === undefined) return "created";
  if (stored !== item.hash) return "updated";
  return again ? "duplicate" : "unchanged";
}

function line(item: Identified): string {
  return `${JSON.stringify(item.key)} ${item.kind === "record" ? item.hash : "-"}`;
}
