import type { SyncSnapshot } from "@waybill/sync/status";
import * as summaryTexts from "../messages/english/summary.ts";
import { type Glance, glanceOf } from "./glance.ts";
import type { SyncStatus } from "./status.ts";
import type { Tone } from "./tone.ts";
import { type DescribeContext, createWording } from "./wording.ts";

/** Several syncs in one line: as bad as the worst of them. */
export interface SummaryDescription extends Glance {
  /** How many ask for attention: a tone of warning or danger. */
  readonly attention: number;
  readonly total: number;
  /** `2 of 5 syncs need attention`; absent when none does and not all are done. */
  readonly text?: string | undefined;
}

const tones: readonly Tone[] = ["danger", "warning", "info", "neutral", "success"];
/** Among equals, what a person would ask about first. */
const statuses: readonly SyncStatus[] = ["reconnect", "failed", "partial", "unknown", "syncing", "pending", "loading"];

/** Snapshots of connections or streams; undefined stands for one that has not been read. Pure. */
export function describeSummary(
  snapshots: readonly (SyncSnapshot | undefined)[],
  context: DescribeContext,
): SummaryDescription {
  const { say, format } = createWording(context);
  const glances = snapshots.map((snapshot) => glanceOf(snapshot, context, say));
  const worst = glances.toSorted(worstFirst)[0] ?? glanceOf(undefined, context, say);
  const attention = glances.filter(({ tone }) => tone === "danger" || tone === "warning").length;
  const total = glances.length;
  const words = { count: format.number(attention) ?? "", total: format.number(total) ?? "" };
  const text =
    attention > 0
      ? say(summaryTexts.attention, words, attention)
      : worst.status === "synced"
        ? say(summaryTexts.allDone, words, total)
        : undefined;
  return { ...worst, attention, total, text };
}

function worstFirst(a: Glance, b: Glance): number {
  return tones.indexOf(a.tone) - tones.indexOf(b.tone) || placeOf(a.status) - placeOf(b.status);
}

function placeOf(status: SyncStatus): number {
  const place = statuses.indexOf(status);
  return place === -1 ? statuses.length : place;
}
