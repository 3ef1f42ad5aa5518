import { useCallback, useEffect, useRef } from "react";
import { goOn, withConnected } from "./product.ts";
import type { ProductInTurn } from "./product-in-turn.ts";
import { type Tabs, joinTabs } from "./tabs.ts";

/**
 * Keeps this tab's product like that of the others, and goes on with what a closed one left open. Gives what tells the others that something was connected
 * or disconnected here.
 */
export function useOtherTabs({ latest, change }: ProductInTurn): Tabs["tell"] {
  const joined = useRef<Tabs>(undefined);
  useEffect(() => {
    const tabs = joinTabs({
      onChange: ({ id, kind }) => {
        change(id, (product) => withConnected(product, id, kind === "connected")).catch(reportError);
      },
      onGone: async () => goOn(await latest()),
    });
    joined.current = tabs;
    return () => {
      tabs.leave();
    };
  }, [latest, change]);
  return useCallback((told) => joined.current?.tell(told), []);
}
