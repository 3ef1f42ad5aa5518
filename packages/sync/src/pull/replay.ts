import type { ReplayReceipt } from "../receipt/receipt.ts";
import { knownLife } from "../tabs/lease.ts";
import type { HeldLease } from "../tabs/lease.ts";
import { interrupting } from "./interrupting.ts";
import { heldUnder } from "./rows/quarantine.ts";
import { replayHeld } from "./replay/replay-held.ts";
import type { StreamContext } from "./stream-context.ts";

/**
 * Judges quarantined records again, by the contract and the code as they are now, and stores those that are accepted. One receipt for each run that
 * they came from. Records that are no longer in quarantine are stepped over. An older copy never replaces a newer row. What was erased meanwhile stays so.
 */
export async function replay(context: StreamContext, ids: readonly string[]): Promise<readonly ReplayReceipt[]> {
  const receipts: ReplayReceipt[] = [];
  const life = knownLife(context.store, context.connection);
  const [, asked] = await Promise.all([life, heldUnder(context, ids)]);
  for (const run of new Set(asked.map((record) => record.run))) {
    const judge = async (lease: HeldLease): Promise<ReplayReceipt | undefined> => {
      const records = (await heldUnder(context, ids)).filter((record) => record.run === run);
      return records.length === 0 ? undefined : replayHeld(context, lease, { run, records });
    };
    const receipt = await interrupting(context, judge, life);
    if (receipt !== undefined) receipts.push(receipt);
  }
  return receipts;
}
