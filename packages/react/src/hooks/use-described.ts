import type { StatusTarget, SyncSnapshot } from "@waybill/sync/status";
import { useMemo } from "react";
import { type ProgressDescription, describeProgress } from "../describe/describe-progress.ts";
import { type SyncDescription, describeSync } from "../describe/describe-sync.ts";
import type { TargetInfo } from "../settings.ts";
import { useDescribeContext } from "./use-describe-context.ts";
import { useSyncProgress } from "./use-sync-progress.ts";
import { useSyncStatus } from "./use-sync-status.ts";

/** What panels show of a sync. */
export interface Described {
  readonly description: SyncDescription;
  readonly progress: ProgressDescription | undefined;
}

/** Of a live target. */
export function useLiveDescribed(target: StatusTarget, info: TargetInfo): Described {
  const description = useSyncStatus(target, whole, info);
  return { description, progress: useSyncProgress(target, info) };
}

/** Of a snapshot that is given. */
export function useGivenDescribed(snapshot: SyncSnapshot | undefined, info: TargetInfo): Described {
  const context = useDescribeContext(snapshot, info);
  return useMemo(
    () => ({
      description: describeSync(snapshot, context),
      progress: snapshot === undefined ? undefined : describeProgress(snapshot, context),
    }),
    [snapshot, context],
  );
}

/** All of a description: a selector that never changes. */
export function whole(description: SyncDescription): SyncDescription {
  return description;
}
