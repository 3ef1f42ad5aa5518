import type { Failure } from "@waybill/transport";
import { addCounts, distinct } from "../receipt/counts.ts";
import { receiptDigest, runReceipt } from "../receipt/run-receipt.ts";
import type { Completeness, RunOutcome, RunReceipt } from "../receipt/receipt.ts";
import type { RecordKey } from "../record/record.ts";
import type { Batch } from "../store/contract.ts";
import type { Checkpoint, OpenRun, Watermark } from "./checkpoint.ts";
import { endedEarly, judgeCompleteness } from "./completeness.ts";
import { parseCursor } from "./cursor-value.ts";
import { findAbsent, judgeSweep, maySweep } from "./deletions.ts";
import type { Sweep } from "./deletions.ts";
import type { MetKeys } from "./met-keys.ts";
import { heldFromBefore } from "./quarantine.ts";
import { commitCheckpoint, successor } from "./session.ts";
import type { Session } from "./session.ts";
import { nextWatermark } from "./watermark.ts";

/** Ends a run whose list was read to its end: completeness, deletions, watermark, receipt, with the last page's rows in one commit. */
export async function finishRead(session: Session, run: OpenRun, batch: Partial<Batch>): Promise<RunReceipt> {
  const arrived = await arrivedRecords(session, run, batch);
  const { completeness, contradicted } = judgeCompleteness(run, arrived, session.context.contract.pagination);
  const sweep = maySweep(run, completeness) ? await sweepFor(session, batch) : { kind: "none" as const };
  const swept = sweep.kind === "sweep" ? sweep.keys : [];
  const outcome = contradicted || run.counts.quarantined > 0 ? "partial" : "complete";
  return seal(session, {
    run: { ...run, counts: addCounts(run.counts, { swept: swept.length }) },
    outcome,
    completeness: sweep.kind === "hold" ? { proven: false, why: sweep.why } : completeness,
    // A list that may lack records must be asked for them again.
    watermark: contradicted ? session.checkpoint.watermark : watermarkAfter(session, run),
    batch: {
      ...batch,
      remove: [...(batch.remove ?? []), ...swept],
      ...(outcome === "complete" && run.mode === "full" && (await resolvedBy(session, batch))),
    },
  });
}

async function resolvedBy({ context }: Session, { quarantine }: Partial<Batch>): Promise<Pick<Batch, "quarantine">> {
  const held = await heldFromBefore(context);
  return held.length === 0
    ? { quarantine }
    : { quarantine: { put: [], remove: [...(quarantine?.remove ?? []), ...held] } };
}

/** Ends a run before its list ended. What was committed stays; the watermark does not move. */
export async function finishEarly(
  session: Session,
  end: {
    readonly run: OpenRun;
    readonly outcome: Extract<RunOutcome, "failed" | "cancelled" | "superseded">;
    readonly failure?: Failure | undefined;
    readonly batch?: Partial<Batch> | undefined;
  },
): Promise<RunReceipt> {
  const { watermark } = session.checkpoint;
  return seal(session, { ...end, completeness: endedEarly, watermark, batch: end.batch ?? {} });
}

interface Ending {
  readonly run: OpenRun;
  readonly outcome: RunOutcome;
  readonly completeness: Completeness;
  readonly watermark: Watermark | undefined;
  readonly failure?: Failure | undefined;
  readonly batch: Partial<Batch>;
}

/** The final commit of a run: exactly one receipt, with the checkpoint that no longer has the run. */
async function seal(session: Session, ending: Ending): Promise<RunReceipt> {
  const { context } = session;
  const finishedAt = context.clock.now();
  const receipt = runReceipt({
    ...ending,
    counts: ending.run.counts,
    connection: context.connection,
    stream: context.contract.name,
    finishedAt,
    after: session.checkpoint.version + 1,
    previous: session.checkpoint.receiptDigest,
  });
  const checkpoint = successor(session, {
    ...lastOf(receipt, session.checkpoint),
    run: undefined,
    watermark: ending.watermark,
    receiptDigest: await receiptDigest(receipt),
  });
  await commitCheckpoint(session, checkpoint, { ...ending.batch, receipt, forgetSeen: ending.run.id });
  return receipt;
}

/** Cancelled and superseded runs leave the last outcome as it was. */
function lastOf(receipt: RunReceipt, before: Checkpoint): Partial<Checkpoint> {
  const { outcome, finishedAt } = receipt;
  if (outcome === "cancelled" || outcome === "superseded") return {};
  const lastCompleteAt = outcome === "complete" ? finishedAt : before.lastCompleteAt;
  return { last: { outcome, receipt: receipt.id, finishedAt }, lastCompleteAt };
}

function watermarkAfter({ context, checkpoint }: Session, run: OpenRun): Watermark | undefined {
  const { incremental } = context.contract;
  if (incremental === undefined) return checkpoint.watermark;
  return nextWatermark(incremental, {
    previous: checkpoint.watermark,
    startedAt: run.vendorTime ?? run.startedAt - context.settings.clockSkewMs,
    max: run.maxCursor === undefined ? undefined : parseCursor(run.maxCursor, incremental),
    ordered: run.ordered && incremental.order !== "unknown",
  });
}

/** How many different records arrived. Without keys, equal records are still as many as came. */
async function arrivedRecords({ context, met }: Session, run: OpenRun, batch: Partial<Batch>): Promise<number> {
  const { counts, reported } = run;
  if (context.contract.primaryKey.length === 0) return counts.received;
  const counted = distinct(counts);
  // A record that came twice with different content is counted twice, as two changes; its key is there once.
  if (reported === undefined || reported === counted || counts.quarantined > 0) return counted;
  return (await allMet(met, batch)).size;
}

async function allMet(met: MetKeys, batch: Partial<Batch>): Promise<ReadonlySet<RecordKey>> {
  return new Set([...(await met.all()), ...(batch.seen?.keys ?? [])]);
}

async function sweepFor({ context, met }: Session, batch: Partial<Batch>): Promise<Sweep> {
  const at = { connection: context.connection, stream: context.contract.name };
  const absent = await findAbsent(context.store, at, await allMet(met, batch));
  return judgeSweep(absent, context.settings.maxShrink);
}
