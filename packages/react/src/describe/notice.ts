import type { SyncSnapshot } from "@waybill/sync/status";
import { isKnownNumber } from "../format/known.ts";
import * as detailTexts from "../messages/english/detail.ts";
import * as noticeTexts from "../messages/english/notice.ts";
import { continuesAt, nextStepOf, reasonOf, tryAgainAt } from "./reason.ts";
import { needsChange, weTryAgain } from "./retry.ts";
import { asksToRemove, heldFromBefore, readNothing, removalsHeld, type SyncStatus } from "./status.ts";
import { ago, isOverdue, usuallyOf } from "./times.ts";
import type { Tone } from "./tone.ts";
import { type Wording, sentences } from "./wording.ts";

/** What a notice is about, most pressing first. */
export type NoticeKind =
  | "reload"
  | "reconnect"
  | "failed"
  | "plan"
  | "partial"
  | "removals"
  | "rate_limited"
  | "overdue"
  | "not_durable";

/** What happened, what it means, what happens next: the one thing that a person should know now. */
export interface SyncNoticeText {
  readonly kind: NoticeKind;
  readonly tone: Tone;
  readonly title: string;
  readonly body?: string | undefined;
  /** `Attempt 2 of 5`, from the second on. */
  readonly attempt?: string | undefined;
  /** `Next attempt: 12 May 2026, 14:30:00 UTC`: the whole time with its zone, when one is planned. */
  readonly nextAttempt?: string | undefined;
  /** Epoch milliseconds of the automatic next attempt, when one is planned. */
  readonly nextAttemptAt?: number | undefined;
}

/** The most pressing notice, or none: a screen that warns of everything warns of nothing. */
export function noticeOf(
  status: SyncStatus,
  snapshot: SyncSnapshot | undefined,
  wording: Wording,
): SyncNoticeText | undefined {
  if (wording.context.unreachable === "reload") return reloadNotice(wording);
  if (snapshot === undefined || status === "loading" || status === "unknown" || status === "not_connected") {
    return undefined;
  }
  if (status === "reconnect") return reconnectNotice(snapshot, wording);
  if (status === "failed") return failedNotice(snapshot, wording);
  if (snapshot.blocker === "plan") return planNotice(wording);
  if (status === "partial")
    return asksToRemove(snapshot) ? removalNotice(snapshot, wording) : partialNotice(snapshot, wording);
  return quietNotice(snapshot, wording);
}

function reloadNotice({ say }: Wording): SyncNoticeText {
  return { kind: "reload", tone: "warning", title: say(noticeTexts.reload, {}), body: say(detailTexts.newer, {}) };
}

function quietNotice(snapshot: SyncSnapshot, wording: Wording): SyncNoticeText | undefined {
  if (snapshot.blocker === "rate_limited") {
    const title = wording.say(noticeTexts.slowDown, { service: wording.service });
    return { kind: "rate_limited", tone: "info", title, body: continuesAt(snapshot, wording) };
  }
  if (snapshot.phase === "idle" && isOverdue(snapshot, wording.context)) return overdueNotice(snapshot, wording);
  if (snapshot.durable) return undefined;
  const title = wording.say(noticeTexts.notDurable, {});
  return { kind: "not_durable", tone: "warning", title, body: wording.say(noticeTexts.notDurableBody, {}) };
}

function reconnectNotice(snapshot: SyncSnapshot, wording: Wording): SyncNoticeText {
  const { service, say } = wording;
  const known = snapshot.failure?.code === "wrong_account" ? reasonOf(snapshot.failure, wording) : undefined;
  const promise = say(snapshot.durable ? noticeTexts.nothingLost : detailTexts.notDurable, {});
  const title = say(noticeTexts.reconnect, { service });
  return {
    kind: "reconnect",
    tone: "danger",
    title,
    body: sentences(known ?? say(noticeTexts.accessEnded, { service }), promise),
  };
}

