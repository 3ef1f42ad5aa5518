import { noCounts } from "../../receipt/counts.ts";
import { hasClassedKey } from "../../record/has-classed-key.ts";
import type { BaseRecord, QuarantinedRecord, RecordKey, RecordTrace, Touch } from "../../record/record.ts";
import type { Batch } from "../../store/contract.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { KeptBefore } from "./quarantine.ts";
import type { StreamContext } from "../stream-context.ts";
import type { Tally } from "../page/tally.ts";

/** Touches that a row remembers: enough to tell its story, and no more for a record that changes every minute. */
export const rememberedTouches = 8;

/** What a page or other work writes and removes; its counts say whether any of it was there before. */
export type Written = Partial<Pick<Tally, "put" | "remove" | "counts">>;

export interface Stamp {
  readonly by: Pick<Touch, "run" | "page">;
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
  const fresh = new Map(put.map((row) => [row.key, row]));
  const named = new Set([...fresh.keys(), ...remove]);
  const others = new Map([...kept].filter(([key]) => !named.has(key)));
  const [stamped, gone, folded]: [BaseRecord[], RecordTrace[], RecordKey[]] = [[], [], []];
  const asks = traced === true || counts.updated > 0 || named.size + others.size > fresh.size;
  for (const part of parts([...named])) {
    const [rows, traces] = asks ? await known(context, part) : [[], []];
    for (const [at, key] of part.entries()) {
      const row = fresh.get(key);
      const all = [...touchesOf(rows[at]), ...touchesBeside(traces[at], kept.get(key))];
      if (row !== undefined) stamped.push(stamp(row, by, all));
      else gone.push({ key, touches: [...all, removal(by)].slice(-rememberedTouches) });
      if (traces[at] !== undefined) folded.push(key);
    }
  }
  const left = await tracesOfKept(context, others);
  const traces = { put: [...gone, ...left.put], remove: [...folded, ...left.remove] };
  return { put: stamped, remove, ...tracesFor(context, traces) };
}

/**
 * What is remembered of records of which nothing is written or removed, once they are no longer kept aside. `discardedAt`: when a person said so; absent
 * where nobody did.
 */
export async function tracesOfKept(
  { store, connection, contract }: StreamContext,
  kept: KeptBefore,
  discardedAt?: number,
): Promise<NonNullable<Batch["traces"]>> {
  const [put, folded]: [RecordTrace[], RecordKey[]] = [[], []];
  for (const part of parts([...kept.keys()])) {
    const traces = await store.traces(connection, contract.name, part);
    for (const [at, key] of part.entries()) {
      put.push({ key, touches: touchesBeside(traces[at], kept.get(key), discardedAt).slice(-rememberedTouches) });
      if (traces[at] !== undefined) folded.push(key);
    }
  }
  return { put, remove: folded };
}

function parts(keys: readonly RecordKey[]): readonly (readonly RecordKey[])[] {
  const limit = 500;
  return Array.from({ length: Math.ceil(keys.length / limit) }, (_, nth) => keys.slice(nth * limit, (nth + 1) * limit));
}

async function known(
  { store, connection, contract }: StreamContext,
  keys: readonly RecordKey[],
): Promise<[readonly (BaseRecord | undefined)[], readonly (RecordTrace | undefined)[]]> {
  return Promise.all([store.bases(connection, contract.name, keys), store.traces(connection, contract.name, keys)]);
}

function stamp(row: Tally["put"][number], by: Stamp["by"], before: readonly Touch[]): BaseRecord {
  const earlier = before.slice(-rememberedTouches);
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
function touchesBeside(
  trace: RecordTrace | undefined,
  kept: QuarantinedRecord | undefined,
  discardedAt?: number,
): readonly Touch[] {
  const discarded = discardedAt === undefined ? {} : { discardedAt };
  const last = kept === undefined ? [] : [{ ...touch(kept), kept: kept.reason, ...discarded }];
  return [...(trace?.touches ?? []), ...last];
}

function touch({ run, page }: Pick<Touch, "run" | "page">): Touch {
  return { run, ...(page !== undefined && { page }) };
}
