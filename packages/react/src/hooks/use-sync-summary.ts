import { type UseQueryResult, useQueries } from "@tanstack/react-query";
import type { StatusTarget, SyncSnapshot } from "@waybill/sync/status";
import { useCallback, useEffect, useMemo } from "react";
import { type SummaryDescription, describeSummary } from "../describe/describe-summary.ts";
import { unreachableAny, unreachableOf } from "../describe/unreachable.ts";
import { useSession } from "../session.ts";
import { useDescribeContext } from "./use-describe-context.ts";

/** Several connections or streams in one line, live: as bad as the worst of them. Renders when that line changes. */
export function useSyncSummary(targets: readonly StatusTarget[]): SummaryDescription {
  const session = useSession("useSyncSummary");
  const context = useDescribeContext(undefined);
  const names = JSON.stringify(targets.map(({ connection, stream }) => [connection, stream]));
  // The list is often written in place: it is the same as long as it names the same.
  // oxlint-disable-next-line react/exhaustive-deps -- `names` stands for `targets`
  const shown = useMemo(() => targets, [names]);
  useEffect(() => {
    const releases = shown.map((target) => session.live.hold(target));
    return () => releases.forEach((release) => release());
  }, [session, shown]);
  const combine = useCallback(
    (results: readonly UseQueryResult<SyncSnapshot>[]) => {
      const unreachable = unreachableAny(results.map(({ error }) => unreachableOf(error)));
      return describeSummary(
        results.map(({ data }) => data),
        { ...context, unreachable },
      );
    },
    [context],
  );
  const queries = shown.map(session.status);
  return useQueries({ queries, combine }, session.client);
}
