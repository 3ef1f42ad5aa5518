import type { SyncSnapshot } from "@waybill/sync/status";
import { isKnownNumber, isKnownTime } from "../format/known.ts";
import * as progressTexts from "../messages/english/progress.ts";
import type { Wording } from "./wording.ts";

/** One clamped reading of a running sync, from which bar, value and text are all made. */
export interface ProgressReading {
  readonly run: string;
  readonly done: number;
  /** Never below `done`. Absent when nobody knows it. */
  readonly total?: number | undefined;
  readonly estimated: boolean;
  /** 0 to 1; with an estimate at most 0.99. Absent without a total: the bar is then indeterminate. */
  readonly fraction?: number | undefined;
  /** No movement for a minute: said, never coloured. False where nobody looks: it may have moved since it could be read. */
  readonly stalled: boolean;
}

const stalledAfterMs = 60_000;
/** An estimate proves no end: only the finished run fills the bar. */
const mostOfAnEstimate = 0.99;

/** Undefined while there is nothing to show: not running, or no record counted yet. */
export function readProgress(snapshot: SyncSnapshot, { now, context }: Wording): ProgressReading | undefined {
  const { progress } = snapshot;
  if (snapshot.phase !== "running" || progress === undefined || !isKnownNumber(progress.done)) return undefined;
  const { done, run, totalIsEstimate } = progress;
  const followed = now !== null && !context.unreachable;
  const stalled = followed && isKnownTime(progress.movedAt) && now - progress.movedAt > stalledAfterMs;
  if (!isKnownNumber(progress.total) || progress.total === 0) return { run, done, estimated: false, stalled };
  const outgrown = done > progress.total;
  const estimated = totalIsEstimate || outgrown;
  const total = Math.max(progress.total, done);
  const fraction = estimated ? Math.min(done / total, mostOfAnEstimate) : done / total;
  return { run, done: Math.min(done, total), total, estimated, fraction, stalled };
}

/** `1,204 of about 3,000`; undefined before the first record: a zero says nothing. */
export function progressText(reading: ProgressReading, wording: Wording): string | undefined {
  const { done, total } = wordsOf(reading, wording);
  if (done === undefined) return undefined;
  if (total === undefined) return wording.say(progressTexts.soFar, { done });
  return wording.say(reading.estimated ? progressTexts.ofAbout : progressTexts.of, { done, total });
}

/** `1,204 of about 3,000 contacts`: the same with its noun, for a sentence. */
export function progressSentence(reading: ProgressReading, wording: Wording): string | undefined {
  const { done, total } = wordsOf(reading, wording);
  if (done === undefined) return undefined;
  const records = wording.records(reading.total ?? reading.done);
  if (total === undefined) return wording.say(progressTexts.soFarRecords, { done, records });
  return wording.say(reading.estimated ? progressTexts.ofAboutRecords : progressTexts.ofRecords, {
    done,
    total,
    records,
  });
}

function wordsOf(reading: ProgressReading, wording: Wording) {
  return {
    done: reading.done === 0 ? undefined : wording.format.number(reading.done),
    // A total that the count has outgrown is no total any more.
    total: reading.total === reading.done && reading.estimated ? undefined : wording.format.number(reading.total),
  };
}
