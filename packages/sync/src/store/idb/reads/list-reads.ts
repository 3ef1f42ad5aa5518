import type { Store } from "../../contract.ts";
import { readCursor } from "../../cursor.ts";
import { checkLimit } from "../../page-limit.ts";
import { pageOf } from "../../page-of.ts";
import type { Connection } from "../database/connection.ts";
import { after, below, under } from "../rows/ranges.ts";
import { readAll, readMutation, readQuarantine, readReceipt, readTrace } from "../rows/rows.ts";

/** Reads of receipts, quarantine, traces and mutations. */
export function listReads(
  db: Connection,
): Pick<Store, "receipts" | "receipt" | "quarantine" | "quarantined" | "traces" | "removed" | "mutations"> {
  return {
    ...traceReads(db),
    receipts: async (connection, { stream, limit, cursor }) => {
      checkLimit(limit);
      const place = readCursor(cursor);
      const rows = await db.read(["receipts"], (tx) => {
        const receipts = tx.objectStore("receipts");
        const source = stream === undefined ? receipts : receipts.index("stream");
        return lastRows(source, below(listOf(connection, stream), place), limit + 1);
      });
      return pageOf(
        readAll(readReceipt, rows).map(({ receipt, commit }) => ({ item: receipt, place: commit })),
        limit,
      );
    },
    receipt: async (id) => {
      const row = await db.read(["receipts"], (tx) => tx.objectStore("receipts").index("id").get(id));
      return readReceipt(row)?.receipt;
    },
    quarantine: async (connection, { stream, limit, cursor }) => {
      checkLimit(limit);
      const place = readCursor(cursor);
      const rows = await db.read(["quarantine"], (tx) => {
        const quarantine = tx.objectStore("quarantine");
        const index = quarantine.index(stream === undefined ? "connection" : "stream");
        return lastRows(index, below(listOf(connection, stream), place), limit + 1);
      });
      return pageOf(
        readAll(readQuarantine, rows).map(({ record, order }) => ({ item: record, place: order })),
        limit,
      );
    },
    quarantined: async (connection, stream, ids) => {
      const rows = await rowsAt(db, "quarantine", { connection, stream, ids });
      return rows.map((row) => readQuarantine(row)?.record);
    },
    mutations: async (connection, { states, limit }) => {
      checkLimit(limit);
      const rows = await db.read(["mutations"], (tx) => {
        const byState = tx.objectStore("mutations").index("state");
        return Promise.all([...new Set(states)].map((state) => byState.getAll(under(connection, state), limit)));
      });
      const mutations = readAll(readMutation, rows.flat()).map(({ mutation }) => mutation);
      return mutations.toSorted((a, b) => a.sequence - b.sequence).slice(0, limit);
    },
  };
}

function traceReads(db: Connection): Pick<Store, "traces" | "removed"> {
  return {
    traces: async (connection, stream, keys) => {
      const rows = await rowsAt(db, "traces", { connection, stream, ids: keys });
      return rows.map((row) => readTrace(row));
    },
    removed: async (connection, stream, { after: last, limit }) => {
      checkLimit(limit);
      const rows = await db.read(["traces"], (tx) =>
        tx.objectStore("traces").getAll(after([connection, stream], last), limit),
      );
      return readAll(readTrace, rows);
    },
  };
}

interface Places {
  readonly connection: string;
  readonly stream: string;
  readonly ids: readonly string[];
}

function rowsAt(
  db: Connection,
  name: "quarantine" | "traces",
  { connection, stream, ids }: Places,
): Promise<readonly unknown[]> {
  return db.read([name], (tx): Promise<readonly unknown[]> =>
    Promise.all(ids.map((id) => tx.objectStore(name).get([connection, stream, id]))),
  );
}

interface Walkable {
  openCursor(range: IDBKeyRange, direction: "prev"): Promise<Walked | null>;
}

interface Walked {
  readonly value: unknown;
  continue(): Promise<Walked | null>;
}

/** Up to `limit` rows of a range, the last one first. */
async function lastRows(source: Walkable, range: IDBKeyRange, limit: number): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  let cursor = await source.openCursor(range, "prev");
  while (cursor !== null) {
    rows.push(cursor.value);
    cursor = rows.length < limit ? await cursor.continue() : null;
  }
  return rows;
}

/** Of one stream, or of the whole connection. */
function listOf(connection: string, stream: string | undefined): readonly string[] {
  return stream === undefined ? [connection] : [connection, stream];
}
