import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { mappingHash } from "../../record/mapping-hash.ts";
import { noCounts } from "../../receipt/counts.ts";
import { replayReceipt } from "../../receipt/replay-receipt.ts";
import { receiptDigest } from "../../receipt/run-receipt.ts";
import type { Batch } from "../../store/contract.ts";
import type { HeldLease } from "../../tabs/lease.ts";
import type { Checkpoint, Remap } from "../checkpoint/checkpoint.ts";
import { noPositions } from "../run/open-session.ts";
import { unreadableCheckpoint } from "../checkpoint/plan.ts";
import { heldFromBefore, heldUnder } from "../rows/quarantine.ts";
import { remapPart } from "./remap-part.ts";
import { replayHeld } from "./replay-held.ts";
import { contractOf } from "../run/run.ts";
import { commitCheckpoint, successor } from "../run/session.ts";
import type { StepResult } from "../run/step-result.ts";
import type { StreamContext } from "../stream-context.ts";
import { tooManyUnfit } from "../page/unfit.ts";

/** Rows of one commit, and quarantined records of one replay. */
const limit = 200;

interface Bounds {
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly deadline?: number | undefined;
}

/**
 * Makes stored records anew of what the vendor sent, where the mapping or the code beside it changed, without asking the vendor: the same result as
 * reading everything again. A commit for every 200 rows, with the place that it came to; a crash goes on from there. `undefined`: the stream may go on.
 */
export async function remapStored(
  context: StreamContext,
  lease: HeldLease,
  bounds: Bounds,
): Promise<StepResult | undefined> {
  const { store, connection, contract, clock, settings } = context;
  const to = mappingHash(contract, context.runtime);
  for (;;) {
    const checkpoint = await store.checkpoint(connection, contract.name);
    if (checkpoint === undefined || !asksForRemap(checkpoint, to)) return undefined;
    if (settings.onMappingChange === "refuse") return { state: "refused", failure: refused() };
    bounds.signal.throwIfAborted();
    if (clock.now() >= (bounds.deadline ?? Infinity)) return { state: "more" };
    const at = { context, lease, checkpoint };
    const stopped = await remapOnce(at, progressOf(context, checkpoint, to));
    if (stopped !== undefined) return { state: "blocked", blocker: "schema", failure: stopped };
  }
}

interface Remapping {
  readonly context: StreamContext;
  readonly lease: HeldLease;
  readonly checkpoint: Checkpoint;
}

/** One commit further. Returns why it stopped, where it did. */
async function remapOnce(at: Remapping, progress: Remap): Promise<Failure | undefined> {
  const { context, checkpoint } = at;
  const part = await remapPart(context, progress, limit);
  const stop = tooManyUnfit({ unfit: part.counts.quarantined, received: part.counts.received }, context.settings);
  if (stop !== undefined) {
    await commitRemap(at, { remap: progress, blocker: "schema" });
    return stop;
  }
  if (part.last === undefined) return finishRemap(at, progress);
  const { batch, kept } = part;
  const traced = kept.length > 0 ? true : checkpoint.traced;
  const remap = { ...progress, after: part.last, counts: part.counts };
  await commitRemap(
    { ...at, checkpoint },
    { remap, traced, blocker: undefined },
    { ...batch, quarantine: { put: kept, remove: [] } },
  );
  return undefined;
}

/** What was kept aside for want of another mapping is judged again; then the stream stands on the new one. */
async function finishRemap({ context, lease }: Remapping, progress: Remap): Promise<undefined> {
  await replayUnfit(context, lease, progress);
  const { store, connection, contract, clock, settings } = context;
  const checkpoint = await store.checkpoint(connection, contract.name);
  if (checkpoint === undefined) return;
  const receipt = replayReceipt({
    id: progress.id,
    connection,
    stream: contract.name,
    of: checkpoint.last?.receipt ?? checkpoint.run?.id ?? progress.id,
    why: "the mapping changed, so stored records were made anew",
    startedAt: progress.startedAt,
    finishedAt: clock.now(),
    counts: progress.counts,
    previous: checkpoint.receiptDigest,
  });
  // A stream of nothing has nothing to account for.
  const told = progress.counts.received === 0 ? {} : { receipt };
  const { mapping } = contractOf(context);
  const { mapping: _, ...rest } = checkpoint.contract;
  const change: Partial<Checkpoint> = {
    contract: { ...rest, ...(mapping !== undefined && { mapping }) },
    remap: undefined,
    ...(checkpoint.blocker === "schema" && { blocker: undefined }),
    // A run that is open goes on, and sets a position again: the one after it reads everything nevertheless.
    ...(settings.onMappingChange === "resync" && { ...noPositions, recount: true }),
    ...("receipt" in told && { receiptDigest: await receiptDigest(receipt) }),
  };
  await commitRemap({ context, lease, checkpoint }, change, told);
}

/** In parts, newest first; those that this remap itself kept aside were judged by the new mapping already. */
async function replayUnfit(context: StreamContext, lease: HeldLease, { id }: Remap): Promise<void> {
  const ids = (await heldFromBefore(context)).map((record) => record.id);
  for (let from = 0; from < ids.length; from += limit) {
    const unfit = (await heldUnder(context, ids.slice(from, from + limit))).filter(
      ({ run, reason }) => run !== id && (reason === "mapping" || reason === "validation"),
    );
    for (const run of new Set(unfit.map((record) => record.run))) {
      await replayHeld(context, lease, { run, records: unfit.filter((record) => record.run === run) });
    }
  }
}

async function commitRemap(at: Remapping, change: Partial<Checkpoint>, batch: Partial<Batch> = {}): Promise<void> {
  await commitCheckpoint(at, successor(at, change), batch);
}

/** A stream that waits for a person, or whose state cannot be read, is left as it is: whoever opens it says so. */
function asksForRemap(checkpoint: Checkpoint, to: string | undefined): boolean {
  const { contract, remap, blocker } = checkpoint;
  if (unreadableCheckpoint(checkpoint) !== undefined) return false;
  if (blocker === "schema" && (remap ?? { to: contract.mapping }).to === to) return false;
  if (blocker !== undefined && blocker !== "schema") return false;
  return contract.mapping !== to || remap !== undefined;
}

/** Goes on where the same remap stopped; another mapping begins at the first row. */
function progressOf(context: StreamContext, { remap }: Checkpoint, to: string | undefined): Remap {
  if (remap !== undefined && remap.to === to) return remap;
  return { id: context.newId(), to, startedAt: context.clock.now(), counts: noCounts };
}

function refused(): Failure {
  const message =
    'The mapping of this stream changed, and `onMappingChange` is "refuse": nothing was touched. ' +
    "Bring the earlier mapping back, or let stored records be made anew.";
  return failure("contract", { message, action: "fix" });
}
