import type { RunReceipt } from "../receipt/receipt.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { finishEarly } from "./finish.ts";
import { interrupting } from "./interrupting.ts";
import { readableCheckpoint } from "./open-session.ts";
import { pagerFor } from "./pagination/pager-for.ts";
import { commitCheckpoint, sessionOf, successor } from "./session.ts";
import type { StreamContext } from "./stream-context.ts";

/**
 * Ends the open run of a stream as cancelled, whichever tab works on it; `undefined` when none is open. What it stored stays.
 * @param forgotten What the stream's state no longer says from then on.
 */
export async function cancelRun(
  context: StreamContext,
  forgotten?: Partial<Checkpoint>,
): Promise<RunReceipt | undefined> {
  return interrupting(context, async (lease) => {
    const checkpoint = await readableCheckpoint(context);
    const { run } = checkpoint;
    if (run === undefined) {
      const at = { context, lease, checkpoint };
      if (forgotten !== undefined && checkpoint.version > 0) await commitCheckpoint(at, successor(at, forgotten));
      return undefined;
    }
    const pager = pagerFor(context.contract.pagination, context.servers);
    const session = sessionOf({ context, lease, pager, checkpoint, run });
    return finishEarly(session, { run, outcome: "cancelled", forgotten });
  });
}
