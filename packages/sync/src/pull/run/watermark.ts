import type { Incremental } from "../../connector/contract.ts";
import type { CursorValue, Watermark } from "../checkpoint/cursor-value.ts";
import { compareCursors } from "../checkpoint/cursor-value.ts";
import { grainOf } from "../checkpoint/grain.ts";
import { formatInstant } from "../../record/instant.ts";
import type { TimeFormat } from "../../record/instant.ts";
import { startOf } from "../windows/window-progress.ts";

/** What a finished run knows that can move a watermark. */
export interface RunEvidence {
  readonly previous: Watermark | undefined;
  /** Vendor time when the run began, epoch milliseconds: the first answer's `Date`, else the local clock less a stated skew. */
  readonly startedAt: number;
  /** Time up to which the vendor says its answers are complete, when it says so. */
  readonly snapshotAt?: number | undefined;
  /** Greatest cursor value seen. Absent: no record arrived. */
  readonly max: CursorValue | undefined;
  /** Whether the records were seen to arrive in the declared order, and one is declared. */
  readonly ordered: boolean;
  /** How far the clock that stamps records may be behind the one that stamps answers, in milliseconds. */
  readonly clockSkewMs: number;
}

/**
 * Promise P3: `max(previous, min(run start - lag, server snapshot, greatest value seen if the order is proven))`, rounded down to the granularity.
 * Never back; a run without records moves it only by a server snapshot; where cursors are no times, the run start says nothing, and without proven
 * order neither does the greatest value.
 *
 * Without order, times of a list that was read to its end stand for all before its start by the vendor's clock. Records may be stamped by another of
 * its clocks: down to the greatest value seen, as much as clocks differ is read again.
 */
export function nextWatermark(incremental: Incremental, run: RunEvidence): Watermark | undefined {
  const { format } = incremental;
  return format === "opaque" ? nextText(run) : nextTime({ ...incremental, format }, run);
}

type TimeIncremental = Incremental & { readonly format: TimeFormat };

function nextTime(incremental: TimeIncremental, run: RunEvidence): Watermark | undefined {
  const reached = ceiling(incremental, run);
  if (reached === undefined) return run.previous;
  const grain = grainOf(incremental);
  const at = Math.max(Math.floor(reached / grain) * grain, startOf(incremental) ?? -Infinity);
  if (run.previous?.at !== undefined && run.previous.at >= at) return run.previous;
  return { value: formatInstant(at, incremental.format), at };
}

/** The latest time up to which everything is known to be stored. */
function ceiling(incremental: Incremental, run: RunEvidence): number | undefined {
  const start = run.startedAt - incremental.lagMs;
  const bounds = [start];
  if (run.snapshotAt !== undefined) bounds.push(run.snapshotAt);
  if (run.max === undefined) return run.snapshotAt === undefined ? undefined : Math.min(...bounds);
  if (run.max.at !== undefined) bounds.push(run.ordered ? run.max.at : Math.max(run.max.at, start - run.clockSkewMs));
  return Math.min(...bounds);
}

function nextText(run: RunEvidence): Watermark | undefined {
  if (!run.ordered || run.max === undefined) return run.previous;
  const forward = run.previous === undefined || compareCursors(run.max, { text: run.previous.value }) > 0;
  return forward ? { value: run.max.text } : run.previous;
}
