import type { StatusTarget, SyncSnapshot } from "@waybill/sync/status";
import { useCallback, useEffect } from "react";
import { type SyncDescription, describeSync } from "../describe/describe-sync.ts";
import { isReadable } from "../describe/status.ts";
import { useSession } from "../session.ts";
import { type TargetInfo, useSettings } from "../settings.ts";
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
  useReportUnreadable(target);
  return data ?? select(describeSync(undefined, { ...context, unreachable }));
}

function summaryOf({ status, tone, label, detail }: SyncDescription): SyncStatusSummary {
  return { status, tone, label, detail };
}

/** Tells a developer that the source says something this version does not know. */
function useReportUnreadable(target: StatusTarget): void {
  const { onError } = useSettings();
  const { data: unreadable } = useSnapshot("useSyncStatus", target, unreadableWords);
  useEffect(() => {
    if (unreadable === undefined || unreadable === "") return;
    onError(
      new Error(
        `Waybill: the status source said ${unreadable}, which this version of @waybill/react does not know. It is shown as unknown. Update @waybill/react.`,
      ),
    );
  }, [unreadable, onError]);
}

function unreadableWords(snapshot: SyncSnapshot): string {
  return isReadable(snapshot) ? "" : [snapshot.phase, snapshot.lastOutcome, snapshot.blocker].map(String).join(", ");
}
