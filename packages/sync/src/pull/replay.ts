import type { ReplayReceipt } from "../receipt/receipt.ts";
import { interrupting } from "./interrupting.ts";
import { heldUnder } from "./quarantine.ts";
import { replayHeld } from "./replay-held.ts";
import type { StreamContext } from "./stream-context.ts";

/**
 * Judges quarantined records again, by the contract and the code as they are now, and stores those that are accepted. One receipt for each run that
 * they came from. Records that are no longer in quarantine are stepped over. An older copy never replaces a newer row.
 */
export async function replay(context: StreamContext, ids: readonly string[]): Promise<readonly ReplayReceipt[]> {
  const receipts: ReplayReceipt[] = [];
  const runs = new Set((await heldUnder(context, ids)).map(({ run }) => run));
  for (const of of runs) {
    const left = async () => (await heldUnder(context, ids)).filter(({ run }) => run === of);
    receipts.push(...(await interrupting(context, async (lease) => replayHeld(context, lease, await left()))));
  }
  return receipts;
}
