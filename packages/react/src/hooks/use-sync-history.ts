import type { Receipt, StatusTarget } from "@waybill/sync/status";
import { historyQuery } from "../queries.ts";
import { useSession } from "../session.ts";
import { type PagedList, usePages } from "./use-pages.ts";
import { useLiveTarget } from "./use-live-target.ts";

/** Receipts of a connection or stream, newest first; read again when a run ends. `limit`: read at a time, at most 200. Default 20. */
export function useSyncHistory(
  target: StatusTarget,
  options?: { readonly limit?: number | undefined },
): PagedList<Receipt> {
  const session = useSession("useSyncHistory");
  useLiveTarget(session, target);
  return usePages(session, historyQuery(session.source, target, { scope: session.scope, limit: options?.limit }));
}
