import { useSyncExternalStore } from "react";
import { useSettings } from "../settings.ts";

/** The shared now, in epoch milliseconds: changes about once a minute, on a visible page. Null on a server and at the first paint. */
export function useNow(): number | null {
  const { subscribe, now, serverNow } = useSettings().ticker;
  return useSyncExternalStore(subscribe, now, serverNow);
}
