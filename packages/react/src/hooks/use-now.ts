import { useSyncExternalStore } from "react";
import { useSettings } from "../settings.ts";

const never = () => () => undefined;
const unknown = () => null;

/** The shared now, in epoch milliseconds: changes about once a minute, on a visible page. Null on a server and at the first paint. */
export function useNow(): number | null {
  const { ticker } = useSettings();
  return useSyncExternalStore(ticker?.subscribe ?? never, ticker?.now ?? unknown, ticker?.serverNow ?? unknown);
}
