import { canonicalJson } from "../../record/canonical-json.ts";
import { hashText } from "../../record/hash-text.ts";
import type { QuarantinedRecord, RecordKey } from "../../record/record.ts";
import type { Batch } from "../../store/contract.ts";
import type { RefusedItem } from "../page/sort-item.ts";
import type { StreamContext } from "../stream-context.ts";

type Place = Pick<StreamContext, "connection" | "contract">;

/** One id for each record that can be told apart, so that a record which arrives broken in every run is kept once. */
export function quarantineId(place: Place, item: { readonly key: RecordKey } | RefusedItem): string {
  const identity = item.key ?? ("raw" in item ? canonicalJson(item.raw) : "");
  return `q-${hashText(JSON.stringify([place.connection, place.contract.name, item.key === undefined, identity]))}`;
}

/** What is kept aside of records, by their keys. */
export type KeptBefore = ReadonlyMap<RecordKey, QuarantinedRecord>;

export async function keptBefore(context: StreamContext, keys: readonly RecordKey[]): Promise<KeptBefore> {
  const { store, connection, contract } = context;
  const ids = keys.map((key) => quarantineId(context, { key }));
  const found = ids.length === 0 ? [] : await store.quarantined(connection, contract.name, ids);
  return byKey(found);
}

/** Those that can be told apart by a key. */
export function byKey(records: readonly (QuarantinedRecord | undefined)[]): KeptBefore {
  return new Map(records.flatMap((record) => (record?.key === undefined ? [] : [[record.key, record]])));
}

/** What is still kept aside of these. */
export async function heldUnder(
  { store, connection, contract }: StreamContext,
  ids: readonly string[],
): Promise<readonly QuarantinedRecord[]> {
  const found = await store.quarantined(connection, contract.name, [...new Set(ids)]);
  return found.filter((record) => record !== undefined);
}

export interface Kept {
  readonly refused: readonly RefusedItem[];
  /** Keys of records that were accepted: what was kept aside of them before is resolved. */
  readonly accepted: readonly RecordKey[];
  readonly before: KeptBefore;
  readonly run: string;
  /** Page of the run that brought them, counted from 1; absent for a replay. */
  readonly page?: number | undefined;
  /** The record of the parent stream that they were listed for. */
  readonly parent?: RecordKey | undefined;
  readonly at: number;
}

/** What a page adds to the quarantine, and what it resolves. */
export function quarantineBatch(context: Place, kept: Kept): Batch["quarantine"] {
  const put = kept.refused.map((item) => quarantined(context, item, kept));
  const remove = kept.accepted.flatMap((key) => kept.before.get(key)?.id ?? []);
  return put.length === 0 && remove.length === 0 ? undefined : { put, remove };
}

/**
 * What earlier runs kept aside, without the records themselves. A full read that was accepted to the last record resolves all of it: whatever the vendor
 * still has is stored, also records that were told apart by nothing while they were broken.
 */
export async function heldFromBefore({
  store,
  connection,
  contract,
}: StreamContext): Promise<readonly QuarantinedRecord[]> {
  const held: QuarantinedRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.quarantine(connection, { stream: contract.name, limit: 1000, cursor });
    held.push(...page.items.map((record) => ({ ...record, raw: null })));
    cursor = page.next;
  } while (cursor !== undefined);
  return held;
}

export function quarantined(
  place: Place,
  item: RefusedItem,
  { run, page, parent, at }: Omit<Kept, "refused" | "accepted" | "before">,
): QuarantinedRecord {
  const { reason, message, pointer, raw, key, cursor } = item;
  const stream = place.contract.name;
  return {
    id: quarantineId(place, item),
    stream,
    run,
    reason,
    message,
    raw,
    at,
    ...(pointer !== undefined && { pointer }),
    ...(key !== undefined && { key }),
    ...(cursor !== undefined && { cursor: cursor.text }),
    ...(page !== undefined && { page }),
    ...(parent !== undefined && { parent }),
  };
}
