import type { Blocker, LastOutcome, Phase, SyncSnapshot } from "@waybill/sync/status";
import { isKnownNumber } from "../format/known.ts";

/** What a person is told, in one word. */
export type SyncStatus =
  | "loading"
  | "not_connected"
  | "pending"
  | "syncing"
  | "synced"
  | "partial"
  | "failed"
  | "reconnect"
  | "paused"
  | "unknown";

/** The words of the contract that this version knows: a newer server may send others. Complete by type. */
const phases: Readonly<Record<Phase, true>> = { idle: true, pending: true, running: true };
const outcomes: Readonly<Record<LastOutcome, true>> = { none: true, complete: true, partial: true, failed: true };
const blockers: Readonly<Record<Blocker, true>> = {
  auth: true,
  paused: true,
  plan: true,
  schema: true,
  offline: true,
  rate_limited: true,
};

/** False when the snapshot says something that this version does not know; it is then shown as `unknown`. */
export function isReadable(snapshot: SyncSnapshot): boolean {
  const { phase, lastOutcome, blocker } = snapshot;
  return (
    Object.hasOwn(phases, phase) &&
    Object.hasOwn(outcomes, lastOutcome) &&
    (blocker === null || Object.hasOwn(blockers, blocker))
  );
}

/**
 * The first that applies, of this order: a dead credential, a running sync (unless a person or plan holds it), no connection, a hold, a retry, a queue, and only
 * then how the last attempt ended. So `synced` is reachable from idle and complete alone, and a running retry is never shown as failed.
 */
export function statusOf(snapshot: SyncSnapshot): SyncStatus {
  if (!isReadable(snapshot)) return "unknown";
  const { blocker, phase, connected } = snapshot;
  if (blocker === "auth") return "reconnect";
  const held = blocker === "paused" || blocker === "plan";
  if (phase === "running") return held ? "paused" : "syncing";
  if (!connected) return "not_connected";
  if (held) return "paused";
  if (blocker === "schema") return "failed";
  return statusOfRetry(snapshot) ?? (phase === "pending" ? "pending" : statusOfOutcome(snapshot));
}

/** A run whose attempt failed and that waits to go on: what came before it says nothing of now, and before a first run nothing came. */
function statusOfRetry({ willRetry, failure, blocker, phase, lastOutcome }: SyncSnapshot): SyncStatus | undefined {
  const first = phase === "idle" && lastOutcome === "none";
  if (failure === undefined || !(willRetry || first)) return undefined;
  return blocker === "offline" || blocker === "rate_limited" ? "pending" : "failed";
}

function statusOfOutcome(snapshot: SyncSnapshot): SyncStatus {
  switch (snapshot.lastOutcome) {
    case "none":
      return "pending";
    case "partial":
      return "partial";
    case "failed":
      return "failed";
    case "complete":
      return leftSomethingOut(snapshot) ? "partial" : "synced";
  }
}

/** Counts outrank the outcome: a green tick over records that did not sync is the oldest lie of sync screens. */
function leftSomethingOut(snapshot: SyncSnapshot): boolean {
  const failed = snapshot.counts?.failed;
  return (
    (isKnownNumber(failed) && failed > 0) ||
    heldFromBefore(snapshot) > 0 ||
    removalsHeld(snapshot) > 0 ||
    readNothing(snapshot)
  );
}

/** Records that an earlier run kept aside and the last one did not meet; 0 when its own counts tell all. */
export function heldFromBefore({ heldBack, counts, phase }: SyncSnapshot): number {
  return phase === "idle" && isKnownNumber(heldBack) && heldBack > (counts?.failed ?? 0) ? heldBack : 0;
}

/** Records that are gone from the vendor's list and wait here for a person's word; 0 while a run may still answer for them. */
export function removalsHeld({ heldRemovals, phase }: SyncSnapshot): number {
  return phase === "idle" && isKnownNumber(heldRemovals) ? heldRemovals : 0;
}

/** Whether held removals are what a person should decide on now: records that failed come first. */
export function asksToRemove(snapshot: SyncSnapshot): boolean {
  return removalsHeld(snapshot) > 0 && heldFromBefore(snapshot) === 0 && !((snapshot.counts?.failed ?? 0) > 0);
}

/** True when the last run read no record although the source is known to hold some. */
export function readNothing(snapshot: SyncSnapshot): boolean {
  const total = snapshot.progress?.total;
  return snapshot.counts?.checked === 0 && isKnownNumber(total) && total > 0;
}
