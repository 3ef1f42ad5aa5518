import type { SyncSnapshot } from "@waybill/sync/status";
import { isKnownNumber } from "../format/known.ts";
import * as detailTexts from "../messages/english/detail.ts";
import { progressSentence, readProgress } from "./progress.ts";
import { nextStepOf, reasonOf, slowDownOf } from "./reason.ts";
import { heldFromBefore, readNothing, removalsHeld, asksToRemove, type SyncStatus } from "./status.ts";
import { ago, ahead, isOverdue, lastSyncedSentence, usuallyOf } from "./times.ts";
import { ofNow, reloadSentences } from "./unreachable.ts";
import { type Wording, sentences } from "./wording.ts";

type DetailOf = (snapshot: SyncSnapshot, wording: Wording) => string | undefined;

const details: Readonly<Record<Exclude<SyncStatus, "loading" | "unknown">, DetailOf>> = {
  not_connected: ({ lastCompleteAt }, { say, service }) =>
    say(lastCompleteAt === undefined ? detailTexts.connect : detailTexts.connectAgain, { service }),
  pending: pendingDetail,
  syncing: syncingDetail,
  synced: syncedDetail,
  partial: (snapshot, wording) => sentences(partialDetail(snapshot, wording), overdueDetail(snapshot, wording)),
  failed: failedDetail,
  reconnect: reconnectDetail,
  paused: ({ blocker }, { say, service }) =>
    blocker === "plan" ? say(detailTexts.plan, { service }) : say(detailTexts.paused, {}),
};

/** The line under a label: what happens next, or what happened. */
export function detailOf(status: SyncStatus, snapshot: SyncSnapshot | undefined, wording: Wording): string | undefined {
  if (status === "loading") return undefined;
  const remedy = reloadSentences(wording);
  if (status === "unknown" || snapshot === undefined) return remedy ?? wording.say(detailTexts.unknown, {});
  const durable = snapshot.durable || status === "not_connected";
  return sentences(
    details[status](snapshot, wording),
    durable ? undefined : wording.say(detailTexts.notDurable, {}),
    wording.context.unreachable ? oldDetail(snapshot, wording) : undefined,
    remedy,
  );
}

/** The status itself could not be read again; what is shown is the last one known. */
export function oldDetail(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  const when = ago(snapshot.observedAt, wording);
  return when === undefined ? undefined : wording.say(detailTexts.old, { when });
}

function pendingDetail(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  const held = holdDetail(snapshot, wording);
  if (held !== undefined) return held;
  const when = ahead(snapshot.nextAttemptAt, wording);
  if (when !== undefined) return wording.say(detailTexts.startsIn, { when });
  if (snapshot.phase === "pending") return ofNow(detailTexts.queue, wording);
  // A connection is unread until all of its streams were read, though others have ended.
  return ofNow(snapshot.finishedAt === undefined ? detailTexts.firstRun : detailTexts.firstRunOfRest, wording);
}

function syncingDetail(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  const held = holdDetail(snapshot, wording);
  if (held !== undefined) return held;
  const reading = readProgress(snapshot, wording);
  const counted = reading === undefined ? undefined : progressSentence(reading, wording);
  return sentences(
    snapshot.lastOutcome === "failed" && !wording.context.unreachable ? tryingAgain(snapshot, wording) : undefined,
    counted === undefined ? undefined : `${counted}.`,
    stateOfWork(reading?.stalled === true, counted !== undefined || snapshot.lastOutcome === "failed", wording),
  );
}

function stateOfWork(stalled: boolean, somethingSaid: boolean, wording: Wording): string | undefined {
  if (stalled) return wording.say(detailTexts.stillWorking, {});
  return somethingSaid ? undefined : ofNow(detailTexts.starting, wording);
}

/** `The last attempt failed 5 minutes ago. Trying again.` */
export function tryingAgain(snapshot: SyncSnapshot, wording: Wording): string {
  const when = ago(snapshot.finishedAt, wording);
  return when === undefined
    ? wording.say(detailTexts.tryingAgain, {})
    : wording.say(detailTexts.tryingAgainSince, { when });
}

function syncedDetail(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  return sentences(
    lastSyncedSentence(snapshot, wording),
    overdueDetail(snapshot, wording) ?? holdDetail(snapshot, wording) ?? nothingChanged(snapshot, wording),
  );
}

/** Offline and slowed-down connections stay what they were; a person is told why nothing moves. */
export function holdDetail(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  if (snapshot.blocker === "offline") return wording.say(detailTexts.offline, {});
  return snapshot.blocker === "rate_limited" ? slowDownOf(snapshot, wording) : undefined;
}

function nothingChanged(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  const { counts } = snapshot;
  if (counts === undefined || counts.created + counts.updated + counts.removed !== 0) return undefined;
  return wording.say(detailTexts.nothingToUpdate, {});
}

function overdueDetail(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  return isOverdue(snapshot, wording.context) ? usuallyOf(wording) : undefined;
}

function partialDetail(snapshot: SyncSnapshot, wording: Wording): string {
  const held = heldFromBefore(snapshot);
  if (held > 0) return wording.say(detailTexts.heldBack, wordsOf(held, wording), held);
  if (!asksToRemove(snapshot)) return unreadDetail(snapshot, wording);
  const removals = removalsHeld(snapshot);
  return wording.say(detailTexts.heldRemovals, { ...wordsOf(removals, wording), service: wording.service }, removals);
}

function wordsOf(count: number, { format, records }: Wording): { readonly count: string; readonly records: string } {
  return { count: format.number(count) ?? "", records: records(count) };
}

function unreadDetail(snapshot: SyncSnapshot, wording: Wording): string {
  const { counts } = snapshot;
  if (readNothing(snapshot) || counts?.checked === 0) return wording.say(detailTexts.noRecordsRead, {});
  if (counts === undefined || !isKnownNumber(counts.failed) || !isKnownNumber(counts.checked)) {
    return wording.say(detailTexts.someFailed, { records: wording.records() });
  }
  if (counts.failed === 0) return wording.say(detailTexts.notAllChecked, { records: wording.records() });
  const words = {
    failed: wording.format.number(counts.failed) ?? "",
    total: wording.format.number(counts.checked) ?? "",
    records: wording.records(counts.checked),
  };
  return wording.say(detailTexts.failedOf, words, counts.failed);
}

function failedDetail(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  if (snapshot.blocker === "schema") return wording.say(detailTexts.schema, { service: wording.service });
  if (snapshot.blocker === "offline") return wording.say(detailTexts.offline, {});
  return sentences(reasonOf(snapshot.failure, wording), nextStepOf(snapshot, wording));
}

function reconnectDetail(snapshot: SyncSnapshot, wording: Wording): string {
  const { waiting } = wording.context;
  if (snapshot.durable && isKnownNumber(waiting) && waiting > 0) {
    return wording.say(detailTexts.waiting, { count: wording.format.number(waiting) ?? "" }, waiting);
  }
  // "Nothing has been lost" is a promise: it is not made where closing the page would break it.
  const key = snapshot.durable ? detailTexts.accessEnded : detailTexts.accessEndedVolatile;
  return wording.say(key, { service: wording.service });
}
