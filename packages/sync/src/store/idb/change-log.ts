import type { CommitEvent } from "../contract.ts";
import type { Connection } from "./connection.ts";
import { connectionsIn } from "./connections-in.ts";
import { readAll, readChange, readHead } from "./rows.ts";
import type { ChangeRow } from "./rows.ts";
import { connectionStores, ownedStores } from "./schema.ts";

/** What was told of every commit after `told`, without a gap; what is no longer remembered is told as one change of everything. */
export function changesAfter(db: Connection, told: number): Promise<readonly ChangeRow[]> {
  return db.read(["meta", "changes", ...connectionStores, ...ownedStores], async (tx) => {
    const head = readHead(await tx.objectStore("meta").get("head")).commit;
    // A head that went back: the browser had removed the database, and this is another one.
    const from = head < told ? 0 : told;
    const changes = tx.objectStore("changes");
    const rows = readAll(readChange, await changes.getAll(IDBKeyRange.lowerBound(from, true)));
    const first = rows[0]?.commit ?? head + 1;
    if (first === from + 1) return rows;
    const events = (await connectionsIn(tx)).map((connection) => everything(connection, first - 1));
    return [{ commit: first - 1, events }, ...rows];
  });
}

function everything(connection: string, commit: number): CommitEvent {
  return { connection, commit, kinds: ["records", "quarantine", "checkpoint", "mutations", "receipt", "tokens"] };
}
