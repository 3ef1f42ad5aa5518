import { useCallback, useEffect, useRef } from "react";
import { type Product, goOn, withConnected } from "./product.ts";
import { type Tabs, joinTabs } from "./tabs.ts";

/**
 * Keeps this tab's product like that of the others, and goes on with what a closed one left open. Gives what tells the others which connections there are
 * now.
 */
export function useOtherTabs(product: Product, change: (product: Product) => void): Tabs["tell"] {
  const latest = useRef(Promise.resolve(product));
  const joined = useRef<Tabs>(undefined);
  useEffect(() => {
    latest.current = Promise.resolve(product);
  }, [product]);
  useEffect(() => {
    const tabs = joinTabs({
      onConnected: (ids) => {
        // One after the other: each makes a product of the one before it.
        latest.current = latest.current.then((before) => withConnected(before, ids));
        latest.current.then(change).catch(reportError);
      },
      onGone: async () => goOn(await latest.current),
    });
    joined.current = tabs;
    return () => {
      tabs.leave();
    };
  }, [change]);
  return useCallback((connected) => joined.current?.tell(connected), []);
}
