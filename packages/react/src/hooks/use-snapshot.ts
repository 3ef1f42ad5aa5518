import { useQuery } from "@tanstack/react-query";
import type { StatusTarget, SyncSnapshot } from "@waybill/sync/status";

import { type Session, useSession } from "../session.ts";
import { useLiveTarget } from "./use-live-target.ts";

export interface SnapshotSlice<T> {
  /** Undefined until the first snapshot arrives. */
  readonly data: T | undefined;
  readonly session: Session;
}

/** A slice of a target's snapshot, live. `select` must be stable; the caller renders again only when its result changes. */
export function useSnapshot<T>(
  user: string,
  target: StatusTarget,
  select: (snapshot: SyncSnapshot) => T,
): SnapshotSlice<T> {
  const session = useSession(user);

  useLiveTarget(session, target);
  // Nothing else of the result is touched: TanStack Query renders again for what was read.
  const { data } = useQuery({ ...session.status(target), select }, session.client);
  return { data, session };
}
