import { useCallback, useEffect, useRef } from "react";
import { withConnected } from "./product.ts";
import type { ProductInTurn } from "./product-in-turn.ts";
import { type Tabs, joinTabs } from "./tabs.ts";

/** Keeps this tab's product like that of the others. Gives what tells the others that something was connected or disconnected here. */
export function useOtherTabs({ change }: ProductInTurn): Tabs["tell"] {
  const joined = useRef<Tabs>(undefined);
  useEffect(() => {
    const tabs = joinTabs(({ id, kind }) => {
      change(id, (product) => withConnected(product, id, kind === "connected")).catch(reportError);
    });
    joined.current = tabs;
    return () => {
      tabs.leave();
    };
  }, [change]);
  return useCallback((told) => joined.current?.tell(told), []);
}
