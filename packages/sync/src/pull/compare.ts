import type { RecordKey } from "../record/record.ts";
import { compareCursors, cursorOf } from "./cursor-value.ts";
import type { Session } from "./session.ts";
import type { RefusedItem, SortedItem } from "./sort-item.ts";
import { tally } from "./tally.ts";
import type { Tally } from "./tally.ts";

/** What a comparison needs of a session. */
export type Comparing = Pick<Session, "context" | "met">;

const nothing: ReadonlySet<RecordKey> = new Set();

/** Compares a page with the store: reads what is there, lets {@link tally} decide. */
export async function compare(session: Comparing, items: readonly SortedItem[]): Promise<Tally> {
  const { context } = session;
  const keys = [...new Set(items.flatMap(({ key }) => (key === undefined ? [] : [key])))];
  const found = await context.store.hashes(context.connection, context.contract.name, keys);
  const hashes = new Map<RecordKey, string>();
  for (const [index, key] of keys.entries()) {
    const hash = found[index];
    if (hash !== undefined) hashes.set(key, hash);
  }
  // Records nobody has stored are created, whatever the run has met.
  const asks = hashes.size > 0 || items.some(({ kind }) => kind === "tombstone");
  const met = asks ? await session.met.all() : nothing;
  return tally(items, { hashes, met, newer: await storedNewer(session, items, { hashes, met }) });
}

interface Known {
  readonly hashes: ReadonlyMap<RecordKey, string>;
  readonly met: ReadonlySet<RecordKey>;
}

/** Keys of which this run stored a newer copy from an earlier page: a list that shifts while it is read brings old copies late. */
async function storedNewer(
  { context }: Comparing,
  items: readonly SortedItem[],
  { hashes, met }: Known,
): Promise<ReadonlySet<RecordKey>> {
  const newer = new Set<RecordKey>();
  const { incremental } = context.contract;
  if (incremental === undefined) return newer;
  for (const item of items.filter(isIdentified)) {
    if (!met.has(item.key) || item.cursor === undefined || !differs(item, hashes)) continue;
    const stored = await context.store.record(context.connection, context.contract.name, item.key);
    const cursor = stored === undefined ? undefined : cursorOf(stored.data, incremental);
    if (cursor !== undefined && compareCursors(item.cursor, cursor) < 0) newer.add(item.key);
  }
  return newer;
}

type Identified = Exclude<SortedItem, RefusedItem>;

function isIdentified(item: SortedItem): item is Identified {
  return item.kind !== "refused";
}

function differs(item: Identified, hashes: ReadonlyMap<RecordKey, string>): boolean {
  return hashes.has(item.key) && (item.kind === "tombstone" || hashes.get(item.key) !== item.hash);
}
