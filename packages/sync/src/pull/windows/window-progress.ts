import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import type { Incremental } from "../../connector/contract.ts";
import { formatInstant, parseInstant } from "../../record/instant.ts";
import type { Watermark } from "../checkpoint/cursor-value.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { WindowProgress } from "../checkpoint/windows-so-far.ts";
import type { VisitEnd } from "../parents/parent-progress.ts";
import { cutWindow, halve, holds, mergeIntervals, without } from "../checkpoint/interval.ts";
import type { Interval } from "../checkpoint/interval.ts";

export interface WindowsFrom {
  /** Absent: from the beginning. */
  readonly since?: Watermark | undefined;
  /** Absent: up to the present, and what is dated ahead of it. */
  readonly until?: Watermark | undefined;
  /** What earlier runs could not read. */
  readonly gaps?: readonly Interval[] | undefined;
  /** What did not answer when it was last asked for. */
  readonly silent?: readonly Interval[] | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** After so many in a row the vendor does not answer at all: the rest is left for the next run. */
const mostMissed = 3;

/** Longer than any time that there is. */
const longest = Number.MAX_SAFE_INTEGER;

/**
 * The first window of a run; `undefined` for streams that are read by one list. Nothing before the beginning is asked for, however far a lag reaches back.
 * What did not answer comes last, and so keeps nothing else from being read. Where all of it did not, all is asked for anew.
 */
export function beginWindows(incremental: Incremental | undefined, run: WindowsFrom): WindowProgress | undefined {
  const start = startOf(incremental);
  if (incremental === undefined || start === undefined) return undefined;
  const { maxResults, spanMs = maxResults === undefined ? undefined : longest } = incremental;
  if (spanMs === undefined) return undefined;
  const to = run.until?.at;
  const from = Math.min(Math.max(start, run.since?.at ?? start), to ?? Infinity);
  const left = mergeIntervals([...(run.since === undefined ? [] : (run.gaps ?? [])), { from, to }]);
  const progress = { spanMs, horizon: run.now, blocks: 0, read: 0, gaps: [], missed: 0 };
  return nextWindow({ ...progress, ...silentLast(left, run.silent) }, 0);
}

function silentLast(
  left: readonly Interval[],
  silent: readonly Interval[] = [],
): Pick<WindowProgress, "left" | "known"> {
  const others = without(left, silent);
  return others.length === 0 ? { left } : { left: [...others, ...without(left, others)], known: silent };
}

/** Oldest time that the stream can have, in epoch milliseconds. */
export function startOf(incremental: Incremental | undefined): number | undefined {
  if (incremental?.start === undefined || incremental.format === "opaque") return undefined;
  return parseInstant(incremental.start, incremental.format);
}

/** The progress after a window, at the next one where there is any. `blocks`: blocks of seen keys that the run has now. */
export function leaveWindow(
  windows: WindowProgress,
  end: VisitEnd,
  { blocks, reported }: { readonly blocks: number; readonly reported: number | undefined },
): WindowProgress {
  const { at } = windows;
  if (at === undefined) return windows;
  if (end.kind === "read") {
    const counted = reported === undefined ? windows.reported : (windows.reported ?? 0) + reported;
    // A list that the vendor does not count is in no doubt for that: windows prove without counts.
    const unproven = windows.unproven ?? (reported === undefined ? undefined : end.unproven);
    const known = without(windows.known ?? [], [at]);
    return nextWindow({ ...windows, ...answered, read: windows.read + 1, reported: counted, unproven, known }, blocks);
  }
  const missed = {
    ...windows,
    ...missedWith(windows, at, end),
    gaps: mergeIntervals([...windows.gaps, at]),
    failure: windows.failure ?? (end.kind === "failed" ? end.failure : undefined),
  };
  if (missed.missed < mostMissed) return nextWindow(missed, blocks);
  return { ...missed, at: undefined, left: [], gaps: mergeIntervals([...missed.gaps, ...missed.left]) };
}

const answered: Pick<WindowProgress, "missed" | "answered"> = Object.freeze({ missed: 0, answered: true });

/**
 * A vendor that refuses a range has answered. One that is silent about the same range every time may have an answer to the next; not so one that has
 * answered nothing in this run.
 */
function missedWith(
  { missed, known = [], silent = [], ...windows }: WindowProgress,
  at: Interval,
  end: VisitEnd,
): Pick<WindowProgress, "missed" | "answered" | "silent"> {
  if (end.kind === "failed" && refusals.has(end.failure.code)) return answered;
  const isExcused = windows.answered === true && holds(known, at);
  return { missed: isExcused ? missed : missed + 1, silent: mergeIntervals([...silent, at]) };
}

/** What a vendor says of one range, and not of the stream. */
const refusals: ReadonlySet<Failure["code"]> = new Set(["invalid", "not_found", "gone", "conflict", "too_large"]);

/** What the next run knows of ranges that do not answer. */
export function silentRanges({ known = [], silent = [] }: WindowProgress): readonly Interval[] | undefined {
  const all = mergeIntervals([...known, ...silent]);
  return all.length === 0 ? undefined : all;
}

interface Halving extends Pick<OpenRun, "hidesRange"> {
  readonly incremental: Incremental;
  /** Blocks of seen keys that the run has now. */
  readonly blocks: number;
}

/**
 * The progress after a window that holds more than the vendor lets a caller reach: at its first half. One that cannot be halved is left, and says so;
 * that is no sign of a vendor that does not answer.
 */
export function halveWindow(windows: WindowProgress, { incremental, hidesRange, blocks }: Halving): WindowProgress {
  const { at, left } = windows;
  if (at === undefined) return windows;
  const halves = halve(at, { format: incremental.format, horizon: windows.horizon });
  if (halves !== undefined) return nextWindow({ ...windows, ...answered, left: [...halves, ...left] }, blocks);
  const overfull = {
    ...windows,
    ...answered,
    gaps: mergeIntervals([...windows.gaps, at]),
    failure: windows.failure ?? outOfReach(incremental, hidesRange === true ? undefined : at),
  };
  return nextWindow(overfull, blocks);
}

function outOfReach({ maxResults, cursorField }: Incremental, range: Interval | undefined): Failure {
  const message =
    `${range === undefined ? "In one range" : textOf(range)} more records may have their ${cursorField} than one question reaches (${maxResults}), ` +
    "and a shorter range cannot be asked for. What was read is kept; narrow the filter.";
  return failure("contract", { message });
}

function textOf({ from, to = from }: Interval): string {
  return `From ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
}

function nextWindow(windows: WindowProgress, blocks: number): WindowProgress {
  const cut = cutWindow(windows.left, windows);
  return { ...windows, blocks, at: cut?.window, left: cut?.rest ?? [] };
}

/** The bounds of a window, as the vendor writes them. */
export function windowBounds(
  { at }: WindowProgress,
  { format }: Incremental,
): { readonly since?: Watermark | undefined; readonly until?: Watermark | undefined } {
  if (at === undefined || format === "opaque") return {};
  const bound = (time: number): Watermark => ({ value: formatInstant(time, format), at: time });
  return { since: bound(at.from), ...(at.to !== undefined && { until: bound(at.to) }) };
}
