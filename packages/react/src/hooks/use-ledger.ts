import { useQuery } from "@tanstack/react-query";
import type { Ledger } from "@waybill/sync/status";
import { ledgerQuery } from "../queries.ts";
import { useSession } from "../session.ts";
import { type ReadState, readStateOf } from "./read-state.ts";
import { useLiveTarget } from "./use-live-target.ts";

/** The last comparison of both sides of a connection; null when none was made. */
export function useLedger(connection: string): ReadState<Ledger | null> {
  const session = useSession("useLedger");
  useLiveTarget(session, { connection });
  return readStateOf(useQuery(ledgerQuery(session.source, connection, session), session.client));
}
