import type { SyncSnapshot } from "@waybill/sync/status";
import { isKnownNumber, isKnownTime } from "../format/known.ts";
import * as detailTexts from "../messages/english/detail.ts";
import * as metaTexts from "../messages/english/meta.ts";
import * as timeTexts from "../messages/english/time.ts";
import type { Text } from "../messages/text.ts";
import type { DescribeContext, Wording } from "./wording.ts";

/** How many expected intervals may pass without a complete sync. */
const toleratedIntervals = 2;

/** How far a source's clock may be ahead of the device's: more is no time of now. */
const believedAheadMs = 86_400_000;

/**
 * The latest of what the device's clock says and when the source saw this: a clock that is behind the source's would make what is overdue look new,
 * and a server's HTML knows no other now.
 */
function nowAt({ observedAt }: SyncSnapshot, now: number | null): number {
  return now === null || (observedAt > now && observedAt < now + believedAheadMs) ? observedAt : now;
}

/** The same context at that time. Without a clock times are absolute, and stay so. */
export function contextAt(snapshot: SyncSnapshot, context: DescribeContext): DescribeContext {
  return context.now === null ? context : { ...context, now: nowAt(snapshot, context.now) };
}

/** True when the last complete sync is older than twice the expected interval. */
export function isOverdue(
  snapshot: SyncSnapshot,
  { now, expectedEveryMs }: Pick<DescribeContext, "now" | "expectedEveryMs">,
): boolean {
  const { lastCompleteAt } = snapshot;
  const at = nowAt(snapshot, now);
  if (!isKnownNumber(expectedEveryMs) || !isKnownTime(lastCompleteAt)) return false;
  return at - lastCompleteAt > toleratedIntervals * expectedEveryMs;
}

/** Times are read again once a minute: seconds would stand still on the screen, so they are not counted. */
const minuteMs = 60_000;

/** `5 minutes ago`, `just now`. Clocks differ between machines: what happened never lies in the future. */
export function ago(time: number | undefined, wording: Wording): string | undefined {
  if (!isKnownTime(time)) return undefined;
  const { format, now, say } = wording;
  return now !== null && now - time < minuteMs ? say(timeTexts.justNow, {}) : format.relative(time, now);
}

/** `in 4 minutes`, `in less than a minute`; undefined when it has passed. */
export function ahead(time: number | undefined, wording: Wording): string | undefined {
  if (!isKnownTime(time)) return undefined;
  const { format, now, say } = wording;
  if (now === null || time - now >= minuteMs) return format.relative(time, now);
  return time > now ? say(timeTexts.withinAMinute, {}) : undefined;
}

/** `Last synced 5 minutes ago.`, as a sentence. */
export function lastSyncedSentence(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  const when = ago(snapshot.lastCompleteAt, wording);
  return when === undefined ? undefined : wording.say(detailTexts.lastSynced, { when });
}

/** `Last synced 5 minutes ago` */
export function lastSyncedOf(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  const when = ago(snapshot.lastCompleteAt, wording);
  return when === undefined ? undefined : wording.say(metaTexts.lastSynced, { when });
}

/** `Next sync in 55 minutes` */
export function nextSyncOf(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  const when = ahead(snapshot.nextAttemptAt, wording);
  return when === undefined ? undefined : wording.say(metaTexts.nextSync, { when });
}

const everyOne: Readonly<Record<number, Text | undefined>> = {
  60_000: detailTexts.usuallyMinute,
  3_600_000: detailTexts.usuallyHour,
  86_400_000: detailTexts.usuallyDay,
};

/** `We usually sync every hour.` */
export function usuallyOf({ context, format, say }: Wording): string | undefined {
  const { expectedEveryMs } = context;
  const one = expectedEveryMs === undefined ? undefined : everyOne[expectedEveryMs];
  if (one !== undefined) return say(one, {});
  const span = format.span(expectedEveryMs);
  return span === undefined ? undefined : say(detailTexts.usually, { span });
}

/** `Status from 6 minutes ago` */
export function observedOf(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  const when = ago(snapshot.observedAt, wording);
  return when === undefined ? undefined : wording.say(metaTexts.old, { when });
}
