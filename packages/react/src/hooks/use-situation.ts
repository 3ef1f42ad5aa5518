import type { SyncSnapshot } from "@waybill/sync/status";
import type { OutboxSituation } from "../describe/describe-outbox.ts";
import { useSnapshot } from "./use-snapshot.ts";
import { useUnreachable } from "./use-unreachable.ts";

const online: OutboxSituation = { offline: false, durable: true };

/** Whether a connection is cut off or its source out of reach, and whether what it holds outlives the page. */
export function useSituation(connection: string): OutboxSituation {
  const target = { connection };
  const { data = online, session } = useSnapshot("useSituation", target, situationOf);
  return { ...data, unreachable: useUnreachable(session, target) };
}

function situationOf({ blocker, durable }: SyncSnapshot): OutboxSituation {
  return { offline: blocker === "offline", durable };
}
