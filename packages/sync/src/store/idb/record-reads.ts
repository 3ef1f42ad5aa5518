import type { RecordKey, RecordView } from "../../record/record.ts";
import { asRecordKey } from "../../record/record-key.ts";
import type { RecordRange, Store } from "../contract.ts";
import { checkLimit } from "../page-limit.ts";
import { mergeViews, viewRecord } from "../record-view.ts";
import type { Connection } from "./connection.ts";
import { after } from "./ranges.ts";
import { readAll, readBase, readOverlay } from "./rows.ts";
import type { Transaction } from "./schema.ts";

/** Reads of records and their keys. */
export function recordReads(db: Connection): Pick<Store, "hashes" | "record" | "records" | "keys"> {
  return {
    hashes: (connection, stream, keys) =>
      db.read(["base"], async (tx) => {
        const base = tx.objectStore("base");
        const rows = await Promise.all(keys.map((key) => base.get([connection, stream, key])));
        return rows.map((row) => readBase(row)?.hash);
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
