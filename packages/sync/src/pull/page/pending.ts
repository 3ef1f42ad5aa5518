import type { BaseRecord, RecordKey } from "../../record/record.ts";
import type { Batch, Preconditions } from "../../store/contract.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { PullSettings } from "../settings.ts";
import type { SortedItem } from "./sort-item.ts";

/**
 * What pages brought that wait for the commit of the one behind them. Each names records that no other of them does, and does nothing but write rows:
 * so it is judged by the store as if they were committed, and one commit takes them all.
 *
 *     the next page is here already:   read 1, read 2, read 3, read 4, commit 1 to 4, read 5 …
 *     it is on its way:                read 1, commit 1, read 2, commit 2 …
 */
export interface Pending {
  readonly run: string;
  readonly put: readonly BaseRecord[];
  /** What each of them named. */
  readonly named: readonly Named[];
  /** What the first of them rests on that was recalled. */
  readonly expect?: Preconditions | undefined;
}

/** Every key that a page named, each once, and between which two they lie. */
interface Named {
  readonly keys: readonly RecordKey[];
  readonly min: string;
  readonly max: string;
  has(key: RecordKey): boolean;
}

/** A page that was taken in, and not written yet. */
export interface TakenPage {
  /** The run, the page included. */
  readonly run: OpenRun;
  /** What it brought. */
  readonly batch: Partial<Batch>;
}

/** Bytes, as they came, beyond which nothing waits: they are kept in memory, and written in one go. */
const mostBytes = 1_000_000;

/** Milliseconds after which nothing waits: what was read shows in the status, also where pages take their time to be judged. */
const mostMs = 1_000;

/** Whether a page may wait for the next one, if that is here. `committed`: the run as of its last commit. */
export function mayWait(
  { run, batch }: TakenPage,
  committed: Pick<OpenRun, "pages" | "bytes" | "progressedAt" | "counts">,
  { pagesPerCommit }: Pick<PullSettings, "pagesPerCommit">,
): boolean {
  const most = written(run) === written(committed) ? pagesPerCommit ** 2 : pagesPerCommit;
  const isFull = run.pages - committed.pages >= most || run.bytes - committed.bytes >= mostBytes;
  const isLate = run.progressedAt - committed.progressedAt >= mostMs;
  return !isFull && !isLate && isOfOneReading(run) && isRowsOnly(batch);
}

function written({ counts }: Pick<OpenRun, "counts">): number {
  return counts.created + counts.updated;
}

/** What else is asked of a page (what the reading before held, which parent it is of) is answered by what earlier ones have stored. */
function isOfOneReading({ parents, pass }: OpenRun): boolean {
  return parents === undefined && (pass === undefined || pass.nth === 1);
}

function isRowsOnly({ remove = [], quarantine, traces }: Partial<Batch>): boolean {
  return remove.length === 0 && quarantine === undefined && traces === undefined;
}

/** Whether a page names a record that one of those that wait does: then it is judged once they are committed. */
export function isNamedIn({ named }: Pending, items: readonly SortedItem[]): boolean {
  const { keys, min, max } = namedBy(items.flatMap(({ key }) => key ?? []));
  // Mostly a page's keys lie apart from those of others, which is seen without a look at each.
  const near = named.filter((other) => other.min <= max && other.max >= min);
  return near.length > 0 && keys.some((key) => near.some((other) => other.has(key)));
}

function namedBy(keys: readonly RecordKey[]): Named {
  let [min = ""]: readonly string[] = keys;
  let max = min;
  for (const key of keys) {
    if (key < min) min = key;
    else if (key > max) max = key;
  }
  let set: ReadonlySet<RecordKey> | undefined;
  return { keys, min, max, has: (key) => (set ??= new Set(keys)).has(key) };
}

/** What waits, with one more page. */
export function pendingAfter(pending: Pending | undefined, { run, batch }: TakenPage): Pending {
  const { put: rows = [], named = [] } = pending ?? {};
  const { put = [], seen, expect } = batch;
  return {
    run: run.id,
    put: [...rows, ...put],
    named: [...named, namedBy(seen?.keys ?? [])],
    expect: pending?.expect ?? expect,
  };
}

/** A batch, with what waits for it. */
export function withPending(pending: Pending | undefined, batch: Partial<Batch>): Partial<Batch> {
  if (pending === undefined) return batch;
  const { run, put } = pending;
  const keys = [...pending.named.flatMap((page) => page.keys), ...(batch.seen?.keys ?? [])];
  return {
    ...batch,
    expect: pending.expect ?? batch.expect,
    put: [...put, ...(batch.put ?? [])],
    ...(keys.length > 0 && { seen: { run, keys } }),
  };
}
