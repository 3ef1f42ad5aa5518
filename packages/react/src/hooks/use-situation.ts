import type { SyncSnapshot } from "@waybill/sync/status";
import type { OutboxSituation } from "../describe/describe-outbox.ts";
import { useSnapshot } from "./use-snapshot.ts";

const online: OutboxSituation = { offline: false, durable: true };

/** Whether a connection is cut off, and whether what it holds outlives the page. */
export function useSituation(connection: string): OutboxSituation {
  return useSnapshot("useSituation", { connection }, situationOf).data ?? online;
}

function situationOf({ blocker, durable }: SyncSnapshot): OutboxSituation {
  return { offline: blocker === "offline", durable };
}
