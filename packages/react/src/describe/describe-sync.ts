import type { SyncSnapshot } from "@waybill/sync/status";
import * as announceTexts from "../messages/english/announce.ts";
import { type OfferedAction, actionsOf, reloading } from "./actions.ts";
import { detailOf } from "./detail.ts";
import { type Glance, glanceOf } from "./glance.ts";
import { type SyncNoticeText, noticeOf } from "./notice.ts";
import { contextAt, lastSyncedOf, nextSyncOf, observedOf } from "./times.ts";
import { type DescribeContext, type Wording, createWording } from "./wording.ts";

/** What a person sees of a sync: the only place where words, tones and buttons are decided. */
export interface SyncDescription extends Glance {
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
}

/**
 * Turns a snapshot into what a person sees. Pure; never throws, whatever the snapshot holds.
 *
 * `undefined` means that no snapshot has arrived: `loading`, or `unknown` when reading it failed.
 */
export function describeSync(snapshot: SyncSnapshot | undefined, context: DescribeContext): SyncDescription {
  const wording = createWording(snapshot === undefined ? context : contextAt(snapshot, context));
  const glance = glanceOf(snapshot, context, (text) => wording.say(text, {}));
  const { status, label, old } = glance;
  const known = status === "unknown" ? undefined : snapshot;
  const detail = detailOf(status, known, wording);
  const reload = context.unreachable === "reload";
  return {
    ...glance,
    detail,
    announce: status === "loading" ? "" : announcement(label, detail, wording),
    actions: reload ? [reloading(wording)] : actionsOf(old ? "unknown" : status, known, wording),
    notice: noticeOf(status, known, wording),
    lastSynced: known === undefined ? undefined : lastSyncedOf(known, wording),
    nextSync: known === undefined ? undefined : nextSyncOf(known, wording),
    observed: known !== undefined && old ? observedOf(known, wording) : undefined,
  };
}

function announcement(label: string, detail: string | undefined, { say, name }: Wording): string {
  return detail === undefined
    ? say(announceTexts.statusOnly, { name, label })
    : say(announceTexts.status, { name, label, detail });
}
