import { openDB } from "idb";
import type { BaseRow, OverlayRow } from "../src/store/record-view.ts";

/** One record as format 1 kept it. */
export interface FormatOneRow {
  readonly connection: string;
  readonly stream: string;
  readonly row: BaseRow;
}

export interface FormatOne {
  readonly rows: readonly FormatOneRow[];
  readonly overlays?: readonly { readonly connection: string; readonly stream: string; readonly row: OverlayRow }[];
  readonly commit: number;
}

/** Writes a database as the first format of the store had it: its own words, not the present code's, since this never changes. */
export async function writeFormatOne(name: string, { rows, overlays = [], commit }: FormatOne): Promise<void> {
  const database = await openDB(name, 1, {
    upgrade(made) {
      for (const store of ["meta", "changes", "base", "overlay", "counts", "seen", "checkpoints", "leases"]) {
        made.createObjectStore(store);
      }
      const quarantine = made.createObjectStore("quarantine");
      quarantine.createIndex("connection", ["connection", "order"], { unique: true });
      quarantine.createIndex("stream", ["connection", "stream", "order"], { unique: true });
      made.createObjectStore("mutations").createIndex("state", ["connection", "state", "sequence"]);
      const receipts = made.createObjectStore("receipts");
      receipts.createIndex("stream", ["connection", "stream", "commit"], { unique: true });
      receipts.createIndex("id", "id", { unique: true });
      for (const store of ["tokens", "limits"]) made.createObjectStore(store).createIndex("owner", ["connection"]);
    },
  });
  const tx = database.transaction(["meta", "base", "overlay", "counts"], "readwrite");
  const counts = new Map<string, number>();
  void tx.objectStore("meta").put({ format: 1 }, "format");
  void tx.objectStore("meta").put({ commit, arrivals: 0 }, "head");
  for (const { connection, stream, row } of rows) {
    void tx.objectStore("base").put(row, [connection, stream, row.key]);
    const place = JSON.stringify([connection, stream]);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  for (const { connection, stream, row } of overlays)
    void tx.objectStore("overlay").put(row, [connection, stream, row.key]);
  for (const [place, base] of counts) void tx.objectStore("counts").put({ base, quarantine: 0 }, JSON.parse(place));
  await tx.done;
  database.close();
}
