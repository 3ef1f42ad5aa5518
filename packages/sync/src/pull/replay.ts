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
  for (const run of runs) {
    const receipt = await interrupting(context, async (lease) => {
      const records = (await heldUnder(context, ids)).filter((record) => record.run === run);
      return records.length === 0 ? undefined : replayHeld(context, lease, { run, records });
    });
    if (receipt !== undefined) receipts.push(receipt);
  }
  return receipts;
}
