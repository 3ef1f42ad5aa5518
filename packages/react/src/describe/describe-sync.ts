import type { SyncSnapshot } from "@waybill/sync/status";
import * as announceTexts from "../messages/english/announce.ts";
import * as statusTexts from "../messages/english/status.ts";
import { type OfferedAction, actionsOf } from "./actions.ts";
import { detailOf } from "./detail.ts";
import { type SyncNoticeText, noticeOf } from "./notice.ts";
import { type SyncStatus, isReadable, statusOf } from "./status.ts";
import { isOverdue, lastSyncedOf, nextSyncOf, observedOf } from "./times.ts";
import { type Tone, toneOf } from "./tone.ts";
import { type DescribeContext, type Wording, createWording } from "./wording.ts";

/** What a person sees of a sync: the only place where words, tones and buttons are decided. */
export interface SyncDescription {
  readonly status: SyncStatus;
  readonly tone: Tone;
  /** At most three words, without a full stop. */
  readonly label: string;
  /** The line under the label; absent when there is nothing more to say. */
  readonly detail?: string | undefined;
  /** For a live region, when this is news; empty while loading. */
  readonly announce: string;
  /** Buttons that make sense now, the most useful first. */
  readonly actions: readonly OfferedAction[];
  /** The most pressing thing to know, if there is one. */
  readonly notice?: SyncNoticeText | undefined;
  /** `Last synced 5 minutes ago` */
  readonly lastSynced?: string | undefined;
  /** `Next sync in 55 minutes` */
  readonly nextSync?: string | undefined;
  /** `Status from 6 minutes ago`, when the status could not be read again. */
  readonly observed?: string | undefined;
  /** The last complete sync is older than twice the expected interval. */
  readonly overdue: boolean;
  /** The status itself could not be read again: this is the last one known. */
  readonly old: boolean;
}

/**
 * Turns a snapshot into what a person sees. Pure; never throws, whatever the snapshot holds.
 *
 * `undefined` means that no snapshot has arrived: `loading`, or `unknown` when reading it failed.
 */
export function describeSync(snapshot: SyncSnapshot | undefined, context: DescribeContext): SyncDescription {
  const wording = createWording(context);
  const known = snapshot !== undefined && isReadable(snapshot) ? snapshot : undefined;
  const old = known !== undefined && context.unreachable === true;
  const status = statusFor(snapshot, context);
  const overdue = known !== undefined && isOverdue(known, context);
  const label = wording.say(status === "synced" && overdue ? statusTexts.overdue : statusTexts.statuses[status], {});
  const detail = detailOf(status, known, wording);
  return {
    status,
    tone: toneOf(status, known, overdue),
    label,
    detail,
    announce: status === "loading" ? "" : announcement(label, detail, wording),
    actions: actionsOf(old ? "unknown" : status, known, wording),
    notice: noticeOf(status, known, wording),
    lastSynced: known === undefined ? undefined : lastSyncedOf(known, wording),
    nextSync: known === undefined ? undefined : nextSyncOf(known, wording),
    observed: old ? observedOf(known, wording) : undefined,
    overdue,
    old,
  };
}

function statusFor(snapshot: SyncSnapshot | undefined, context: DescribeContext): SyncStatus {
  if (snapshot !== undefined) return statusOf(snapshot);
  return context.unreachable === true ? "unknown" : "loading";
}

function announcement(label: string, detail: string | undefined, { say, name }: Wording): string {
  return detail === undefined
    ? say(announceTexts.statusOnly, { name, label })
    : say(announceTexts.status, { name, label, detail });
}
