import type { RunReceipt } from "@waybill/sync";
import { isFailureError } from "@waybill/transport";
import { hold } from "../checks/violation.ts";
import type { Link } from "./tab.ts";

/** P8: a run that a caller is told the end of has ended for everybody. */
export function judgeReceipts({ stage: { watches }, process }: Link, receipts: readonly RunReceipt[]): void {
  for (const { id, stream } of receipts)
    hold(
      watches.get(stream)?.keptReceipts.wasStored(id) === true,
      "P8",
      () => `${process.name} was told that ${id} of ${stream} has ended, and its receipt is not stored`,
    );
}

/** Judges what a tab says of streams of which it could write no more. */
export async function judgeFailedWrites({ stage, waybill, failedWrites }: Link): Promise<void> {
  const { connection, watches } = stage;
  for (const stream of failedWrites.streams) {
    try {
      const snapshot = await waybill.status.snapshot({ connection, stream });
      failedWrites.judge(stream, { snapshot, version: watches.get(stream)?.checkpoint?.version ?? 0 });
    } catch (error) {
      // What cannot be read says nothing.
      if (!isFailureError(error)) throw error;
    }
  }
  failedWrites.forget();
}
