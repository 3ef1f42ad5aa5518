import { erasedEvent } from "../../commit-event.ts";
import type { Told } from "../rows/change-log.ts";
import { connectionsIn } from "../rows/connections-in.ts";
import { readHead, writeCommit } from "../rows/head.ts";
import { under } from "../rows/ranges.ts";
import { rawStores } from "../database/raw-stores.ts";
import { connectionStores, ownedStores, segmentStores } from "../database/schema.ts";
import type { StoreName, Transaction } from "../database/schema.ts";
import type { Workbench } from "../segments/workbench.ts";

const allStores: readonly StoreName[] = ["changes", ...connectionStores, ...segmentStores, ...ownedStores];

/**
 * Removes everything of one connection, or of all, in one transaction. The memory of earlier commits goes too, since it names record keys, and so does
 * what this handle remembers; the numbering stays.
 */
export async function eraseConnection(
  { connection, shelf }: Pick<Workbench, "connection" | "shelf">,
  id: string | undefined,
): Promise<Told> {
  const told = await connection.write({ stores: allStores, durability: "strict" }, async (tx) => {
    const head = await readHead(tx);
    const erased = id === undefined ? await connectionsIn(tx) : [id];
    const raw = rawStores(tx);
    if (id === undefined) for (const name of allStores) raw(name).clear();
    else await clearOne(tx, id);
    const commit = head.commit + 1;
    const events = erased.map((each) => erasedEvent(each, commit));
    // An erasure counts as a change of segments, so that no handle believes what it remembers of them.
    const counters = { ...head, commit, segments: head.segments + 1, erased: commit };
    writeCommit(raw, counters, events);
    return { commit, events };
  });
  shelf.forget();
  return told;
}

async function clearOne(tx: Transaction<"readwrite">, id: string): Promise<void> {
  const owned = await Promise.all(ownedStores.map((name) => tx.objectStore(name).index("owner").getAllKeys([id])));
  const raw = rawStores(tx);
  ownedStores.forEach((name, at) => owned[at]?.forEach((key) => raw(name).delete(key)));
  for (const name of [...connectionStores, ...segmentStores]) raw(name).delete(under(id));
  raw("changes").clear();
}
