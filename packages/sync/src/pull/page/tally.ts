import { noCounts } from "../../receipt/counts.ts";
import type { Counting } from "../../receipt/counts.ts";
import type { Counts } from "../../receipt/receipt.ts";
import type { KeySet } from "../../record/key-set.ts";
import type { BaseRecord, RecordKey } from "../../record/record.ts";
import type { CopyItem, ResolvedItem } from "./resolve-copies.ts";
import type { RefusedItem } from "./sort-item.ts";

/** What is known of the store before a page is applied. */
export interface Before {
  /** Hash of the stored row of each key; absent where there is none. */
  readonly hashes: ReadonlyMap<RecordKey, string>;
  /** Keys that this run has met. */
  readonly met: Pick<KeySet, "has">;
  /** Keys of which a newer copy is stored already, from an earlier page of this run: an older copy does not win. */
  readonly newer: ReadonlySet<RecordKey>;
  /** Keys of records that this run has kept aside. */
  readonly held: ReadonlySet<RecordKey>;
}

/** What a page changes, and what became of each of its items. */
export interface Tally {
  readonly put: readonly Omit<BaseRecord, "run">[];
  readonly remove: readonly RecordKey[];
  readonly refused: readonly RefusedItem[];
  /** Every key the page named, each once. */
  readonly keys: readonly RecordKey[];
  /** Those of them of which no copy was refused. */
  readonly accepted: readonly RecordKey[];
  /** Accepted key and hash, in order. */
  readonly lines: readonly string[];
  readonly counts: Counts;
  /** Items that count as something else than a duplicate, although the run had met their key. */
  readonly again: number;
}

type Standing = Exclude<ResolvedItem, RefusedItem | CopyItem>;

/** Compares a page with what is stored. Pure; the counts always add up. */
export function tally(items: readonly ResolvedItem[], before: Before): Tally {
  const refused = items.filter((item) => item.kind === "refused");
  const standing = items.filter((item) => item.kind === "record" || item.kind === "tombstone");
  const put: Omit<BaseRecord, "run">[] = [];
  const remove: RecordKey[] = [];
  const known = refused.filter(({ key }) => key !== undefined && before.met.has(key));
  const copies = known.filter(({ key }) => key !== undefined && before.held.has(key)).length;
  let again = known.length - copies;
  const counts: Counting = {
    ...noCounts,
    received: items.length,
    quarantined: refused.length - copies,
    duplicate: items.length - refused.length - standing.length + copies,
  };
  for (const item of standing) {
    const fate = fateOf(item, before);
    counts[fate] += 1;
    if (fate !== "duplicate" && before.met.has(item.key)) again += 1;
    if (item.kind === "record" && (fate === "created" || fate === "updated")) {
      const { key, data, raw, hash } = item;
      put.push({ key, data, hash, ...(raw !== undefined && { raw }) });
    }
    if (fate === "removed") remove.push(item.key);
  }
  const unfit = new Set(refused.flatMap(({ key }) => key ?? []));
  const named = new Set(standing.map(({ key }) => key));
  const accepted = [...named].filter((key) => !unfit.has(key));
  const keys = [...new Set([...named, ...unfit])];
  return { put, remove, refused, keys, accepted, lines: standing.map(line), counts, again };
}

type Fate = "created" | "updated" | "unchanged" | "removed" | "duplicate" | "filtered";

function fateOf(item: Standing, { hashes, met, newer }: Before): Fate {
  const stored = hashes.get(item.key);
  const again = met.has(item.key);
  if (newer.has(item.key)) return "duplicate";
  if (item.kind === "tombstone") return stored !== undefined ? "removed" : again ? "duplicate" : "filtered";
  if (stored === undefined) return "created";
  if (stored !== item.hash) return "updated";
  return again ? "duplicate" : "unchanged";
}

export function line(item: Standing): string {
  return `${JSON.stringify(item.key)} ${item.kind === "record" ? item.hash : "-"}`;
}
