import type { ReactElement } from "react";
import type { SyncStatus } from "../describe/status.ts";
import type { Tone } from "../describe/tone.ts";

const ring = "M14.25 8a6.25 6.25 0 1 1-12.5 0 6.25 6.25 0 0 1 12.5 0";

/** Each status has its own silhouette, so that it is told apart without colour: paths on a grid of 16; those without a look are lines. */
const drawings: Readonly<Record<Exclude<SyncStatus, "loading">, readonly (readonly [path: string, look?: string])[]>> =
  {
    not_connected: [[ring, "wb-dash"]],
    pending: [[`${ring}M8 4.75V8l2.1 1.35`]],
    syncing: [["M8 2a6 6 0 1 1-5.2 3", "wb-spin"]],
    synced: [
      [ring, "wb-fill"],
      ["m5 8.2 2.05 2.05L11 6", "wb-cut"],
    ],
    partial: [
      ["M7.3 2.6a.8.8 0 0 1 1.4 0l5.35 9.2a.8.8 0 0 1-.7 1.2H2.65a.8.8 0 0 1-.7-1.2Z", "wb-fill"],
      ["M8 5.6v3.2M8 11.2v.01", "wb-cut"],
    ],
    failed: [
      ["M5.5 1.75h5l3.75 3.75v5l-3.75 3.75h-5L1.75 10.5v-5Z", "wb-fill"],
      ["m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4", "wb-cut"],
    ],
    reconnect: [
      [
        "M5.4 7.1 8.9 10.6 7.6 11.9a2.5 2.5 0 0 1-3.5-3.5ZM7.1 5.4 10.6 8.9 11.9 7.6a2.5 2.5 0 0 0-3.5-3.5ZM4.1 11.9 2 14M11.9 4.1 14 2",
      ],
    ],
    paused: [[`${ring}M6.4 5.9v4.2M9.6 5.9v4.2`]],
    unknown: [[`${ring}M5.6 6.1a2.4 2.4 0 1 1 3.5 2.1c-.75.4-1.1.85-1.1 1.6M8 11.9v.01`]],
  };

interface StatusIconProps {
  readonly status: SyncStatus;
  readonly tone?: Tone | undefined;
}

/** Decoration beside a text that says the same. What is overdue has a clock: a tick would say that all is well. */
export function StatusIcon({ status: told, tone }: StatusIconProps): ReactElement | null {
  const status = told === "synced" && tone === "warning" ? "pending" : told;
  if (status === "loading") return null;
  return (
    <svg className="wb-icon" data-part="icon" data-icon={status} viewBox="0 0 16 16" aria-hidden="true">
      {drawings[status].map(([path, look]) => (
        <path key={path} className={look} d={path} />
      ))}
    </svg>
  );
}
