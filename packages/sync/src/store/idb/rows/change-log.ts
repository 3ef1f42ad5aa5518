import type { CommitEvent } from "../../contract.ts";
import type { Connection } from "../database/connection.ts";
import { connectionsIn } from "./connections-in.ts";
import { changesSince, readHead, rememberedCommits } from "./head.ts";
import type { ChangeRow } from "./rows.ts";
import { connectionStores, ownedStores } from "../database/schema.ts";

/** What one commit told. */
export type Told = Pick<ChangeRow, "commit" | "events">;

/** What was told of every commit after `told`, without a gap; what is no longer remembered is told as one change of everything. */
export function changesAfter(db: Connection, told: number): Promise<readonly Told[]> {
  return db.read(["changes", ...connectionStores, ...ownedStores], async (tx) => {
    const head = (await readHead(tx)).commit;
    // A head that went back: the browser had removed the database, and this is another one.
    const from = head < told ? 0 : told;
    const rows = await changesSince(tx, Math.max(from, head - rememberedCommits));
    const first = rows[0]?.commit ?? head + 1;
    if (first === from + 1) return rows;
    const events = (await connectionsIn(tx)).map((connection) => everything(connection, first - 1));
    return [{ commit: first - 1, events }, ...rows];
  });
}

function everything(connection: string, commit: number): CommitEvent {
  return { connection, commit, kinds: ["records", "quarantine", "checkpoint", "mutations", "receipt", "tokens"] };
}
