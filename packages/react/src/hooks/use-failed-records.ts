import type { FailedRecord, StatusTarget } from "@waybill/sync/status";
import { failedQuery } from "../queries.ts";
import { useSession } from "../session.ts";
import { type PagedList, usePages } from "./use-pages.ts";
import { useLiveTarget } from "./use-live-target.ts";

/** Records that need a person; read again when a run ends. `limit`: read at a time, at most 200. Default 20. */
export function useFailedRecords(
  target: StatusTarget,
  options?: { readonly limit?: number | undefined },
): PagedList<FailedRecord> {
  const session = useSession("useFailedRecords");
  useLiveTarget(session, target);
  return usePages(session, failedQuery(session.source, target, { scope: session.scope, limit: options?.limit }));
}
