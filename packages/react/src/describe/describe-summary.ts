import type { SyncSnapshot } from "@waybill/sync/status";
import * as summaryTexts from "../messages/english/summary.ts";
import { oldDetail } from "./detail.ts";
import { type Glance, glanceOf } from "./glance.ts";
import type { SyncStatus } from "./status.ts";
import { observedOf } from "./times.ts";
import type { Tone } from "./tone.ts";
import { reloadSentences } from "./unreachable.ts";
import { type DescribeContext, type Wording, createWording, sentences } from "./wording.ts";

/** Several syncs in one line: as bad as the worst of them. */
export interface SummaryDescription extends Glance {
  /** How many ask for attention: a tone of warning or danger. */
  readonly attention: number;
  readonly total: number;
  /** `2 of 5 syncs need attention`, `All 5 syncs are up to date` and, when they could not be read again, the age of it or what helps; else absent. */
  readonly text?: string | undefined;
}

const tones: readonly Tone[] = ["danger", "warning", "info", "neutral", "success"];
/** Among equals, what a person would ask about first. */
const statuses: readonly SyncStatus[] = [
  "reconnect",
  "failed",
  "partial",
  "unknown",
  "syncing",
  "pending",
  "loading",
  "not_connected",
  "paused",
  "synced",
];

/** Snapshots of connections or streams; undefined stands for one that has not been read. Pure. */
export function describeSummary(
  snapshots: readonly (SyncSnapshot | undefined)[],
  context: DescribeContext,
): SummaryDescription {
  const wording = createWording(context);
  const { say, format } = wording;
  const glance = (snapshot: SyncSnapshot | undefined) => glanceOf(snapshot, context, (plain) => say(plain, {}));
  const glances = snapshots.map(glance);
  const worst = glances.toSorted(worstFirst)[0] ?? glance(undefined);
  const attention = glances.filter(({ tone }) => tone === "danger" || tone === "warning").length;
  const total = glances.length;
  const words = { count: format.number(attention) ?? "", total: format.number(total) ?? "" };
  const counted = () => {
    if (attention > 0) return say(summaryTexts.attention, words, attention);
    // That all were done then says nothing of now.
    return worst.status === "synced" && !worst.old ? say(summaryTexts.allDone, words, total) : undefined;
  };
  const parts = () => [counted(), ageOf(snapshots, wording)].filter((part) => part !== undefined);
  return { ...worst, attention, total, text: reloadText(snapshots, wording) ?? (parts().join(" · ") || undefined) };
}

/** However many asked for attention then: only the page loaded anew shows how many do now. */
function reloadText(snapshots: readonly (SyncSnapshot | undefined)[], wording: Wording): string | undefined {
  const remedy = reloadSentences(wording);
  const oldest = oldestOf(snapshots);
  return remedy === undefined || oldest === undefined ? remedy : sentences(oldDetail(oldest, wording), remedy);
}

/** The one that was read longest ago. */
function oldestOf(snapshots: readonly (SyncSnapshot | undefined)[]): SyncSnapshot | undefined {
  return snapshots.filter((one) => one !== undefined).toSorted((a, b) => a.observedAt - b.observedAt)[0];
}

/** `Status from 6 minutes ago`, as of the oldest of them; undefined while all is known. */
function ageOf(snapshots: readonly (SyncSnapshot | undefined)[], wording: Wording): string | undefined {
  const oldest = wording.context.unreachable ? oldestOf(snapshots) : undefined;
  return oldest === undefined ? undefined : observedOf(oldest, wording);
}

function worstFirst(a: Glance, b: Glance): number {
  return tones.indexOf(a.tone) - tones.indexOf(b.tone) || statuses.indexOf(a.status) - statuses.indexOf(b.status);
}
