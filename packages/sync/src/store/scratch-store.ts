import type { BaseRecord, QuarantinedRecord, RecordKey } from "../record/record.ts";
import type { Receipt } from "../receipt/receipt.ts";
import type { Batch, Lease, RecordRange, Store } from "./contract.ts";
import { judgePreconditions } from "./preconditions.ts";
import type { Checkpoint } from "../pull/checkpoint/checkpoint.ts";

interface Place {
  readonly connection: string;
  readonly stream: string;
}

/** What would have been written, and what would have been removed (`undefined`). */
type Written<Key, Row> = Map<Key, Row | undefined>;

/** What would have been written to one stream. */
interface Scratch {
  readonly rows: Written<RecordKey, BaseRecord>;
  readonly aside: Written<string, QuarantinedRecord>;
  readonly seen: (readonly RecordKey[])[];
  readonly receipts: Map<string, Receipt>;
  checkpoint: Checkpoint | undefined;
  lease: Lease | undefined;
}

/**
 * A store in front of another one that keeps in memory what is written to one stream, and reads everything else through. Its stream has no open run, and
 * of what stops it only that its customer must reconnect.
 */
export async function scratchStore(store: Store, place: Place): Promise<Store> {
  const before = await store.checkpoint(place.connection, place.stream);
  const blocker = before?.blocker === "auth" ? "auth" : undefined;
  const scratch: Scratch = {
    rows: new Map(),
    aside: new Map(),
    seen: [],
    receipts: new Map(),
    checkpoint: before === undefined ? undefined : { ...before, run: undefined, blocker },
    lease: undefined,
  };
  const isHere = (connection: string, stream: string) => connection === place.connection && stream === place.stream;
  return {
    ...store,
    commit: async (batch) => {
      judgePreconditions(batch.expect, scratch);
      keep(scratch, batch);
      return store.head();
    },
    hashes: async (connection, stream, keys) => {
      const found = await store.hashes(connection, stream, keys);
      const here = isHere(connection, stream);
      return keys.map((key, at) => (here && scratch.rows.has(key) ? scratch.rows.get(key)?.hash : found[at]));
    },
    recall: undefined,
    bases: async (connection, stream, keys) => {
      const found = await store.bases(connection, stream, keys);
      return isHere(connection, stream) ? behind(scratch.rows, keys, found) : found;
    },
    keys: async (connection, stream, range) =>
      isHere(connection, stream)
        ? keysBehind(store, place, { rows: scratch.rows, ...range })
        : store.keys(connection, stream, range),
    count: async (connection, stream) => {
      const count = await store.count(connection, stream);
      if (!isHere(connection, stream)) return count;
      return count + grownBy(scratch.rows, await store.hashes(connection, stream, [...scratch.rows.keys()]));
    },
    quarantined: async (connection, stream, ids) => {
      const found = await store.quarantined(connection, stream, ids);
      return isHere(connection, stream) ? behind(scratch.aside, ids, found) : found;
    },
    quarantineCount: async (connection, stream) => {
      const count = await store.quarantineCount(connection, stream);
      if (!isHere(connection, stream)) return count;
      return count + grownBy(scratch.aside, await store.quarantined(connection, stream, [...scratch.aside.keys()]));
    },
    checkpoint: async (connection, stream) =>
      isHere(connection, stream) ? scratch.checkpoint : store.checkpoint(connection, stream),
    lease: async (connection, stream) => (isHere(connection, stream) ? scratch.lease : store.lease(connection, stream)),
    receipt: async (id) => scratch.receipts.get(id) ?? store.receipt(id),
    async *seen() {
      yield* scratch.seen;
    },
  };
}

function keep(scratch: Scratch, batch: Batch): void {
  const { put = [], remove = [], quarantine = { put: [], remove: [] } } = batch;
  for (const key of remove) scratch.rows.set(key, undefined);
  for (const row of put) scratch.rows.set(row.key, row);
  for (const id of quarantine.remove) scratch.aside.set(id, undefined);
  for (const row of quarantine.put) scratch.aside.set(row.id, row);
  if (batch.seen !== undefined) scratch.seen.push(batch.seen.keys);
  if (batch.receipt !== undefined) scratch.receipts.set(batch.receipt.id, batch.receipt);
  scratch.checkpoint = batch.checkpoint ?? scratch.checkpoint;
  scratch.lease = batch.lease ?? scratch.lease;
}

/** What was asked for by keys, as it would be. */
function behind<Key, Row>(
  written: Written<Key, Row>,
  keys: readonly Key[],
  found: readonly (Row | undefined)[],
): readonly (Row | undefined)[] {
  return keys.map((key, at) => (written.has(key) ? written.get(key) : found[at]));
}

/** How many more there would be. `found`: what is stored under the keys that would have been written, in their order. */
function grownBy<Key, Row>(written: Written<Key, Row>, found: readonly unknown[]): number {
  return thereOf([...written.values()]) - thereOf(found);
}

const thereOf = (rows: readonly unknown[]): number => rows.filter((row) => row !== undefined).length;

/** A page of the keys that there would be. */
async function keysBehind(
  store: Store,
  { connection, stream }: Place,
  { rows, after, limit }: RecordRange & Pick<Scratch, "rows">,
): Promise<readonly RecordKey[]> {
  const keys: RecordKey[] = [];
  let from = after;
  for (;;) {
    const since = from;
    const page = await store.keys(connection, stream, { after: since, limit });
    const last = page.length < limit ? undefined : page.at(-1);
    const isOfPage = (key: RecordKey): boolean =>
      (since === undefined || key > since) && (last === undefined || key <= last);
    const created = [...rows].flatMap(([key, row]) => (row !== undefined && isOfPage(key) ? [key] : []));
    const left = page.filter((key) => !rows.has(key));
    keys.push(...[...left, ...created].toSorted((a, b) => (a < b ? -1 : 1)));
    if (last === undefined || keys.length >= limit) return keys.slice(0, limit);
    from = last;
  }
}
