import type { StatusTarget, SyncSnapshot } from "@waybill/sync/status";
import { useCallback } from "react";
import { type SyncDescription, describeSync } from "../describe/describe-sync.ts";
import { useSession } from "../session.ts";
import type { TargetInfo } from "../settings.ts";
import { useDescribeContext } from "./use-describe-context.ts";
import { useSnapshot } from "./use-snapshot.ts";
import { useUnreachable } from "./use-unreachable.ts";

/** What most screens need of a status. */
export type SyncStatusSummary = Pick<SyncDescription, "status" | "tone" | "label" | "detail">;

/** The status of a connection or stream, live, in words. */
export function useSyncStatus(target: StatusTarget): SyncStatusSummary;
/**
 * A part of the description. Renders again only when that part changes, so a selector of `status` costs nothing while progress ticks.
 * `select` must be stable: define it at module scope.
 */
export function useSyncStatus<T>(
  target: StatusTarget,
  select: (description: SyncDescription) => T,
  info?: TargetInfo,
): T;
export function useSyncStatus<T>(
  target: StatusTarget,
  select: (description: SyncDescription) => T | SyncStatusSummary = summaryOf,
  info?: TargetInfo,
): T | SyncStatusSummary {
  const session = useSession("useSyncStatus");
  const context = useDescribeContext(target, info);
  const unreachable = useUnreachable(session, target);
  const selectFrom = useCallback(
    (snapshot: SyncSnapshot) => select(describeSync(snapshot, { ...context, unreachable })),
    [select, context, unreachable],
  );
  const { data } = useSnapshot("useSyncStatus", target, selectFrom);
  return data ?? select(describeSync(undefined, { ...context, unreachable }));
}

function summaryOf({ status, tone, label, detail }: SyncDescription): SyncStatusSummary {
  return { status, tone, label, detail };
}
