import { addCounts, noCounts } from "../receipt/counts.ts";
import { receiptFormat } from "../receipt/receipt.ts";
import type { Counts, ReplayReceipt } from "../receipt/receipt.ts";
import { receiptDigest } from "../receipt/run-receipt.ts";
import type { QuarantinedRecord, RecordKey } from "../record/record.ts";
import { withLease } from "../tabs/lease.ts";
import type { HeldLease } from "../tabs/lease.ts";
import { compare } from "./compare.ts";
import { currentCheckpoint } from "./open-session.ts";
import { quarantineBatch } from "./quarantine.ts";
import { commitCheckpoint, successor } from "./session.ts";
import { sortItem } from "./sort-item.ts";
import { leaseOptions } from "./step.ts";
import type { StreamContext } from "./stream-context.ts";
import type { Tally } from "./tally.ts";

/**
 * Judges quarantined records again, by the contract as it is now, and stores those that are accepted. One receipt for each run that they came from.
 * Records that are no longer in quarantine are stepped over. An older copy never replaces a newer row.
 */
export async function replay(context: StreamContext, ids: readonly string[]): Promise<readonly ReplayReceipt[]> {
  const { signal } = new AbortController();
  return withLease(leaseOptions(context), signal, async (lease) => {
    const receipts: ReplayReceipt[] = [];
    for (const [run, records] of byRun(await quarantined(context, ids))) {
      receipts.push(await replayRun(context, lease, { run, records }));
    }
    return receipts;
  });
}

/** Gives quarantined records up: they are not stored, and no longer ask for attention. */
export async function discard(context: StreamContext, ids: readonly string[]): Promise<void> {
  const known = await quarantined(context, ids);
  if (known.length === 0) return;
  const { store, connection, contract } = context;
  await store.commit({
    connection,
    stream: contract.name,
    quarantine: { put: [], remove: known.map(({ id }) => id) },
  });
}

interface Leftovers {
  readonly run: string;
  readonly records: readonly QuarantinedRecord[];
}

async function replayRun(
  context: StreamContext,
  lease: HeldLease,
  { run, records }: Leftovers,
): Promise<ReplayReceipt> {
  const startedAt = context.clock.now();
  const items = records.map(({ raw }) => sortItem(context.contract, raw));
  const stored = new Set(items.flatMap(({ key }) => (key === undefined ? [] : [key])));
  const result = await compare({ context, met: everyKey(stored) }, items);
  const checkpoint = await currentCheckpoint(context);
  const id = context.newId();
  const receipt: ReplayReceipt = {
    kind: "replay",
    format: receiptFormat,
    id,
    connection: context.connection,
    stream: context.contract.name,
    correlationId: id,
    startedAt,
    finishedAt: context.clock.now(),
    attempts: 1,
    outcome: outcomeOf(result.counts),
    of: run,
    counts: addCounts(noCounts, result.counts),
    ...(checkpoint.receiptDigest !== undefined && { previous: checkpoint.receiptDigest }),
  };
  const next = successor({ context, checkpoint }, { receiptDigest: await receiptDigest(receipt) });
  await commitCheckpoint(
    { context, lease, checkpoint },
    { ...next, contract: checkpoint.contract },
    {
      put: result.put.map((row) => ({ ...row, run })),
      remove: result.remove,
      quarantine: await settled(context, result, { run, records }),
      receipt,
    },
  );
  return receipt;
}

/** What is accepted leaves the quarantine; what is refused again stays under its new reason. */
async function settled(context: StreamContext, result: Tally, { run, records }: Leftovers) {
  const at = context.clock.now();
  const kept = await quarantineBatch(context, { refused: result.refused, accepted: result.keys, run, at });
  const remove = [...records.map(({ id }) => id), ...(kept?.remove ?? [])];
  return { put: kept?.put ?? [], remove };
}

/** A replay compares with what is stored as if the run had met all of it: an older copy must not win. */
function everyKey(keys: ReadonlySet<RecordKey>) {
  return { all: async () => keys, add: () => {} };
}

function outcomeOf(counts: Counts): ReplayReceipt["outcome"] {
  if (counts.quarantined === 0) return "complete";
  return counts.quarantined < counts.received ? "partial" : "failed";
}

function byRun(records: readonly QuarantinedRecord[]): ReadonlyMap<string, readonly QuarantinedRecord[]> {
  const runs = new Map<string, QuarantinedRecord[]>();
  for (const record of records) runs.set(record.run, [...(runs.get(record.run) ?? []), record]);
  return runs;
}

async function quarantined(context: StreamContext, ids: readonly string[]): Promise<readonly QuarantinedRecord[]> {
  const { store, connection, contract } = context;
  const wanted = new Set(ids);
  const found: QuarantinedRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.quarantine(connection, { stream: contract.name, limit: 500, cursor });
    found.push(...page.items.filter(({ id }) => wanted.has(id)));
    cursor = page.next;
  } while (cursor !== undefined && found.length < wanted.size);
  return found;
}
