import type { CommitEvent } from "../contract.ts";
import { readHeadRow } from "./rows.ts";
import type { ChangeRow, HeadRow } from "./rows.ts";
import type { AnyTransaction, StoreName } from "./schema.ts";

/** Commits that are remembered for other tabs; one that fell behind further reads everything again. */
export const rememberedCommits = 1_024;

/** Older ones are forgotten together, each time that so many more were made. */
const forgottenTogether = 64;

/** Where a tenant's history stands: its counters, which never go back. */
export interface Head {
  /** Counts commits and steps of compaction alike: whoever knows it can see that nothing was written since. */
  readonly place: number;
  readonly commit: number;
  /** How many records were ever kept aside. */
  readonly arrivals: number;
  /** The last id of a segment. */
  readonly segments: number;
}

const noHead: Head = { place: 0, commit: 0, arrivals: 0, segments: 0 };

export async function readHead(tx: AnyTransaction): Promise<Head> {
  const row = readHeadRow(await tx.objectStore("head").get(IDBKeyRange.lowerBound(0)));
  if (row === undefined) return noHead;
  const { only: _, ...head } = row;
  return head;
}

/** Whether nobody has written since: one request, which reads no value. */
export async function isLast(tx: AnyTransaction, { place }: Head): Promise<boolean> {
  return (await tx.objectStore("head").getKey(place)) === place;
}

type Stores = (name: StoreName) => IDBObjectStore;

/**
 * Puts the next head in the place of the one before, without reading it: should that be gone, because somebody else has written meanwhile, then there
 * is another one, and as there can be only one, the whole transaction fails. The request tells so: see {@link wasOvertaken}.
 */
export function moveHead(
  store: Stores,
  from: Head,
  to: Omit<Head, "place">,
): { readonly head: Head; readonly move: IDBRequest } {
  const head = { ...to, place: from.place + 1 };
  const row: HeadRow = { ...head, only: 1 };
  store("head").delete(from.place);
  return { head, move: store("head").add(row, head.place) };
}

/** Whether this is why the transaction failed. */
export function wasOvertaken(move: IDBRequest): boolean {
  return move.readyState === "done" && move.error?.name === "ConstraintError";
}

/** Remembers what was told of a commit. */
export function writeChange(store: Stores, commit: number, events: readonly CommitEvent[]): void {
  const row: ChangeRow = { commit, events };
  store("changes").put(row, commit);
  if (commit % forgottenTogether === 0) store("changes").delete(IDBKeyRange.upperBound(commit - rememberedCommits));
}
