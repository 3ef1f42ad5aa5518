import type { RunReceipt } from "../receipt/receipt.ts";
import { endRun } from "./cancel-run.ts";
import type { KnownLife } from "./interrupting.ts";
import { noPositions } from "./run/open-session.ts";
import type { StreamContext } from "./stream-context.ts";

/**
 * Forgets how far a stream was read, so that the next run reads everything. Records and receipts stay: a run that was open ends in a `cancelled` one,
 * which is returned. All in one commit: no run begins in between with what is to be forgotten.
 */
export async function resetStream(context: StreamContext, life?: KnownLife): Promise<RunReceipt | undefined> {
  return endRun(context, ({ version }) => (version > 0 ? noPositions : undefined), life);
}
