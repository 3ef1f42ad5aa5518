import type { BaseRecord, QuarantinedRecord, Touch } from "../record/record.ts";
import { quarantineId } from "./quarantine.ts";
import type { StreamContext } from "./stream-context.ts";
import type { Tally } from "./tally.ts";

/** Touches that a row remembers: enough to tell its story, and no more for a record that changes every minute. */
const remembered = 8;

/** Rows that a page, replay or remap writes, each with what touched it before. Rows that are new cost no read. */
export async function stampRows(
  context: StreamContext,
  { put, counts }: Pick<Tally, "put" | "counts">,
  by: Pick<Touch, "run" | "page">,
): Promise<readonly BaseRecord[]> {
  const { store, connection, contract } = context;
  const keys = put.map(({ key }) => key);
  const before = counts.updated === 0 ? [] : await store.bases(connection, contract.name, keys);
  const held = keys.length > 0 && (await store.quarantineCount(connection, contract.name)) > 0;
  const ids = held ? keys.map((key) => quarantineId(context, { key })) : [];
  const kept = held ? await store.quarantined(connection, contract.name, ids) : [];
  return put.map((row, at) => stampRow(row, by, { before: before[at], kept: kept[at] }));
}

/** A row, written by a run. */
export function stampRow(
  row: Omit<BaseRecord, "run">,
  by: Pick<Touch, "run" | "page">,
  { before, kept }: { readonly before?: BaseRecord | undefined; readonly kept?: QuarantinedRecord | undefined },
): BaseRecord {
  const earlier = [
    ...(before?.earlier ?? []),
    ...(before === undefined ? [] : [touch(before)]),
    ...(kept === undefined ? [] : [{ ...touch(kept), kept: kept.reason }]),
  ].slice(-remembered);
  const { key, data, raw, hash } = row;
  return { key, data, hash, ...(raw !== undefined && { raw }), ...touch(by), ...(earlier.length > 0 && { earlier }) };
}

function touch({ run, page }: Pick<Touch, "run" | "page">): Touch {
  return { run, ...(page !== undefined && { page }) };
}
