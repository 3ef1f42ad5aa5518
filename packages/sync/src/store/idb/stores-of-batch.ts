import type { Batch } from "../contract.ts";
import { recordStores } from "./schema.ts";
import type { StoreName } from "./schema.ts";

/** The object stores that a batch touches, and no other: commits that share none do not wait for each other. */
export function storesOfBatch(batch: Batch): readonly StoreName[] {
  const needs: readonly (readonly [needed: unknown, stores: readonly StoreName[]])[] = [
    [batch.put, recordStores],
    [batch.remove, [...recordStores, "overlay"]],
    [batch.overlay, ["overlay", ...recordStores]],
    [batch.quarantine, ["quarantine", "counts"]],
    [batch.seen ?? batch.forgetSeen, ["seen"]],
    [batch.checkpoint ?? batch.expect?.checkpoint, ["checkpoints"]],
    [batch.lease ?? batch.expect?.lease, ["leases"]],
    [batch.mutations, ["mutations"]],
    [batch.receipt ?? batch.forgetReceipts, ["receipts"]],
    [batch.tokens, ["tokens"]],
    [batch.limits, ["limits"]],
  ];
  const touched = needs.flatMap(([needed, stores]) => (needed === undefined ? [] : stores));
  return [...new Set<StoreName>(["meta", "changes", ...touched])];
}
