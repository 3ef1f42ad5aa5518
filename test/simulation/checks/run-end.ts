import type { RunReceipt } from "@waybill/sync";
import type { Batch } from "@waybill/sync/store";
import { checkCounts } from "./receipts.ts";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;

/** P4, P8: a run ends once, in a receipt that does not contradict itself. */
export function judgeRunEnd(receipt: RunReceipt, batch: Batch, before: Checkpoint | undefined): void {
  const { id, previous } = receipt;
  hold(before?.run?.id === id, "receipt", () => `${id} ends a run that was not open`);
  hold(
    batch.checkpoint !== undefined && batch.checkpoint.run === undefined,
    "receipt",
    () => `${id} leaves its run open`,
  );
  hold(previous === before?.receiptDigest, "receipt chain", () => `${id} names another one before it`);
  checkCounts(receipt);
  judgeOutcome(receipt);
}

function judgeOutcome({ id, counts, outcome, failure, completeness }: RunReceipt): void {
  const isComplete = outcome === "complete";
  hold(!isComplete || counts.quarantined === 0, "P8", () => `${id} is complete and kept records aside`);
  hold(!isComplete || failure === undefined, "P8", () => `${id} is complete with a failure`);
  hold(outcome !== "failed" || failure !== undefined, "P8", () => `${id} failed without saying why`);
  hold(failure?.code !== "aborted", "P8", () => `${id} failed because somebody left, which says nothing of the vendor`);
  hold(counts.swept === 0 || completeness.proven, "P4", () => `${id} deleted without proof`);
}
