import { useQuery } from "@tanstack/react-query";
import type { Receipt } from "@waybill/sync/status";
import { receiptQuery } from "../queries.ts";
import { useSession } from "../session.ts";

export type ReceiptState =
  | { readonly state: "loading" }
  | { readonly state: "found"; readonly receipt: Receipt }
  | { readonly state: "missing" }
  | { readonly state: "error"; readonly error: Error; readonly retry: () => void };

/** One receipt by its id. */
export function useSyncReceipt(id: string): ReceiptState {
  const session = useSession("useSyncReceipt");
  const { data, error, refetch } = useQuery(receiptQuery(session.source, id, session), session.client);
  if (data !== undefined) return data === null ? { state: "missing" } : { state: "found", receipt: data };
  return error === null ? { state: "loading" } : { state: "error", error, retry: () => void refetch() };
}
