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
  /** Whether records of the stream were removed before, so that one that is new may have been there. */
  readonly traced: boolean;
  /** Of these records. */
  readonly kept: KeptBefore;
}

/** Rows that a page or a replay writes and removes, with what touched each before. Rows that are new cost no read where nothing was ever removed. */
export async function stampRows(
  context: StreamContext,
  { put, remove, counts }: Pick<Tally, "put" | "remove" | "counts">,
  { by, traced, kept }: Stamp,
): Promise<Pick<Batch, "put" | "remove" | "traces">> {
  const { store, connection, contract } = context;
  const keys = put.map(({ key }) => key);
  const before = counts.updated === 0 ? [] : await store.bases(connection, contract.name, keys);
  const traces = traced && counts.created > 0 ? await store.traces(connection, contract.name, keys) : [];
  const back = traces.flatMap((trace) => trace?.key ?? []);
  const gone = await tracesOf(context, remove, by);
  return {
    put: put.map((row, at) => stampRow(row, by, { before: before[at], trace: traces[at], kept: kept.get(row.key) })),
    remove,
    ...(gone.length + back.length > 0 && { traces: { put: gone, remove: back } }),
  };
}

interface Earlier {
  readonly before?: BaseRecord | undefined;
  readonly trace?: RecordTrace | undefined;
  readonly kept?: QuarantinedRecord | undefined;
}

/** A row, written by a run. */
export function stampRow(
  row: Omit<BaseRecord, "run">,
  by: Pick<Touch, "run" | "page">,
  { before, trace, kept }: Earlier,
): BaseRecord {
  const earlier = [
    ...(before === undefined ? (trace?.touches ?? []) : touchesOf(before)),
    ...(kept === undefined ? [] : [keptTouch(kept)]),
  ].slice(-remembered);
  const { key, data, raw, hash } = row;
  return { key, data, hash, ...(raw !== undefined && { raw }), ...touch(by), ...(earlier.length > 0 && { earlier }) };
}

/** What is remembered of rows that a run removes: nothing where the key itself may tell who is gone. They are read a part at a time: a whole read may remove very many. */
export async function tracesOf(
  { store, connection, contract, ancestors }: StreamContext,
  keys: readonly RecordKey[],
  by: Pick<Touch, "run" | "page">,
): Promise<readonly RecordTrace[]> {
  if (hasClassedKey(contract, ancestors)) return [];
  const limit = 500;
  const traces: RecordTrace[] = [];
  for (let from = 0; from < keys.length; from += limit) {
    const rows = await store.bases(connection, contract.name, keys.slice(from, from + limit));
    for (const row of rows) {
      if (row === undefined) continue;
      const touches = [...touchesOf(row), { ...touch(by), removed: true as const }].slice(-remembered);
      traces.push({ key: row.key, touches });
    }
  }
  return traces;
}

/** What is remembered of records that are given up before a row of them was stored; a row remembers what was before it. */
export async function tracesOfHeld(
  { store, connection, contract, ancestors }: StreamContext,
  held: readonly QuarantinedRecord[],
): Promise<readonly RecordTrace[]> {
  const told = hasClassedKey(contract, ancestors) ? [] : held;
  const keyed = told.flatMap((record) => (record.key === undefined ? [] : [{ key: record.key, record }]));
  const keys = keyed.map(({ key }) => key);
  const rows = await store.hashes(connection, contract.name, keys);
  const traces = await store.traces(connection, contract.name, keys);
  return keyed.flatMap(({ key, record }, at) => {
    const touches = [...(traces[at]?.touches ?? []), keptTouch(record)].slice(-remembered);
    return rows[at] === undefined ? [{ key, touches }] : [];
  });
}

/** Whether records of the stream were removed, once these are. */
export function tracedAfter(before: Pick<Checkpoint, "traced">, { remove }: Pick<Tally, "remove">): true | undefined {
  return remove.length > 0 ? true : before.traced;
}

function touchesOf(row: BaseRecord): readonly Touch[] {
  return [...(row.earlier ?? []), touch(row)];
}

function keptTouch(record: QuarantinedRecord): Touch {
  return { ...touch(record), kept: record.reason };
}

function touch({ run, page }: Pick<Touch, "run" | "page">): Touch {
  return { run, ...(page !== undefined && { page }) };
}
