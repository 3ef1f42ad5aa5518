import type { SyncSnapshot } from "@waybill/sync/status";
import { isKnownNumber } from "../format/known.ts";
import { continuesAt, nextStepOf, reasonOf, tryAgainAt } from "./reason.ts";
import { needsChange, weTryAgain } from "./retry.ts";
import { heldFromBefore, readNothing, type SyncStatus } from "./status.ts";
import { ago, isOverdue, usuallyOf } from "./times.ts";
import type { Tone } from "./tone.ts";
import { type Wording, sentences } from "./wording.ts";

/** What a notice is about, most pressing first. */
export type NoticeKind = "reconnect" | "failed" | "plan" | "partial" | "rate_limited" | "overdue" | "not_durable";

/** What happened, what it means, what happens next: the one thing that a person should know now. */
export interface SyncNoticeText {
  readonly kind: NoticeKind;
  readonly tone: Tone;
  readonly title: string;
  readonly body?: string | undefined;
  /** `Attempt 2 of 5`, from the second on. */
  readonly attempt?: string | undefined;
  /** Epoch milliseconds of the automatic next attempt, when one is planned. */
  readonly nextAttemptAt?: number | undefined;
}

/** The most pressing notice, or none: a screen that warns of everything warns of nothing. */
export function noticeOf(
  status: SyncStatus,
  snapshot: SyncSnapshot | undefined,
  wording: Wording,
): SyncNoticeText | undefined {
  if (snapshot === undefined || status === "loading" || status === "unknown" || status === "not_connected") {
    return undefined;
  }
  if (status === "reconnect") return reconnectNotice(snapshot, wording);
  if (status === "failed") return failedNotice(snapshot, wording);
  if (snapshot.blocker === "plan") return planNotice(wording);
  if (status === "partial") return partialNotice(snapshot, wording);
  return quietNotice(snapshot, wording);
}

function quietNotice(snapshot: SyncSnapshot, wording: Wording): SyncNoticeText | undefined {
  if (snapshot.blocker === "rate_limited") {
    const title = wording.say("notice.slow_down", { service: wording.service });
    return { kind: "rate_limited", tone: "info", title, body: continuesAt(snapshot, wording) };
  }
  if (snapshot.phase === "idle" && isOverdue(snapshot, wording.context)) return overdueNotice(snapshot, wording);
  if (snapshot.durable) return undefined;
  const title = wording.say("notice.not_durable", {});
  return { kind: "not_durable", tone: "warning", title, body: wording.say("notice.not_durable_body", {}) };
}

function reconnectNotice(snapshot: SyncSnapshot, wording: Wording): SyncNoticeText {
  const { service, say } = wording;
  const known = snapshot.failure?.code === "wrong_account" ? reasonOf(snapshot.failure, wording) : undefined;
  const promise = say(snapshot.durable ? "notice.nothing_lost" : "detail.not_durable", {});
  const title = say("notice.reconnect", { service });
  return {
    kind: "reconnect",
    tone: "danger",
    title,
    body: sentences(known ?? say("notice.access_ended", { service }), promise),
  };
}

function failedNotice(snapshot: SyncSnapshot, wording: Wording): SyncNoticeText {
  const { say, service } = wording;
  if (snapshot.blocker === "schema") {
    const title = say("notice.schema", { service });
    return { kind: "failed", tone: "danger", title, body: say("notice.schema_body", {}) };
  }
  const tone = weTryAgain(snapshot) ? "warning" : "danger";
  const body = sentences(reasonOf(snapshot.failure, wording), nextStepOf(snapshot, wording));
  return { kind: "failed", tone, title: say("notice.failed", {}), body, ...retryFacts(snapshot, wording) };
}

function planNotice({ say, service }: Wording): SyncNoticeText {
  return { kind: "plan", tone: "warning", title: say("notice.plan", {}), body: say("detail.plan", { service }) };
}

function overdueNotice(snapshot: SyncSnapshot, wording: Wording): SyncNoticeText | undefined {
  const when = ago(snapshot.lastCompleteAt, wording);
  if (when === undefined) return undefined;
  const title = wording.say("notice.overdue", { when });
  return { kind: "overdue", tone: "warning", title, body: usuallyOf(wording) };
}

function partialNotice(snapshot: SyncSnapshot, wording: Wording): SyncNoticeText {
  const { say, service } = wording;
  const records = wording.records(2);
  const planned = weTryAgain(snapshot) ? tryAgainAt(snapshot.nextAttemptAt, wording) : undefined;
  const facts = retryFacts(snapshot, wording);
  const held = heldFromBefore(snapshot);
  if (held > 0) return { kind: "partial", tone: "warning", ...heldBackWords(held, wording), ...facts };
  if (readNothing(snapshot)) {
    const body = sentences(say("notice.no_records_body", { service, records }), planned);
    return { kind: "partial", tone: "warning", title: say("notice.no_records", {}), body, ...facts };
  }
  const failed = snapshot.counts?.failed;
  const checked = snapshot.counts?.checked;
  if (!isKnownNumber(failed) || !isKnownNumber(checked) || failed === 0) {
    const body = planned ?? say("detail.not_all_checked", { records });
    return { kind: "partial", tone: "warning", title: say("notice.partial_some", { records }), body, ...facts };
  }
  const words = { failed: wording.format.number(failed) ?? "", total: wording.format.number(checked) ?? "" };
  const title = say("notice.partial", { ...words, records: wording.records(checked) }, failed);
  return {
    kind: "partial",
    tone: "warning",
    title,
    body: sentences(restOf(checked - failed, wording), planned),
    ...facts,
  };
}

function heldBackWords(held: number, { say, format, records }: Wording): Pick<SyncNoticeText, "title" | "body"> {
  const title = say("notice.held_back", { count: format.number(held) ?? "", records: records(held) }, held);
  return { title, body: say("notice.held_back_body", {}, held) };
}

function restOf(rest: number, { say, format }: Wording): string {
  return rest > 0 ? say("notice.rest", { count: format.number(rest) ?? "" }, rest) : say("notice.none_synced", {});
}

function retryFacts(
  snapshot: SyncSnapshot,
  { say, format }: Wording,
): Pick<SyncNoticeText, "attempt" | "nextAttemptAt"> {
  const { attempt, nextAttemptAt } = snapshot;
  const n = attempt !== undefined && attempt.n > 1 ? format.number(attempt.n) : undefined;
  const max = format.number(attempt?.max);
  return {
    attempt: n === undefined || max === undefined ? undefined : say("notice.attempt", { n, max }),
    nextAttemptAt: needsChange(snapshot) ? undefined : nextAttemptAt,
  };
}
