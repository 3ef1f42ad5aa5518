import type { ReactElement } from "react";
import type { SyncStatus } from "../describe/status.ts";

const ring = "M14.25 8a6.25 6.25 0 1 1-12.5 0 6.25 6.25 0 0 1 12.5 0";

/** Each status has its own silhouette, so that it is told apart without colour: classes and paths, on a grid of 16. */
const drawings: Readonly<Record<Exclude<SyncStatus, "loading">, readonly (readonly [look: string, path: string])[]>> = {
  not_connected: [["wb-line wb-dash", ring]],
  pending: [["wb-line", `${ring}M8 4.75V8l2.1 1.35`]],
  syncing: [["wb-line wb-spin", "M8 2a6 6 0 1 1-5.2 3"]],
  synced: [
    ["wb-fill", "M15 8A7 7 0 1 1 1 8a7 7 0 0 1 14 0"],
    ["wb-cut", "m5 8.2 2.05 2.05L11 6"],
  ],
  partial: [
    ["wb-fill", "M6.7 2.1a1.5 1.5 0 0 1 2.6 0l5.35 9.4a1.5 1.5 0 0 1-1.3 2.25H2.65a1.5 1.5 0 0 1-1.3-2.25Z"],
    ["wb-cut", "M8 5.6v3.2M8 11.2v.01"],
  ],
  failed: [
    ["wb-fill", "M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2Z"],
    ["wb-cut", "m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4"],
  ],
  reconnect: [
    [
      "wb-line",
      "M5.4 7.1 8.9 10.6 7.6 11.9a2.5 2.5 0 0 1-3.5-3.5ZM7.1 5.4 10.6 8.9 11.9 7.6a2.5 2.5 0 0 0-3.5-3.5ZM4.1 11.9 2 14M11.9 4.1 14 2",
    ],
  ],
  paused: [["wb-line", `${ring}M6.4 5.9v4.2M9.6 5.9v4.2`]],
  unknown: [["wb-line", `${ring}M5.6 6.1a2.4 2.4 0 1 1 3.5 2.1c-.75.4-1.1.85-1.1 1.6M8 11.9v.01`]],
};

/** Decoration beside a text that says the same. */
export function StatusIcon({ status }: { readonly status: SyncStatus }): ReactElement | null {
  if (status === "loading") return null;
  return (
    <svg className="wb-icon" data-part="icon" data-icon={status} viewBox="0 0 16 16" aria-hidden="true">
      {drawings[status].map(([look, path]) => (
        <path key={look} className={look} d={path} />
      ))}
    </svg>
  );
}
