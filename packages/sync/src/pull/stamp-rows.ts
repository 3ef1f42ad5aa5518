import { noCounts } from "../receipt/counts.ts";
import { hasClassedKey } from "../record/has-classed-key.ts";
import type { BaseRecord, QuarantinedRecord, RecordKey, RecordTrace, Touch } from "../record/record.ts";
import type { Batch } from "../store/contract.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { KeptBefore } from "./quarantine.ts";
import type { StreamContext } from "./stream-context.ts";
import type { Tally } from "./tally.ts";

/** Touches that a row remembers: enough to tell its story, and no more for a record that changes every minute. */
const remembered = 8;

/** What a page or other work writes and removes; its counts say whether any of it was there before. */
export type Written = Partial<Pick<Tally, "put" | "remove" | "counts">>;

export interface Stamp {
  /** Absent: nothing is written, nor removed. */
  readonly by?: Pick<Touch, "run" | "page"> | undefined;
  /** Whether more may be remembered of records of the stream than their rows tell. */
  readonly traced?: boolean | undefined;
  /** What is no longer kept aside. */
  readonly kept: KeptBefore;
}

/**
 * Rows as they are written and removed, and what is remembered of each record: in a row what touched it before, beside it what came after its last
 * write, and of a removed one everything; but nothing beside rows whose keys themselves may tell who it is. Rows that are new cost no read where nothing
 * was ever removed or kept aside. They are read a part at a time: a whole read may remove very many.
 */
export async function stampRows(
  context: StreamContext,
  { put = [], remove = [], counts = noCounts }: Written,
  { by, traced, kept }: Stamp,
): Promise<Pick<Batch, "put" | "remove" | "traces">> {
  const limit = 500;
  const fresh = new Map(put.map((row) => [row.key, row]));
  const removed = new Set(remove);
  const keys = [...new Set([...fresh.keys(), ...removed, ...kept.keys()])];
  const [stamped, gone, folded]: [BaseRecord[], RecordTrace[], RecordKey[]] = [[], [], []];
  const asks = traced === true || counts.updated > 0 || keys.length > fresh.size;
  for (let from = 0; from < keys.length; from += limit) {
    const part = keys.slice(from, from + limit);
    const [rows, traces] = asks ? await known(context, part) : [[], []];
    for (const [at, key] of part.entries()) {
      const row = fresh.get(key);
      const beside = touchesBeside(traces[at], kept.get(key));
      const all = [...touchesOf(rows[at]), ...beside];
      if (row !== undefined) stamped.push(stamp(row, by, all));
      else gone.push({ key, touches: (removed.has(key) ? [...all, removal(by)] : beside).slice(-remembered) });
      if (traces[at] !== undefined) folded.push(key);
    }
  }
  return { put: stamped, remove, ...tracesFor(context, { put: gone, remove: folded }) };
}

async function known(
  { store, connection, contract }: StreamContext,
  keys: readonly RecordKey[],
): Promise<[readonly (BaseRecord | undefined)[], readonly (RecordTrace | undefined)[]]> {
  return Promise.all([store.bases(connection, contract.name, keys), store.traces(connection, contract.name, keys)]);
}

function stamp(row: Tally["put"][number], by: Stamp["by"], before: readonly Touch[]): BaseRecord {
  const earlier = before.slice(-remembered);
  return { ...row, ...touch(by), ...(earlier.length > 0 && { earlier }) };
}

function removal(by: Stamp["by"]): Touch {
  return { ...touch(by), removed: true };
}

/** None beside rows whose keys themselves may tell who it is. */
export function tracesFor(
  { contract, ancestors }: StreamContext,
  { put, remove }: NonNullable<Batch["traces"]>,
): Pick<Batch, "traces"> {
  const told = hasClassedKey(contract, ancestors) ? [] : put;
  return told.length + remove.length > 0 ? { traces: { put: told, remove } } : {};
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

function touch({ run, page }: Pick<Touch, "run" | "page"> = { run: "" }): Touch {
  return { run, ...(page !== undefined && { page }) };
}
