import type { Blocker, LastOutcome, Phase, SyncSnapshot } from "@waybill/sync/status";
import { knownCount } from "../format/known.ts";

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

/** The words of the contract that this version knows, and what each is about: a newer server may send others. Complete by type. */
const words: Readonly<Record<Phase, "phase"> & Record<LastOutcome, "outcome"> & Record<Blocker, "blocker">> = {
  idle: "phase",
  pending: "phase",
  running: "phase",
  none: "outcome",
  complete: "outcome",
  partial: "outcome",
  failed: "outcome",
  auth: "blocker",
  paused: "blocker",
  plan: "blocker",
  schema: "blocker",
  offline: "blocker",
  rate_limited: "blocker",
};

/** False when the snapshot says something that this version does not know; it is then shown as `unknown`. */
export function isReadable({ phase, lastOutcome, blocker }: SyncSnapshot): boolean {
  const known: Readonly<Record<string, string>> = words;
  return (
    known[phase] === "phase" && known[lastOutcome] === "outcome" && (blocker === null || known[blocker] === "blocker")
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
  const { lastOutcome } = snapshot;
  if (lastOutcome === "none") return "pending";
  if (lastOutcome !== "complete") return lastOutcome;
  return leftSomethingOut(snapshot) ? "partial" : "synced";
}

/** Counts outrank the outcome: a green tick over records that did not sync is the oldest lie of sync screens. */
function leftSomethingOut(snapshot: SyncSnapshot): boolean {
  return (
    knownCount(snapshot.counts?.failed) > 0 ||
    heldFromBefore(snapshot) > 0 ||
    removalsHeld(snapshot) > 0 ||
    readNothing(snapshot)
  );
}

/** Records that an earlier run kept aside and the last one did not meet; 0 when its own counts tell all. */
export function heldFromBefore({ heldBack, counts, phase }: SyncSnapshot): number {
  const held = phase === "idle" ? knownCount(heldBack) : 0;
  return held > (counts?.failed ?? 0) ? held : 0;
}

/** Records that are gone from the vendor's list and wait here for a person's word; 0 while a run may still answer for them. */
export function removalsHeld({ heldRemovals, phase }: SyncSnapshot): number {
  return phase === "idle" ? knownCount(heldRemovals) : 0;
}

/** Whether held removals are what a person should decide on now: records that failed come first. */
export function asksToRemove(snapshot: SyncSnapshot): boolean {
  return removalsHeld(snapshot) > 0 && heldFromBefore(snapshot) === 0 && !((snapshot.counts?.failed ?? 0) > 0);
}

/** True when the last run read no record although the source is known to hold some. */
export function readNothing(snapshot: SyncSnapshot): boolean {
  return snapshot.counts?.checked === 0 && knownCount(snapshot.progress?.total) > 0;
}