function failedNotice(snapshot: SyncSnapshot, wording: Wording): SyncNoticeText {
  const { say, service } = wording;
  if (snapshot.blocker === "schema") {
    const title = say(noticeTexts.schema, { service });
    return { kind: "failed", tone: "danger", title, body: say(noticeTexts.schemaBody, {}) };
  }
  const tone = weTryAgain(snapshot) ? "warning" : "danger";
  const body = sentences(reasonOf(snapshot.failure, wording), nextStepOf(snapshot, wording));
  return { kind: "failed", tone, title: say(noticeTexts.failed, {}), body, ...retryFacts(snapshot, wording) };
}

function planNotice({ say, service }: Wording): SyncNoticeText {
  return { kind: "plan", tone: "warning", title: say(noticeTexts.plan, {}), body: say(detailTexts.plan, { service }) };
}

function overdueNotice(snapshot: SyncSnapshot, wording: Wording): SyncNoticeText | undefined {
  const when = ago(snapshot.lastCompleteAt, wording);
  if (when === undefined) return undefined;
  const title = wording.say(noticeTexts.overdue, { when });
  return { kind: "overdue", tone: "warning", title, body: usuallyOf(wording) };
}

function partialNotice(snapshot: SyncSnapshot, wording: Wording): SyncNoticeText {
  const { say, service } = wording;
  const records = wording.records();
  const planned = weTryAgain(snapshot) ? tryAgainAt(snapshot.nextAttemptAt, wording) : undefined;
  const facts = retryFacts(snapshot, wording);
  const held = heldFromBefore(snapshot);
  if (held > 0) return { kind: "partial", tone: "warning", ...heldBackWords(held, wording), ...facts };
  if (readNothing(snapshot)) {
    const body = sentences(say(noticeTexts.noRecordsBody, { service, records }), planned);
    return { kind: "partial", tone: "warning", title: say(noticeTexts.noRecords, {}), body, ...facts };
  }
  const failed = snapshot.counts?.failed;
  const checked = snapshot.counts?.checked;
  if (!isKnownNumber(failed) || !isKnownNumber(checked) || failed === 0) {
    const body = planned ?? say(detailTexts.notAllChecked, { records });
    return { kind: "partial", tone: "warning", title: say(noticeTexts.partialSome, { records }), body, ...facts };
  }
  const words = { failed: wording.format.number(failed) ?? "", total: wording.format.number(checked) ?? "" };
  const title = say(noticeTexts.partial, { ...words, records: wording.records(checked) }, failed);
  return {
    kind: "partial",
    tone: "warning",
    title,
    body: sentences(restOf(checked - failed, wording), planned),
    ...facts,
  };
}

function removalNotice(snapshot: SyncSnapshot, { say, format, records, service }: Wording): SyncNoticeText {
  const held = removalsHeld(snapshot);
  const title = say(
    noticeTexts.heldRemovals,
    { count: format.number(held) ?? "", records: records(held), service },
    held,
  );
  return { kind: "removals", tone: "warning", title, body: say(noticeTexts.heldRemovalsBody, {}, held) };
}

function heldBackWords(held: number, { say, format, records }: Wording): Pick<SyncNoticeText, "title" | "body"> {
  const title = say(noticeTexts.heldBack, { count: format.number(held) ?? "", records: records(held) }, held);
  return { title, body: say(noticeTexts.heldBackBody, {}, held) };
}

function restOf(rest: number, { say, format }: Wording): string {
  return rest > 0 ? say(noticeTexts.rest, { count: format.number(rest) ?? "" }, rest) : say(noticeTexts.noneSynced, {});
}

function retryFacts(
  snapshot: SyncSnapshot,
  { say, format }: Wording,
): Pick<SyncNoticeText, "attempt" | "nextAttempt" | "nextAttemptAt"> {
  const { attempt } = snapshot;
  const nextAttemptAt = needsChange(snapshot) ? undefined : snapshot.nextAttemptAt;
  const time = format.dateTime(nextAttemptAt);
  const n = attempt !== undefined && attempt.n > 1 ? format.number(attempt.n) : undefined;
  const max = format.number(attempt?.max);
  return {
    attempt: n === undefined || max === undefined ? undefined : say(noticeTexts.attempt, { n, max }),
    nextAttempt: time === undefined ? undefined : say(noticeTexts.nextAttempt, { time }),
    nextAttemptAt,
  };
}
