import type { RecordKey } from "../../record/record.ts";
import type { Batch } from "../contract.ts";
import type { Held } from "../preconditions.ts";
import type { BaseRow, OverlayRow } from "../record-view.ts";
import { within } from "./ranges.ts";
import { readBase, readCheckpoint, readCounts, readHead, readLease, readOverlay } from "./rows.ts";
import type { CountsRow, Head } from "./rows.ts";
import type { Transaction } from "./schema.ts";
import { spanOf } from "./span.ts";

/** What a commit has to know of the rows that it is about to write. */
export interface Before extends Held {
  readonly head: Head;
  readonly counts: CountsRow;
  /** Keys of the batch that have a base row. */
  readonly known: ReadonlySet<string>;
  /** Overlays of the keys whose base is removed, and bases of the keys whose overlay is. */
  readonly overlays: readonly OverlayRow[];
  readonly bases: readonly BaseRow[];
  /** Ids of the batch that are kept aside. */
  readonly keptAside: ReadonlySet<string>;
  /** Commits of the receipts of the connection that the batch forgets. */
  readonly forgotten: readonly number[];
}

type Tx = Transaction<"readwrite">;

/** Reads everything at once: the requests run side by side, and nothing else is awaited. */
export async function readBefore(tx: Tx, batch: Batch): Promise<Before> {
  const stream = batch.stream ?? "";
  const [head, counts, held, known, halves, keptAside, forgotten] = await Promise.all([
    tx.objectStore("meta").get("head"),
    countsBefore(tx, batch, stream),
    heldBefore(tx, batch, stream),
    knownKeys(tx, batch, stream),
    otherHalves(tx, batch, stream),
    keptAsideIds(tx, batch, stream),
    forgottenReceipts(tx, batch),
  ]);
  return {
    head: readHead(head) ?? { commit: 0, arrivals: 0 },
    counts,
    ...held,
    known,
    ...halves,
    keptAside,
    forgotten,
  };
}

async function countsBefore(tx: Tx, batch: Batch, stream: string): Promise<CountsRow> {
  const none = { base: 0, quarantine: 0 };
  if ((batch.put ?? batch.remove ?? batch.quarantine) === undefined) return none;
  return readCounts(await tx.objectStore("counts").get([batch.connection, stream])) ?? none;
}

async function heldBefore(tx: Tx, { connection, expect }: Batch, stream: string): Promise<Held> {
  const [lease, checkpoint] = await Promise.all([
    expect?.lease === undefined ? undefined : tx.objectStore("leases").get([connection, stream]),
    expect?.checkpoint === undefined ? undefined : tx.objectStore("checkpoints").get([connection, stream]),
  ]);
  return { lease: readLease(lease), checkpoint: readCheckpoint(checkpoint) };
}

async function otherHalves(tx: Tx, batch: Batch, stream: string): Promise<Pick<Before, "overlays" | "bases">> {
  const [overlays, bases] = await Promise.all([
    rowsOf(batch.remove ?? [], (key) => tx.objectStore("overlay").get([batch.connection, stream, key])),
    rowsOf(batch.overlay?.remove ?? [], (key) => tx.objectStore("base").get([batch.connection, stream, key])),
  ]);
  return {
    overlays: overlays.flatMap((row) => readOverlay(row) ?? []),
    bases: bases.flatMap((row) => readBase(row) ?? []),
  };
}

function rowsOf(keys: readonly RecordKey[], get: (key: RecordKey) => Promise<unknown>): Promise<readonly unknown[]> {
  return Promise.all(keys.map(get));
}

function knownKeys(tx: Tx, batch: Batch, stream: string): Promise<ReadonlySet<string>> {
  const written = (batch.put ?? []).map((record) => record.key);
  return storedIds(tx, "base", [batch.connection, stream], [...written, ...(batch.remove ?? [])]);
}

function keptAsideIds(tx: Tx, batch: Batch, stream: string): Promise<ReadonlySet<string>> {
  const { put = [], remove = [] } = batch.quarantine ?? {};
  return storedIds(tx, "quarantine", [batch.connection, stream], [...put.map((record) => record.id), ...remove]);
}

async function forgottenReceipts(tx: Tx, { connection, forgetReceipts = [] }: Batch): Promise<readonly number[]> {
  if (forgetReceipts.length === 0) return [];
  const byId = tx.objectStore("receipts").index("id");
  const places = await Promise.all(forgetReceipts.map((id) => byId.getKey(id)));
  return places.flatMap((place) => (place?.[0] === connection ? [place[1]] : []));
}

async function storedIds(
  tx: Tx,
  name: "base" | "quarantine",
  of: readonly [connection: string, stream: string],
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  // Without ids the object store may not even be in the transaction.
  if (ids.length === 0) return new Set();
  const store = tx.objectStore(name);
  const span = spanOf(ids);
  if (span !== undefined) {
    const found = await store.getAllKeys(within(of, span), span.most);
    if (found.length < span.most) return new Set(found.map(([, , id]) => id));
  }
  const distinct = [...new Set(ids)];
  const found = await Promise.all(distinct.map((id) => store.getKey([...of, id])));
  return new Set(distinct.filter((_id, at) => found[at] !== undefined));
}
