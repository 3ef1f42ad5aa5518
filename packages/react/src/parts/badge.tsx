import type { ReactElement } from "react";
import type { SyncStatus } from "../describe/status.ts";
import type { Tone } from "../describe/tone.ts";
import { StatusIcon } from "./icon.tsx";

export interface BadgeProps {
  readonly status: SyncStatus;
  readonly tone: Tone;
  readonly label: string;
}

/** A status as text and silhouette, inside a panel. */
export function Badge({ status, tone, label }: BadgeProps): ReactElement {
  return (
    <span className="wb-badge" data-part="badge" data-status={status} data-tone={tone}>
      <StatusIcon status={status} tone={tone} />
      <span data-part="label">{label}</span>
    </span>
  );
}
