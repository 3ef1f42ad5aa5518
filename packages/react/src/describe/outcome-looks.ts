import type { Receipt } from "@waybill/sync/status";
import type { SyncStatus } from "./status.ts";
import type { Tone } from "./tone.ts";

export type Look = readonly [status: SyncStatus, tone: Tone];

/** How the outcome of a receipt looks, wherever it is shown. Complete by type. */
export const outcomeLooks: Readonly<Record<Receipt["outcome"], Look>> = {
  complete: ["synced", "success"],
  partial: ["partial", "warning"],
  failed: ["failed", "danger"],
  cancelled: ["paused", "neutral"],
  superseded: ["paused", "neutral"],
  applied: ["synced", "success"],
  rejected: ["failed", "danger"],
  discarded: ["paused", "neutral"],
  unknown: ["unknown", "warning"],
};
