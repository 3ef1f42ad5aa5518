import type { RecordKey } from "../../../record/record.ts";
import type { Batch } from "../../contract.ts";
import { within } from "../rows/ranges.ts";
import { readOwn } from "../rows/rows.ts";
import type { OwnRow } from "../rows/rows.ts";
import type { Transaction } from "../database/schema.ts";
import { findKeys } from "../segments/find.ts";
import type { Shelf, Standing } from "../segments/shelf.ts";
import { spanOf } from "../rows/span.ts";

/** What a commit has to know of the rows that it is about to write. */
export interface Before {
  readonly standing: Standing;
  /** Keys of the batch that have a record from the vendor. */
  readonly known: ReadonlySet<string>;
  /** Own rows of the keys whose record is removed. */
  readonly owns: readonly OwnRow[];
  /** Ids of the batch that are kept aside. */
  readonly keptAside: ReadonlySet<string>;
  /** Commits of the receipts of the connection that the batch forgets. */
  readonly forgotten: readonly number[];
}

type Tx = Transaction<"readwrite">;

interface Reading {
  readonly batch: Batch;
  readonly stream: string;
  readonly shelf: Shelf;
  readonly standing: Standing;
}

/** Reads everything at once: the requests run side by side, and nothing else is awaited. */
export async function readBefore(tx: Tx, reading: Reading): Promise<Before> {
  const { batch, stream, standing } = reading;
  const [known, owns, keptAside, forgotten] = await Promise.all([
    knownKeys(tx, reading),
    ownRows(tx, batch, stream),
    keptAsideIds(tx, batch, stream),
    forgottenReceipts(tx, batch),
  ]);
  return { standing, known, owns, keptAside, forgotten };
}

async function knownKeys(tx: Tx, { batch, stream, shelf, standing }: Reading): Promise<ReadonlySet<string>> {
  const keys = [
    ...(batch.put ?? []).map((record) => record.key),
    ...(batch.remove ?? []),
    ...(batch.overlay?.remove ?? []),
  ];
  const of = [batch.connection, stream] as const;
  const found = await findKeys({ shelf, tx, of, directory: standing.directory }, keys);
  return new Set(found.keys());
}

async function ownRows(tx: Tx, batch: Batch, stream: string): Promise<readonly OwnRow[]> {
  const get = (key: RecordKey) => tx.objectStore("overlay").get([batch.connection, stream, key]);
  const rows: readonly unknown[] = await Promise.all((batch.remove ?? []).map(get));
  return rows.flatMap((row) => readOwn(row) ?? []);
}

async function keptAsideIds(tx: Tx, batch: Batch, stream: string): Promise<ReadonlySet<string>> {
  const { put = [], remove = [] } = batch.quarantine ?? {};
  const ids = [...new Set([...put.map((record) => record.id), ...remove])];
  // Without ids the object store may not even be in the transaction.
  if (ids.length === 0) return new Set();
  const store = tx.objectStore("quarantine");
  const span = spanOf(ids);
  if (span !== undefined) {
    const found = await store.getAllKeys(within([batch.connection, stream], span), span.most);
    if (found.length < span.most) return new Set(found.map(([, , id]) => id));
  }
  const found = await Promise.all(ids.map((id) => store.getKey([batch.connection, stream, id])));
  return new Set(ids.filter((_id, at) => found[at] !== undefined));
}

async function forgottenReceipts(tx: Tx, { connection, forgetReceipts = [] }: Batch): Promise<readonly number[]> {
  if (forgetReceipts.length === 0) return [];
  const byId = tx.objectStore("receipts").index("id");
  const places = await Promise.all(forgetReceipts.map((id) => byId.getKey(id)));
  return places.flatMap((place) => (place?.[0] === connection ? [place[1]] : []));
}
