import { replayReceipt } from "../../receipt/replay-receipt.ts";
import { receiptDigest } from "../../receipt/run-receipt.ts";
import type { ReplayReceipt } from "../../receipt/receipt.ts";
import type { QuarantinedRecord, RecordKey } from "../../record/record.ts";
import type { HeldLease } from "../../tabs/lease.ts";
import { compare } from "../reading/compare.ts";
import { readableCheckpoint } from "../run/open-session.ts";
import { itemBelow } from "../parents/below-parent.ts";
import { keptBefore, quarantineBatch } from "../rows/quarantine.ts";
import type { KeptBefore } from "../rows/quarantine.ts";
import { commitCheckpoint, successor } from "../run/session.ts";
import { sortItem } from "../page/sort-item.ts";
import type { SortedItem } from "../page/sort-item.ts";
import { stampRows, tracedAfter } from "../rows/stamp-rows.ts";
import type { StreamContext } from "../stream-context.ts";
import type { Tally } from "../page/tally.ts";

interface Leftovers {
  readonly run: string;
  readonly records: readonly QuarantinedRecord[];
}

/** Judges what one run left again, by the contract and the code as they are now: one commit and one receipt. */
export async function replayHeld(
  context: StreamContext,
  lease: HeldLease,
  leftovers: Leftovers,
): Promise<ReplayReceipt> {
  const startedAt = context.clock.now();
  const items = leftovers.records.map((record) => sortedAgain(context, record));
  const named = new Set(items.flatMap(({ key }) => (key === undefined ? [] : [key])));
  const result = await compare({ context, met: everyKey(named) }, items);
  const checkpoint = await readableCheckpoint(context);
  const id = context.newId();
  const receipt = replayReceipt({
    id,
    connection: context.connection,
    stream: context.contract.name,
    of: leftovers.run,
    startedAt,
    finishedAt: context.clock.now(),
    counts: result.counts,
    previous: checkpoint.receiptDigest,
  });
  const traced = tracedAfter(checkpoint, result);
  const next = successor({ checkpoint }, { receiptDigest: await receiptDigest(receipt), traced });
  const kept = await keptBefore(context, result.accepted);
  await commitCheckpoint({ context, lease, checkpoint }, next, {
    ...(await stampRows(context, result, { by: { run: id }, traced: checkpoint.traced === true, kept })),
    quarantine: settled(context, result, { ...leftovers, kept }),
    receipt,
  });
  return receipt;
}

function sortedAgain({ contract }: StreamContext, { raw, parent }: QuarantinedRecord): SortedItem {
  const item = sortItem(contract, raw);
  return parent === undefined || contract.parent?.keys !== "below-parent" ? item : itemBelow(parent, item);
}

interface Replayed extends Leftovers {
  readonly kept: KeptBefore;
}

/** What is accepted leaves the quarantine; what is refused again stays with the run and page that brought it, under its new reason. */
function settled(context: StreamContext, result: Tally, { run, records, kept }: Replayed) {
  const at = context.clock.now();
  const batch = quarantineBatch(context, { ...result, before: kept, run, at });
  const put = (batch?.put ?? []).map((again) => ({ ...again, ...origin(records.find(({ id }) => id === again.id)) }));
  return { put, remove: [...records.map(({ id }) => id), ...(batch?.remove ?? [])] };
}

function origin(record: QuarantinedRecord | undefined): Pick<QuarantinedRecord, "page" | "parent"> {
  const { page, parent } = record ?? {};
  return { ...(page !== undefined && { page }), ...(parent !== undefined && { parent }) };
}

/** A replay compares with what is stored as if the run had met all of it: an older copy must not win. */
function everyKey(keys: ReadonlySet<RecordKey>) {
  return { all: async () => keys };
}
