import type { RecordKey, RecordView } from "../../record/record.ts";
import { asRecordKey } from "../../record/record-key.ts";
import type { RecordRange, Store } from "../contract.ts";
import { checkLimit } from "../page-limit.ts";
import { baseOf, mergeViews, viewRecord } from "../record-view.ts";
import type { Connection } from "./connection.ts";
import { after, within } from "./ranges.ts";
import { readAll, readBase, readOverlay } from "./rows.ts";
import type { Transaction } from "./schema.ts";
import { spanOf } from "./span.ts";

/** Reads of records and their keys. */
export function recordReads(db: Connection): Pick<Store, "hashes" | "bases" | "record" | "records" | "keys"> {
  return {
    hashes: (connection, stream, keys) =>
      db.read(["base"], async (tx) => {
        const found = await rowsOf(tx, [connection, stream], keys);
        const hashes = new Map(readAll(readBase, found).map((row) => [row.key, row.hash]));
        return keys.map((key) => hashes.get(key));
      }),
    bases: (connection, stream, keys) =>
      db.read(["base"], async (tx) => {
        const found = await rowsOf(tx, [connection, stream], keys);
        const rows = new Map(readAll(readBase, found).map((row) => [row.key, row]));
        return keys.map((key) => baseOf(rows.get(key)));
      }),
    record: (connection, stream, key) =>
      db.read(["base", "overlay"], async (tx) => {
        const [base, overlay] = await Promise.all([
          tx.objectStore("base").get([connection, stream, key]),
          tx.objectStore("overlay").get([connection, stream, key]),
        ]);
        return viewRecord(readBase(base), readOverlay(overlay));
      }),
    records: async (connection, stream, range) => {
      checkLimit(range.limit);
      return db.read(["base", "overlay"], (tx) => viewsAfter(tx, [connection, stream], range));
    },
    keys: async (connection, stream, { after: last, limit }) => {
      checkLimit(limit);
      const keys = await db.read(["base"], (tx) =>
        tx.objectStore("base").getAllKeys(after([connection, stream], last), limit),
      );
      return keys.map(([, , key]) => asRecordKey(key));
    },
  };
}

/** Base rows of these keys, where there are any, and perhaps rows that lie between them. */
async function rowsOf(
  tx: Transaction<"readonly">,
  of: readonly [connection: string, stream: string],
  keys: readonly RecordKey[],
): Promise<readonly unknown[]> {
  const base = tx.objectStore("base");
  const span = spanOf(keys);
  if (span !== undefined) {
    const near = await base.getAllKeys(within(of, span), span.most);
    if (near.length === 0) return [];
    if (near.length < span.most) return base.getAll(within(of, span));
  }
  const rows = await Promise.all(keys.map((key) => base.get([...of, key])));
  return rows.filter((row) => row !== undefined);
}

/** Reads on until the page is full: rows that own changes delete are not seen by a reader. */
async function viewsAfter(
  tx: Transaction<"readonly">,
  of: readonly [connection: string, stream: string],
  range: RecordRange,
): Promise<readonly RecordView[]> {
  const found: RecordView[] = [];
  let from: RecordKey | undefined = range.after;
  do {
    const rest = after(of, from);
    const [base, overlay] = await Promise.all([
      tx.objectStore("base").getAll(rest, range.limit),
      tx.objectStore("overlay").getAll(rest, range.limit),
    ]);
    const rows = { base: readAll(readBase, base), overlay: readAll(readOverlay, overlay), limit: range.limit };
    const { views, horizon } = mergeViews(rows);
    found.push(...views.slice(0, range.limit - found.length));
    from = horizon;
  } while (from !== undefined && found.length < range.limit);
  return found;
}
