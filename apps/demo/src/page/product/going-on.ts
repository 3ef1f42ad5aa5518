import type { Waybill } from "@waybill/sync";
import type { Store } from "@waybill/sync/store";

/**
 * Starts the engine: a sync that another tab left in the middle goes on here, and so does this one's after a reload. Whoever starts over erases first, which
 * in every tab ends what was started before: from the first moment on it is then started anew, until the engine is disposed of.
 */
export function goingOn(waybill: Waybill, store: Store): Waybill {
  const started: Waybill = {
    ...waybill,
    dispose: () => {
      leave();
      return waybill.dispose();
    },
  };
  // Before the start: what is erased after it has looked into the store is heard of.
  const leave = store.subscribe(({ kinds }) => {
    if (kinds.includes("erased")) started.start();
  });
  started.start();
  return started;
}
