import type { RunReceipt } from "../receipt/receipt.ts";
import type { HeldLease } from "../tabs/lease.ts";
import type { Checkpoint } from "./checkpoint/checkpoint.ts";
import { finishEarly } from "./run/finish.ts";
import { interrupting } from "./interrupting.ts";
import type { KnownLife } from "./interrupting.ts";
import { readableCheckpoint } from "./run/open-session.ts";
import { leaveWaits } from "./run/own-up.ts";
import { pagerFor } from "./pagination/pager-for.ts";
import { commitCheckpoint, sessionOf, successor } from "./run/session.ts";
import type { StreamContext } from "./stream-context.ts";

/**
 * Ends what was asked of a stream, whichever tab works on it or has it wait for its turn: the open run as cancelled, which is returned; `undefined` when
 * none is open. What it stored stays. `life`: {@link lifeOf} the connection when it was asked for, by default as it is.
 */
export async function cancelRun(context: StreamContext, life?: KnownLife): Promise<RunReceipt | undefined> {
  return endRun(context, ({ cancelled = 0 }) => ({ cancelled: cancelled + 1 }), life);
}

/** Ends the open run of a stream as cancelled. `change`: what its state says otherwise from then on, `undefined` where that is nothing. */
export async function endRun(
  context: StreamContext,
  change: (now: Checkpoint) => Partial<Checkpoint> | undefined,
  life?: KnownLife,
): Promise<RunReceipt | undefined> {
  const end = async (lease: HeldLease): Promise<RunReceipt | undefined> => {
    const checkpoint = await readableCheckpoint(context);
    const { run } = checkpoint;
    const changed = change(checkpoint);
    if (run === undefined) {
      const at = { context, lease, checkpoint };
      if (changed !== undefined) await commitCheckpoint(at, successor(at, changed));
      return undefined;
    }
    leaveWaits(context, run);
    const pager = pagerFor(context.contract.pagination, context.servers);
    const session = sessionOf({ context, lease, pager, checkpoint, run });
    return finishEarly(session, { run, outcome: "cancelled", changed });
  };
  return interrupting(context, end, life);
}
