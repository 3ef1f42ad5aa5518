import type { Batch } from "../../contract.ts";
import type { StoreName } from "../database/schema.ts";

/** The object stores that a batch touches, and no other: commits that share none do not wait for each other. */
export function storesOfBatch(batch: Batch): readonly StoreName[] {
  const needs: readonly (readonly [needed: unknown, stores: readonly StoreName[]])[] = [
    [batch.stream, ["streams", "entries"]],
    [batch.put ?? batch.remove, ["bodies"]],
    [batch.remove ?? batch.overlay, ["overlay"]],
    [batch.quarantine, ["quarantine"]],
    [batch.traces, ["traces"]],
    [batch.seen ?? batch.forgetSeen, ["seen"]],
    [batch.mutations, ["mutations"]],
    [batch.receipt ?? batch.forgetReceipts, ["receipts"]],
    [batch.tokens, ["tokens"]],
    [batch.limits, ["limits"]],
  ];
  const touched = needs.flatMap(([needed, stores]) => (needed === undefined ? [] : stores));
  return [...new Set<StoreName>(["changes", ...touched])];
}
