import type { RunReceipt } from "../receipt/receipt.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { finishEarly } from "./finish.ts";
import { interrupting } from "./interrupting.ts";
import { readableCheckpoint } from "./open-session.ts";
import { pagerFor } from "./pagination/pager-for.ts";
import { commitCheckpoint, sessionOf, successor } from "./session.ts";
import type { StreamContext } from "./stream-context.ts";

/**
 * Ends what was asked of a stream, whichever tab works on it or has it wait for its turn: the open run as cancelled, which is returned; `undefined` when
 * none is open. What it stored stays.
 */
export async function cancelRun(context: StreamContext): Promise<RunReceipt | undefined> {
  return endRun(context, ({ cancelled = 0 }) => ({ cancelled: cancelled + 1 }));
}

/** Ends the open run of a stream as cancelled. `change`: what its state says otherwise from then on, `undefined` where that is nothing. */
export async function endRun(
  context: StreamContext,
  change: (now: Checkpoint) => Partial<Checkpoint> | undefined,
): Promise<RunReceipt | undefined> {
  return interrupting(context, async (lease) => {
    const checkpoint = await readableCheckpoint(context);
    const { run } = checkpoint;
    const changed = change(checkpoint);
    if (run === undefined) {
      const at = { context, lease, checkpoint };
      if (changed !== undefined) await commitCheckpoint(at, successor(at, changed));
      return undefined;
    }
    const pager = pagerFor(context.contract.pagination, context.servers);
    const session = sessionOf({ context, lease, pager, checkpoint, run });
    return finishEarly(session, { run, outcome: "cancelled", changed });
  });
}
