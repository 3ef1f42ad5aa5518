import { canonicalJson } from "../../record/canonical-json.ts";
import type { Batch } from "../../store/contract.ts";
import type { BaseRecord, QuarantinedRecord, RecordKey } from "../../record/record.ts";
import { addCounts, noCounts } from "../../receipt/counts.ts";
import type { Counts } from "../../receipt/receipt.ts";
import { acceptRecord } from "../rows/accept-record.ts";
import type { Remap } from "../checkpoint/checkpoint.ts";
import { keptBefore, quarantined } from "../rows/quarantine.ts";
import type { RefusedItem } from "../page/sort-item.ts";
import { stampRows } from "../rows/stamp-rows.ts";
import type { StreamContext } from "../stream-context.ts";

/** What one commit of a remap changes. */
export interface RemapPart {
  readonly batch: Pick<Batch, "put" | "remove" | "traces">;
  readonly kept: readonly QuarantinedRecord[];
  /** Of the remap so far, this part included. */
  readonly counts: Counts;
  /** Key that the part came to; absent when nothing was left. */
  readonly last: RecordKey | undefined;
}

/** Maps and judges the next stored rows again. Rows that come out as they are cost no write; what is refused now is kept aside, as if it came now. */
export async function remapPart(context: StreamContext, progress: Remap, limit: number): Promise<RemapPart> {
  const { store, connection, contract } = context;
  const keys = await store.keys(connection, contract.name, { after: progress.after, limit });
  const rows = (await store.bases(connection, contract.name, keys)).filter((row) => row !== undefined);
  const put: MadeAnew[] = [];
  const kept: QuarantinedRecord[] = [];
  for (const row of rows) {
    const outcome = await remapped(context, row, progress);
    if (outcome === undefined) continue;
    if ("raw" in outcome && "reason" in outcome) kept.push(outcome);
    else put.push(outcome);
  }
  const work = { received: rows.length, updated: put.length, quarantined: kept.length };
  const unchanged = rows.length - put.length - kept.length;
  const remove = kept.flatMap(({ key }) => (key === undefined ? [] : [key]));
  const counts = { ...noCounts, ...work, unchanged };
  const stamp = { by: { run: progress.id }, traced: true, kept: await keptBefore(context, remove) };
  const batch = await stampRows(context, { put, remove, counts }, stamp);
  return { batch, kept, counts: addCounts(progress.counts, counts), last: keys.at(-1) };
}

type MadeAnew = Omit<BaseRecord, "run">;

async function remapped(
  context: StreamContext,
  row: BaseRecord,
  { id }: Remap,
): Promise<MadeAnew | QuarantinedRecord | undefined> {
  const sent = row.raw ?? row.data;
  const outcome = await acceptRecord(context, sent);
  if (!outcome.ok) {
    const { reason, message, pointer } = outcome;
    const item: RefusedItem = { kind: "refused", reason, message, pointer, key: row.key, raw: sent };
    return quarantined(context, item, { run: id, at: context.clock.now() });
  }
  const { data, raw } = outcome;
  const same = (raw === undefined) === (row.raw === undefined) && canonicalJson(data) === canonicalJson(row.data);
  return same ? undefined : { key: row.key, data, hash: row.hash, ...(raw !== undefined && { raw }) };
}
