import type { SyncSnapshot } from "@waybill/sync/status";
import { isKnownTime } from "../format/known.ts";
import * as detailTexts from "../messages/english/detail.ts";
import * as progressTexts from "../messages/english/progress.ts";
import { holdDetail, oldDetail, tryingAgain } from "./detail.ts";
import { type ProgressReading, progressSentence, progressText, readProgress } from "./progress.ts";
import { statusOf } from "./status.ts";
import { contextAt } from "./times.ts";
import { ofNow } from "./unreachable.ts";
import { type DescribeContext, type Wording, createWording } from "./wording.ts";

/** A running sync, ready to be drawn: bar, value and words come from one clamped reading. */
export interface ProgressDescription {
  /** `Syncing contacts`: the bar's visible name. */
  readonly title: string;
  /** `1,204 of about 3,000`; absent before the first record. */
  readonly text?: string | undefined;
  /** `1,204 of about 3,000 contacts`: the bar's value in words. */
  readonly valueText?: string | undefined;
  /** Records, for `aria-valuenow` and `aria-valuemax`; absent while the total is unknown. */
  readonly value?: { readonly now: number; readonly max: number } | undefined;
  /** 0 to 1; absent while the total is unknown. */
  readonly fraction?: number | undefined;
  /** Identifies the run: within one run a bar never goes back. */
  readonly run?: string | undefined;
  /** The line under the bar. */
  readonly hint: string;
  readonly stalled: boolean;
  /** It could not be read again: this is the last one known. */
  readonly old: boolean;
}

const minuteMs = 60_000;
/** Before this, a rate says nothing. */
const firstEstimateMs = 10_000;
const longestEstimateMs = 60 * minuteMs;

/** Undefined unless the sync is shown as running: a failed one has no bar. */
export function describeProgress(snapshot: SyncSnapshot, context: DescribeContext): ProgressDescription | undefined {
  if (statusOf(snapshot) !== "syncing") return undefined;
  const wording = createWording(contextAt(snapshot, context));
  const reading = readProgress(snapshot, wording);
  const shared = {
    title: wording.say(progressTexts.title, { records: wording.records() }),
    hint: hintOf(snapshot, reading, wording),
    old: Boolean(context.unreachable),
  };
  if (reading === undefined) return { ...shared, text: ofNow(detailTexts.starting, wording), stalled: false };
  const { fraction, total, run, stalled } = reading;
  return {
    ...shared,
    text: progressText(reading, wording) ?? ofNow(detailTexts.starting, wording),
    valueText: progressSentence(reading, wording),
    value:
      total === undefined || fraction === undefined ? undefined : { now: Math.round(fraction * total), max: total },
    fraction,
    run,
    stalled,
  };
}

function hintOf(snapshot: SyncSnapshot, reading: ProgressReading | undefined, wording: Wording): string {
  if (wording.context.unreachable) return oldDetail(snapshot, wording) ?? wording.say(detailTexts.unknown, {});
  const held = holdDetail(snapshot, wording);
  if (held !== undefined) return held;
  if (reading?.stalled === true) return wording.say(detailTexts.stillWorking, {});
  const rest = leftOf(snapshot, reading, wording) ?? wording.say(leaving(snapshot, wording), {});
  return snapshot.lastOutcome === "failed" ? `${tryingAgain(snapshot, wording)} ${rest}` : rest;
}

function leftOf(
  snapshot: SyncSnapshot,
  reading: ProgressReading | undefined,
  { say, format }: Wording,
): string | undefined {
  const minutes = reading === undefined ? undefined : minutesLeft(snapshot, reading);
  const left = format.number(minutes);
  return left === undefined ? undefined : say(progressTexts.left, { minutes: left }, minutes);
}

/** What becomes of the sync when the page is left. A promise is made only where it is kept. */
function leaving(
  { durable }: SyncSnapshot,
  { context }: Wording,
): typeof progressTexts.leave | typeof progressTexts.close | typeof progressTexts.stay {
  if (!durable) return progressTexts.stay;
  return context.runsWithoutPage === true ? progressTexts.leave : progressTexts.close;
}

/** From the run's average so far, of an exact total only; undefined when it is too early, or too long to be believed. */
function minutesLeft(snapshot: SyncSnapshot, reading: ProgressReading): number | undefined {
  const { startedAt, progress } = snapshot;
  if (!isKnownTime(startedAt) || progress === undefined || !isKnownTime(progress.movedAt)) return undefined;
  const elapsed = progress.movedAt - startedAt;
  if (elapsed < firstEstimateMs || reading.total === undefined || reading.estimated || reading.done === 0)
    return undefined;
  const left = (elapsed / reading.done) * (reading.total - reading.done);
  return left > longestEstimateMs || left < minuteMs ? undefined : Math.round(left / minuteMs);
}
