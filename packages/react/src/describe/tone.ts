import type { SyncSnapshot } from "@waybill/sync/status";
import { weTryAgain } from "./retry.ts";
import type { SyncStatus } from "./status.ts";

/**
 * How much attention a status asks for. `neutral`: nothing to do. `info`: working. `success`: done, after a committed success only.
 * `warning`: off, and we handle it or it can wait. `danger`: stopped until a person acts.
 */
export type Tone = "neutral" | "info" | "success" | "warning" | "danger";

const tones: Readonly<Record<Exclude<SyncStatus, "failed" | "synced">, Tone>> = {
  loading: "neutral",
  not_connected: "neutral",
  pending: "neutral",
  syncing: "info",
  partial: "warning",
  reconnect: "danger",
  paused: "neutral",
  unknown: "neutral",
};

export function toneOf(status: SyncStatus, snapshot: SyncSnapshot | undefined, overdue: boolean): Tone {
  if (status === "synced") return overdue ? "warning" : "success";
  if (status === "failed") return snapshot !== undefined && weTryAgain(snapshot) ? "warning" : "danger";
  return tones[status];
}
