import type { LinkState } from "@waybill/sync/status-http";
import { useSyncExternalStore } from "react";
import { useSession } from "../session.ts";

/**
 * How the status gets here. `local`: from this page, without a network. `idle`: nobody looks. `live`: pushed. `polling`: asked for again and again.
 * `broken`: the last question was not answered, and the next follows by itself. `needs_auth`: as `broken`, and the server does not know who asks.
 */
export type ConnectionState = "local" | LinkState;

const never = () => () => undefined;
const local = () => "local" as const;

/** The link between this page and its status, which is not the state of any sync. */
export function useConnectionState(): ConnectionState {
  const { link } = useSession("useConnectionState").source;
  return useSyncExternalStore<ConnectionState>(
    link?.subscribe ?? never,
    link?.current ?? local,
    link?.current ?? local,
  );
}
