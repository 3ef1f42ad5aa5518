import { hasClassedKey } from "../record/has-classed-key.ts";
import type { BaseRecord, QuarantinedRecord, RecordKey, RecordTrace, Touch } from "../record/record.ts";
import type { Batch } from "../store/contract.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { KeptBefore } from "./quarantine.ts";
import type { StreamContext } from "./stream-context.ts";
import type { Tally } from "./tally.ts";

/** Touches that a row remembers: enough to tell its story, and no more for a record that changes every minute. */
const remembered = 8;

export interface Stamp {
  readonly by: Pick<Touch, "run" | "page">;
  /** Whether more may be remembered of records of the stream than their rows tell. */
  readonly traced: boolean;
  /** Of these records. */
  readonly kept: KeptBefore;
}

/** Rows that a page or other work writes and removes, with what touched each before. New ones cost no read where nothing was ever removed or kept aside. */
export async function stampRows(
  context: StreamContext,
  { put, remove, counts }: Pick<Tally, "put" | "remove" | "counts">,
  { by, traced, kept }: Stamp,
): Promise<Pick<Batch, "put" | "remove" | "traces">> {
  const { store, connection, contract } = context;
  const keys = put.map(({ key }) => key);
  const before = counts.updated === 0 ? [] : await store.bases(connection, contract.name, keys);
  const traces = traced && keys.length > 0 ? await store.traces(connection, contract.name, keys) : [];
  const folded = traces.flatMap((trace) => trace?.key ?? []);
  const written = new Set(keys);
  const left = new Map([...kept].filter(([key]) => !written.has(key)));
  const gone = await tracesOf(context, { removed: remove, left, by });
  return {
    put: put.map(({ key, data, raw, hash }, at) => {
      const earlier = [...touchesOf(before[at]), ...touchesBeside(traces[at], kept.get(key))].slice(-remembered);
      const told = earlier.length > 0 && { earlier };
      return { key, data, hash, ...(raw !== undefined && { raw }), ...touch(by), ...told };
    }),
    remove,
    ...(gone.length + folded.length > 0 && { traces: { put: gone, remove: folded } }),
  };
}

export interface Gone {
  readonly removed?: readonly RecordKey[] | undefined;
  /** What is no longer kept aside, and was not stored. */
  readonly left: KeptBefore;
  readonly by?: Pick<Touch, "run" | "page"> | undefined;
}

/**
 * What is remembered of records beside their rows: of removed ones all that touched them, of stored ones what came after their last write. Nothing where
 * the key itself may tell who it is. They are read a part at a time: a whole read may remove very many.
 */
export async function tracesOf(
  { store, connection, contract, ancestors }: StreamContext,
  { removed = [], left, by }: Gone,
): Promise<readonly RecordTrace[]> {
  if (hasClassedKey(contract, ancestors)) return [];
  const limit = 500;
  const last = by === undefined ? [] : [{ ...touch(by), removed: true as const }];
  const gone = new Set(removed);
  const keys = [...new Set([...gone, ...left.keys()])];
  const found: RecordTrace[] = [];
  for (let from = 0; from < keys.length; from += limit) {
    const part = keys.slice(from, from + limit);
    const rows = await store.bases(connection, contract.name, part);
    const traces = await store.traces(connection, contract.name, part);
    for (const [at, key] of part.entries()) {
      const beside = touchesBeside(traces[at], left.get(key));
      const touches = gone.has(key) ? [...touchesOf(rows[at]), ...beside, ...last] : beside;
      found.push({ key, touches: touches.slice(-remembered) });
    }
  }
  return found;
}

/** Whether records of the stream were removed or kept aside, once these are. */
export function tracedAfter(
  before: Pick<Checkpoint, "traced">,
  { remove, refused }: Pick<Tally, "remove" | "refused">,
): true | undefined {
  return remove.length + refused.length > 0 ? true : before.traced;
}

function touchesOf(row: BaseRecord | undefined): readonly Touch[] {
  return row === undefined ? [] : [...(row.earlier ?? []), touch(row)];
}

/** What touched a record after its row was written, or while it has none. */
function touchesBeside(trace: RecordTrace | undefined, kept: QuarantinedRecord | undefined): readonly Touch[] {
  return [...(trace?.touches ?? []), ...(kept === undefined ? [] : [{ ...touch(kept), kept: kept.reason }])];
}

function touch({ run, page }: Pick<Touch, "run" | "page">): Touch {
  return { run, ...(page !== undefined && { page }) };
}
