import { FailureError } from "@waybill/transport";
import { unreadableCheckpoint } from "./checkpoint/plan.ts";
import type { RecordKey } from "../record/record.ts";
import type { Store } from "../store/contract.ts";
import { untilCommitted } from "../until-committed.ts";
import type { Receipt } from "../receipt/receipt.ts";
import { receiptDigest } from "../receipt/run-receipt.ts";
import { verifyReceipts } from "../receipt/verify-receipts.ts";
import type { ReceiptPlace, ReceiptsVerdict } from "../receipt/verify-receipts.ts";

export interface Retention {
  /** Receipts that ended before are removed. Epoch milliseconds. */
  readonly before: number;
  /** Newest receipts that stay whatever their age. Default 1; the receipt of the last finished run always stays. */
  readonly keep?: number | undefined;
}

export type RetentionResult =
  | { readonly ok: true; readonly removed: number }
  /** The chain does not hold, and removing a part of it would hide that; or (`unknown`) nothing is stored of a stream of that name. Nothing was removed. */
  | { readonly ok: false; readonly verdict: Extract<ReceiptsVerdict, { readonly ok: false }> };

/** Receipts of one commit. */
const limit = 100;
/** Traces of one read. */
const traceLimit = 1000;

/**
 * Removes a stream's oldest receipts, in commits of a hundred, the oldest first, and leaves an anchor: the digest of the last one removed, on which the
 * chain of the others goes on standing. What is remembered of records that a run removed goes with the run's receipt. A crash in between leaves a
 * chain that holds.
 * @throws FailureError `storage` when another version wrote the stream's checkpoint; nothing is removed.
 */
export async function retainReceipts(
  store: Store,
  place: ReceiptPlace,
  { before, keep = 1 }: Retention,
): Promise<RetentionResult> {
  const verdict = await verifyReceipts(store, place);
  if (!verdict.ok) return { ok: false, verdict };
  const old = await oldest(store, place, { before, keep: Math.max(1, keep) });
  let removed = 0;
  for (let end = old.length; end > 0; end -= limit) {
    const part = old.slice(Math.max(0, end - limit), end);
    const [last] = part;
    if (last === undefined || !(await forget(store, place, { part, last }))) break;
    removed += part.length;
  }
  return { ok: true, removed };
}

/** What is to go, newest first: all that is older than the first receipt that stays. */
async function oldest(
  store: Store,
  { connection, stream }: ReceiptPlace,
  { before, keep }: { readonly before: number; readonly keep: number },
): Promise<readonly Receipt[]> {
  const lastRun = (await store.checkpoint(connection, stream))?.last?.receipt;
  const old: Receipt[] = [];
  let seen = 0;
  let cursor: string | undefined;
  do {
    const page = await store.receipts(connection, { stream, limit, cursor });
    for (const receipt of page.items) {
      seen += 1;
      const stays = seen <= keep || receipt.finishedAt >= before || receipt.id === lastRun;
      if (stays) old.length = 0;
      else old.push(receipt);
    }
    cursor = page.next;
  } while (cursor !== undefined);
  return old;
}

/**
 * One commit: the receipts go, with what is remembered of the records that their runs removed, and the checkpoint says what they were. Told to try again
 * when somebody committed in between.
 */
async function forget(
  store: Store,
  { connection, stream }: ReceiptPlace,
  { part, last }: { readonly part: readonly Receipt[]; readonly last: Receipt },
): Promise<boolean> {
  const digest = await receiptDigest(last);
  const before = part.at(-1)?.previous;
  const ids = part.map(({ id }) => id);
  return untilCommitted(async () => {
    const checkpoint = await store.checkpoint(connection, stream);
    // Another tab that does the same has come here first: its anchor stands for these.
    if (checkpoint === undefined || checkpoint.receiptAnchor?.digest !== before) return false;
    const unreadable = unreadableCheckpoint(checkpoint);
    if (unreadable !== undefined) throw new FailureError(unreadable);
    const receipts = (checkpoint.receiptAnchor?.receipts ?? 0) + part.length;
    // A clock that was set back let a later run end before an earlier one.
    const until = Math.max(checkpoint.receiptAnchor?.until ?? 0, ...part.map(({ finishedAt }) => finishedAt));
    const anchored = { ...checkpoint, receiptAnchor: { digest, receipts, until } };
    await store.commit({
      connection,
      stream,
      expect: { checkpoint: checkpoint.version },
      checkpoint: { ...anchored, version: checkpoint.version + 1 },
      forgetReceipts: ids,
      traces: { put: [], remove: await removedBy(store, { connection, stream }, new Set(ids)) },
    });
    return true;
  });
}

/** Keys of records of which nothing later is remembered than that one of these runs removed them. */
async function removedBy(
  store: Store,
  { connection, stream }: ReceiptPlace,
  runs: ReadonlySet<string>,
): Promise<readonly RecordKey[]> {
  const found: RecordKey[] = [];
  let after: RecordKey | undefined;
  for (;;) {
    const page = await store.removed(connection, stream, { after, limit: traceLimit });
    found.push(...page.filter(({ touches }) => runs.has(touches.at(-1)?.run ?? "")).map(({ key }) => key));
    after = page.at(-1)?.key;
    if (page.length < traceLimit) return found;
  }
}
