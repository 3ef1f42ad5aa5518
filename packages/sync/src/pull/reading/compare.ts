import { noCounts } from "../../receipt/counts.ts";
import type { RecordKey } from "../../record/record.ts";
import type { Preconditions } from "../../store/contract.ts";
import { acceptRecord, judges } from "../rows/accept-record.ts";
import type { MetKeys } from "../proof/met-keys.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import { compareCursors, cursorOf } from "../checkpoint/cursor-value.ts";
import { quarantineId } from "../rows/quarantine.ts";
import type { Session } from "../run/session.ts";
import { resolveCopies } from "../page/resolve-copies.ts";
import type { ResolvedItem } from "../page/resolve-copies.ts";
import type { RefusedItem, SortedItem, SortedRecord } from "../page/sort-item.ts";
import type { StreamContext } from "../stream-context.ts";
import { line, tally } from "../page/tally.ts";
import type { Before, Tally } from "../page/tally.ts";

/** What a comparison needs of a session. Without a run, nothing was kept aside before. */
export interface Comparing extends Pick<Session, "context" | "looks"> {
  readonly met: Pick<MetKeys, "all">;
  readonly run?: Pick<OpenRun, "id" | "counts"> | undefined;
}

/** What came of it, and what a commit that rests on it has to expect. */
export interface Compared extends Tally {
  readonly expect?: Preconditions | undefined;
}

const nothing: ReadonlySet<RecordKey> = new Set();

/** Compares a page with the store: reads what is there, lets {@link tally} decide. */
export async function compare(session: Comparing, items: readonly SortedItem[]): Promise<Compared> {
  const { context } = session;
  const { keys, found, expect } = await storedHashes(session, items);
  const { counts } = session.run ?? {};
  // What a run has met is stored, but for what it kept aside or took for removed: without these, what nobody has stored it has not met.
  const leavesOut = counts === undefined || counts.quarantined + counts.removed + counts.filtered > 0;
  const met = leavesOut || found.some((hash) => hash !== undefined) ? await session.met.all() : nothing;
  if (isUnchanged(items, found, met)) return { ...unchanged(items, keys), expect };
  const hashes = new Map(keys.flatMap((key, at) => (found[at] === undefined ? [] : [[key, found[at]]])));
  const newer = await storedNewer(session, items, { hashes, met });
  const resolved = resolveCopies(items, context.contract.duplicates);
  const judged = await accepted(context, resolved, { hashes, newer });
  const held = (counts?.quarantined ?? 0) > 0 ? await heldByRun(session, judged) : nothing;
  return { ...tally(judged, { hashes, met, newer, held }), expect };
}

interface Stored extends Pick<Compared, "expect"> {
  /** Of the items, each once. */
  readonly keys: readonly RecordKey[];
  /** The hash of each, where it is stored. */
  readonly found: readonly (string | undefined)[];
}

/** For a run by what the store remembers, where that is all and was never outdated: its commit then expects it to be so. */
async function storedHashes(
  { context: { store, connection, contract }, run, looks }: Comparing,
  items: readonly SortedItem[],
): Promise<Stored> {
  const named = new Set<RecordKey>();
  for (const { key } of items) if (key !== undefined) named.add(key);
  const keys = [...named];
  const recalled = run && looks !== true ? store.recall?.(connection, contract.name, keys) : undefined;
  const found = recalled?.hashes ?? (await store.hashes(connection, contract.name, keys));
  return { keys, found, expect: recalled?.expect };
}

/**
 * Whether all items are records that are stored as they are and were not met before: there is nothing to decide. `found`: of each in its order, unless some
 * share a key; then it ends before they do.
 */
function isUnchanged(
  items: readonly SortedItem[],
  found: Stored["found"],
  met: Known["met"],
): items is readonly SortedRecord[] {
  return items.every((item, at) => item.kind === "record" && item.hash === found[at] && !met.has(item.key));
}

function unchanged(records: readonly SortedRecord[], keys: readonly RecordKey[]): Tally {
  const counts = { ...noCounts, received: keys.length, unchanged: keys.length };
  return { put: [], remove: [], refused: [], keys, accepted: keys, lines: records.map(line), counts, again: 0 };
}

/** Keys of the refused items that an earlier page of this run brought and had refused. */
async function heldByRun({ context, run }: Comparing, items: readonly ResolvedItem[]): Promise<ReadonlySet<RecordKey>> {
  const keys = items.flatMap(({ kind, key }) => (kind === "refused" && key !== undefined ? [key] : []));
  const ids = keys.map((key) => quarantineId(context, { key }));
  const kept = await context.store.quarantined(context.connection, context.contract.name, ids);
  return new Set(keys.filter((_, index) => kept[index]?.run === run?.id));
}

/** Maps and judges the records that would be written: what is stored already was judged when it came. */
async function accepted(
  context: StreamContext,
  items: readonly ResolvedItem[],
  { hashes, newer }: { readonly hashes: Known["hashes"]; readonly newer: ReadonlySet<RecordKey> },
): Promise<readonly ResolvedItem[]> {
  if (!judges(context)) return items;
  const judged: ResolvedItem[] = [];
  for (const item of items) {
    const written = item.kind === "record" && hashes.get(item.key) !== item.hash && !newer.has(item.key);
    judged.push(written ? await acceptedItem(context, item) : item);
  }
  return judged;
}

async function acceptedItem(
  context: StreamContext,
  item: Extract<SortedItem, { readonly kind: "record" }>,
): Promise<SortedItem> {
  const outcome = await acceptRecord(context, item.data);
  if (outcome.ok) return { ...item, data: outcome.data, raw: outcome.raw };
  const { reason, message, pointer } = outcome;
  return { kind: "refused", reason, message, pointer, key: item.key, cursor: item.cursor, raw: item.data };
}

type Known = Pick<Before, "hashes" | "met">;

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
    const [stored] = await context.store.bases(context.connection, context.contract.name, [item.key]);
    const cursor = stored === undefined ? undefined : cursorOf(stored.raw ?? stored.data, incremental);
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
