import { useQuery } from "@tanstack/react-query";
import type { HealthSummary, StatusTarget } from "@waybill/sync/status";
import { healthQuery } from "../queries.ts";
import { useSession } from "../session.ts";
import { type ReadState, readStateOf } from "./read-state.ts";
import { useLiveTarget } from "./use-live-target.ts";

/** How the last runs of a connection or stream went. */
export function useHealth(target: StatusTarget): ReadState<HealthSummary> {
  const session = useSession("useHealth");
  useLiveTarget(session, target);
  return readStateOf(useQuery(healthQuery(session.source, target, session), session.client));
}
