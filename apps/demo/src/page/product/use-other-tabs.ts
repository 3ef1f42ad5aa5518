import { useCallback, useEffect, useRef } from "react";
import { type Product, withConnected } from "./product.ts";
import type { ProductInTurn } from "./product-in-turn.ts";
import { type Tabs, joinTabs } from "./tabs.ts";

/**
 * Whoever starts over erases first, which in every tab ends what was started before. What is begun then, this tab goes on with when the tab that began it
 * is gone.
 */
export function useNewBeginnings({ store, waybill }: Product): void {
  useEffect(
    () =>
      store.subscribe(({ kinds }) => {
        if (kinds.includes("erased")) waybill.start();
      }),
    [store, waybill],
  );
}

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
