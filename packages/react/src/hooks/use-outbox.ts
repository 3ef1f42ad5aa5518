import { useQuery } from "@tanstack/react-query";
import type { OutboxSummary } from "@waybill/sync/status";
import { outboxQuery } from "../queries.ts";
import { useSession } from "../session.ts";
import { type ReadState, readStateOf } from "./read-state.ts";
import { useLiveTarget } from "./use-live-target.ts";

/** What waits to be sent of a connection, live. */
export function useOutbox(connection: string): ReadState<OutboxSummary> {
  const session = useSession("useOutbox");
  useLiveTarget(session, { connection });
  return readStateOf(useQuery(outboxQuery(session.source, connection, session), session.client));
}
