import { useQuery } from "@tanstack/react-query";
import type { StatusTarget, SyncSnapshot } from "@waybill/sync/status";
import { useSession } from "../session.ts";

export interface StatusFreshness {
  /** Epoch milliseconds at which the source learned what is shown. */
  readonly observedAt: number | undefined;
  /** True when the last read of the status failed: what is shown may no longer be so. */
  readonly isOld: boolean;
  readonly error: Error | null;
}

/** How far the status can be believed. Apart from `useSyncStatus`, so that widgets do not render again with each read. */
export function useStatusFreshness(target: StatusTarget): StatusFreshness {
  const session = useSession("useStatusFreshness");
  const { data, isError, error } = useQuery({ ...session.status(target), select: observedAtOf }, session.client);
  return { observedAt: data, isOld: isError && data !== undefined, error };
}

function observedAtOf(snapshot: SyncSnapshot): number {
  return snapshot.observedAt;
}
