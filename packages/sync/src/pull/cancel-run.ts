import type { RunReceipt } from "../receipt/receipt.ts";
import { withLease } from "../tabs/lease.ts";
import { finishEarly } from "./finish.ts";
import { currentCheckpoint } from "./open-session.ts";
import { pagerFor } from "./pagination/pager-for.ts";
import { sessionOf } from "./session.ts";
import { leaseOptions } from "./step.ts";
import type { StreamContext } from "./stream-context.ts";

/** Ends the open run of a stream as cancelled; `undefined` when none is open. What it stored stays. */
export async function cancelRun(context: StreamContext, signal: AbortSignal): Promise<RunReceipt | undefined> {
  return withLease(leaseOptions(context), signal, async (lease) => {
    const checkpoint = await currentCheckpoint(context);
    const { run } = checkpoint;
    if (run === undefined) return undefined;
    const pager = pagerFor(context.contract.pagination, context.servers);
    return finishEarly(sessionOf({ context, lease, pager, checkpoint, run }), { run, outcome: "cancelled" });
  });
}
