import type { StatusTarget, SyncSnapshot } from "@waybill/sync/status";
import { useCallback } from "react";
import { type ProgressDescription, describeProgress } from "../describe/describe-progress.ts";
import { useSession } from "../session.ts";
import type { TargetInfo } from "../settings.ts";
import { useDescribeContext } from "./use-describe-context.ts";
import { useSnapshot } from "./use-snapshot.ts";
import { useUnreachable } from "./use-unreachable.ts";

/** How far a running sync is; undefined while none runs. The only hook that renders with every movement, at most four times a second. */
export function useSyncProgress(target: StatusTarget, info?: TargetInfo): ProgressDescription | undefined {
  const session = useSession("useSyncProgress");
  const context = useDescribeContext(target, info);
  const unreachable = useUnreachable(session, target);
  const select = useCallback(
    (snapshot: SyncSnapshot) => describeProgress(snapshot, { ...context, unreachable }) ?? null,
    [context, unreachable],
  );
  return useSnapshot("useSyncProgress", target, select).data ?? undefined;
}
