import type { SyncSnapshot } from "@waybill/sync/status";
import { describeSync } from "../describe/describe-sync.ts";
import { progressSentence, readProgress } from "../describe/progress.ts";
import { type SyncStatus, statusOf } from "../describe/status.ts";
import { contextAt } from "../describe/times.ts";
import { type DescribeContext, createWording } from "../describe/wording.ts";
import { hasFinished } from "../live/has-finished.ts";
import * as announceTexts from "../messages/english/announce.ts";

/** Something worth saying to a person who does not look at the screen. Outcomes are never held back. */
export interface News {
  readonly kind: "outcome" | "change" | "progress";
  readonly text: string;
}

const outcomes: ReadonlySet<SyncStatus> = new Set(["synced", "partial", "failed", "reconnect"]);

/** What changed, if it is news. What was there when the page came is not. */
export function newsOf(
  before: SyncSnapshot | undefined,
  after: SyncSnapshot,
  context: DescribeContext,
): News | undefined {
  if (before === undefined) return undefined;
  const status = statusOf(after);
  if (status === "syncing" && statusOf(before) === status) return progressNews(before, after, context);
  // A run can begin and end between two looks at it: its outcome is then another one of the same kind.
  const ended = outcomes.has(status) && hasFinished(before, after);
  if (statusOf(before) === status && !ended) return undefined;
  return { kind: outcomes.has(status) ? "outcome" : "change", text: describeSync(after, context).announce };
}

/** Each quarter of a known total is news. */
function progressNews(before: SyncSnapshot, after: SyncSnapshot, context: DescribeContext): News | undefined {
  const wording = createWording(contextAt(after, context));
  const was = readProgress(before, wording);
  const is = readProgress(after, wording);
  if (was === undefined || is === undefined || was.run !== is.run) return undefined;
  if (quarter(is.fraction) <= quarter(was.fraction)) return undefined;
  const progress = progressSentence(is, wording);
  if (progress === undefined) return undefined;
  return { kind: "progress", text: wording.say(announceTexts.progress, { name: wording.name, progress }) };
}

function quarter(fraction: number | undefined): number {
  return Math.floor((fraction ?? 0) * 4);
}
