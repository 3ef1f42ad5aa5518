import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import type { Receipt, RunReceipt } from "../../receipt/receipt.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { StepResult } from "./step-result.ts";
import type { StreamContext } from "../stream-context.ts";

/** A run that is gone with all that it stored is not begun anew: nobody asked for it since. */
export const erasedMeanwhile: Failure = failure("aborted", {
  message: "The connection was erased since this was asked for. Ask again to read it anew.",
});

export interface BeforeLease {
  /** The checkpoint when the step began. */
  readonly before: Checkpoint | undefined;
  /** The run that is gone on with. Default: the one that was open. */
  readonly run: string | undefined;
  /** Whether another engine held the lease when this one came. */
  readonly waited: boolean;
}

/** What became of a stream until this engine had its lease: another may have ended the run that is gone on with, or finished the very one that is asked for. */
export async function endedMeanwhile(
  context: StreamContext,
  { before, run = before?.run?.id, waited }: BeforeLease,
): Promise<StepResult | undefined> {
  if (run === undefined && !waited) return undefined;
  const now = await context.store.checkpoint(context.connection, context.contract.name);
  if (run !== undefined && now === undefined) return { state: "refused", failure: erasedMeanwhile };
  const receipt = (await endOf(context, run, now)) ?? (waited ? await lastSince(context, before, now) : undefined);
  return receipt === undefined ? undefined : { state: "done", receipt };
}

/** A run that was given up for a changed connector is no answer: another has begun in its place. */
async function endOf(
  { store }: StreamContext,
  run: string | undefined,
  now?: Checkpoint,
): Promise<RunReceipt | undefined> {
  if (run === undefined || now?.run?.id === run) return undefined;
  const receipt = await store.receipt(run);
  return receipt?.kind === "run" && receipt.outcome !== "superseded" ? receipt : undefined;
}

/** The newest run that ended since, cancelled ones too: what a person ended for one tab is not begun anew by the one that waited. */
async function lastSince(
  { store, connection, contract }: StreamContext,
  before?: Checkpoint,
  now?: Checkpoint,
): Promise<RunReceipt | undefined> {
  if (now === undefined || now.run !== undefined || now.receiptDigest === before?.receiptDigest) return undefined;
  const { items } = await store.receipts(connection, { stream: contract.name, limit: 9 });
  return items.find((receipt) => isRunSince(receipt, before?.version ?? 0));
}

function isRunSince(receipt: Receipt, version: number): receipt is RunReceipt {
  if (receipt.kind !== "run" || receipt.checkpoint.after <= version) return false;
  return receipt.mode !== "backfill" && receipt.outcome !== "superseded";
}
