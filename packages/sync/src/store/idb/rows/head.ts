import type { CommitEvent } from "../../contract.ts";
import { rawStores } from "../database/raw-stores.ts";
import { readAll, readChange, unreadable } from "./rows.ts";
import type { ChangeRow } from "./rows.ts";
import type { AnyTransaction, StoreName, Transaction } from "../database/schema.ts";

/** Commits that are remembered for other tabs; one that fell behind further reads everything again. */
export const rememberedCommits = 1_024;

/** Older ones are forgotten together, each time that so many more were made. */
const forgottenTogether = 64;

/** Where a tenant's history stands: its counters, which never go back. */
export interface Head {
  readonly commit: number;
  /** Steps of compaction since that commit. With `commit` the key of the last row of `changes`: whoever knows it can see that it still is. */
  readonly step: number;
  /** How many records were ever kept aside. */
  readonly arrivals: number;
  /** The last id of a segment. */
  readonly segments: number;
  /** The commit of the last erasure or removal of tokens. Absent: there was none. */
  readonly erased?: number | undefined;
}

/** Where a history ends that has not begun. */
const noChange = [0, 0] as const;

const noHead: Head = { commit: 0, step: 0, arrivals: 0, segments: 0 };

export async function readHead(tx: AnyTransaction): Promise<Head> {
  const cursor = await tx.objectStore("changes").openCursor(null, "prev");
  if (cursor === null) return noHead;
  const row = readChange(cursor.value);
  if (row === undefined) throw unreadable("commit number");
  const [commit, step] = cursor.key;
  return { commit, step, arrivals: row.arrivals, segments: row.segments, erased: row.erased };
}

/** Whether the history still ends where it is remembered to: neither has more of it been written, nor has any been lost. One request, which reads no value. */
export async function isLast(tx: AnyTransaction, { commit, step }: Head): Promise<boolean> {
  const [last = noChange, later] = await tx
    .objectStore("changes")
    .getAllKeys(IDBKeyRange.lowerBound([commit, step]), 2);
  return later === undefined && last[0] === commit && last[1] === step;
}

type Stores = (name: StoreName) => IDBObjectStore;

/** Raises the counters and remembers what was told of the commit. */
export function writeCommit(
  store: Stores,
  { commit, ...counters }: Omit<Head, "step">,
  events: readonly CommitEvent[],
): Head {
  const row: ChangeRow = { commit, ...counters, events };
  store("changes").put(row, [commit, 0]);
  if (commit % forgottenTogether === 0)
    store("changes").delete(IDBKeyRange.upperBound([commit - rememberedCommits, 0]));
  return { commit, step: 0, ...counters };
}

/** Raises the counter of segments without a commit: nothing that anybody reads has changed. */
export async function writeStep(tx: Transaction<"readwrite">, head: Head, segments: number): Promise<Head> {
  const changes = rawStores(tx)("changes");
  const [last] = readAll(readChange, [await tx.objectStore("changes").get([head.commit, head.step])]);
  const next = { ...head, step: head.step + 1, segments };
  changes.put({ ...last, segments }, [next.commit, next.step]);
  changes.delete([head.commit, head.step]);
  return next;
}

/** What was told of the commits after one, ascending, as far as it is remembered; and the last commit. */
export async function changesSince(tx: AnyTransaction, commit: number): Promise<readonly ChangeRow[]> {
  return readAll(readChange, await tx.objectStore("changes").getAll(IDBKeyRange.lowerBound([commit + 1])));
}
