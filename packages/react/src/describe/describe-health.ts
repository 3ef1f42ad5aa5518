import type { HealthSummary } from "@waybill/sync/status";
import * as healthTexts from "../messages/english/health.ts";
import { type DescribeContext, type Wording, createWording } from "./wording.ts";

/** Fewer runs than this say nothing of a trend. */
const fewestRuns = 5;
const runsShown = 30;

/** One number with the sentence that explains it. */
export interface HealthMetric {
  readonly name: "rate" | "freshness" | "to-fix" | "recovery";
  readonly label: string;
  readonly value: string;
  readonly sentence: string;
  /** 0 to 1, where the value is bounded. */
  readonly fraction?: number | undefined;
}

export interface HealthRun {
  readonly receipt: string;
  /** What its stream is called. Absent among the runs of one stream. */
  readonly of?: string | undefined;
  readonly outcome: "complete" | "partial" | "failed";
  readonly result: string;
  /** `12 May 2026, 14:02:09 UTC` */
  readonly finished: string;
}

export interface HealthDescription {
  /** Undefined when there is not enough history. */
  readonly metrics?: readonly HealthMetric[] | undefined;
  readonly runs: readonly HealthRun[];
  /** `28 of the last 30 syncs completed.`, or that there is not enough history. */
  readonly summary: string;
  /** What a picture of the runs says: `The last 30 syncs, oldest first: 28 of the last 30 syncs completed.` */
  readonly strip: string;
}

type Runs = HealthSummary["runs"];

/** At most four numbers, each with its sentence; no score that nobody can check. Pure. `nameOf`, where the runs are of several streams: what one is called. */
export function describeHealth(
  health: HealthSummary,
  context: DescribeContext,
  nameOf?: (stream: string) => string,
): HealthDescription {
  const wording = createWording(context);
  const { say, format } = wording;
  const runs = health.runs.filter(({ outcome }) => Object.hasOwn(healthTexts.outcomes, outcome)).slice(-runsShown);
  const enough = runs.length >= fewestRuns;
  const summary = enough ? rateOf(runs, wording) : say(healthTexts.tooFew, { count: format.number(fewestRuns) ?? "" });
  return {
    metrics: enough ? metricsOf(health, runs, wording) : undefined,
    runs: runs.map(({ receipt, stream, outcome, finishedAt }) => ({
      receipt,
      of: stream === undefined ? undefined : nameOf?.(stream),
      outcome,
      result: say([`health.${outcome}`, healthTexts.outcomes[outcome]], {}),
      finished: format.dateTime(finishedAt) ?? "",
    })),
    summary,
    strip: say(healthTexts.strip, { total: format.number(runs.length) ?? "", summary }),
  };
}

/** `28 of the last 30 syncs completed.` */
function rateOf(runs: Runs, { say, format }: Wording): string {
  const words = { complete: format.number(completeIn(runs)) ?? "", total: format.number(runs.length) ?? "" };
  return say(healthTexts.rateSentence, words);
}

function completeIn(runs: Runs): number {
  return runs.filter(({ outcome }) => outcome === "complete").length;
}

function metricsOf(health: HealthSummary, runs: Runs, wording: Wording): readonly HealthMetric[] {
  const { say, format, context } = wording;
  const fraction = completeIn(runs) / runs.length;
  const target = format.span(context.expectedEveryMs);
  const freshness = format.duration(health.freshnessMs);
  const recovery = format.duration(recoveryOf(runs));
  const fix = health.needsFix;
  const metrics: readonly (HealthMetric | undefined)[] = [
    {
      name: "rate",
      label: say(healthTexts.rate, {}),
      value: format.percent(fraction),
      sentence: rateOf(runs, wording),
      fraction,
    },
    freshness === undefined
      ? undefined
      : {
          name: "freshness",
          label: say(healthTexts.freshness, {}),
          value: freshness,
          sentence:
            target === undefined
              ? say(healthTexts.freshnessPlain, {})
              : say(healthTexts.freshnessTarget, { span: target }),
        },
    {
      name: "to-fix",
      label: say(healthTexts.toFix, {}),
      value: format.number(fix) ?? "",
      sentence: say(healthTexts.toFixSentence, { records: wording.records(fix) }, fix),
    },
    recovery === undefined
      ? undefined
      : {
          name: "recovery",
          label: say(healthTexts.recovery, {}),
          value: recovery,
          sentence: say(healthTexts.recoverySentence, {}),
        },
  ];
  return metrics.filter((metric) => metric !== undefined);
}

/** Milliseconds from a failed run to the next complete one of its stream, on average; undefined when none recovered. */
function recoveryOf(runs: Runs): number | undefined {
  const times: number[] = [];
  const failedAt = new Map<string | undefined, number>();
  for (const { stream, outcome, finishedAt } of runs) {
    const since = failedAt.get(stream);
    if (outcome === "failed") failedAt.set(stream, since ?? finishedAt);
    if (outcome !== "complete" || since === undefined) continue;
    times.push(finishedAt - since);
    failedAt.delete(stream);
  }
  return times.length === 0 ? undefined : times.reduce((sum, time) => sum + time, 0) / times.length;
}
