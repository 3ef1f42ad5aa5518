import type { RunReceipt } from "../receipt/receipt.ts";
import { amendCheckpoint } from "./amend-checkpoint.ts";
import { cancelRun } from "./cancel-run.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { noPositions } from "./open-session.ts";
import type { StreamContext } from "./stream-context.ts";

/**
 * Forgets how far a stream was read, so that the next run reads everything. Records and receipts stay: a run that was open ends in a `cancelled` one,
 * which is returned.
 */
export async function resetStream(context: StreamContext): Promise<RunReceipt | undefined> {
  const receipt = await cancelRun(context, noPositions);
  await amendCheckpoint(context, (now) => (hasPosition(now) ? { ...now, ...noPositions } : undefined));
  return receipt;
}

function hasPosition(checkpoint: Checkpoint): boolean {
  return Object.entries(checkpoint).some(([name, value]) => value !== undefined && name in noPositions);
}
