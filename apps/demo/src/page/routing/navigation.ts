import { useMemo, useSyncExternalStore } from "react";
import { type Place, addressOf, placeOf } from "./place.ts";

/** Told of moves within the page; the browser tells of its own back and forward only. */
const moved = new EventTarget();

/** Goes to another place of the product; `state` is kept with its entry of the history. */
export function goTo(place: Place, state: unknown = null): void {
  history.pushState(state, "", addressOf(place));
  moved.dispatchEvent(new Event("move"));
}

/** Where the customer is, live. */
export function usePlace(): Place {
  const address = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  return useMemo(() => placeOf(new URL(address, location.origin)), [address]);
}

/** What was kept with this entry of the history: it outlives a reload, and comes back with "back". */
export function useEntryState(): unknown {
  return useSyncExternalStore(subscribe, () => {
    const state: unknown = history.state;
    return state;
  });
}

function subscribe(listener: () => void): () => void {
  addEventListener("popstate", listener);
  moved.addEventListener("move", listener);
  return () => {
    removeEventListener("popstate", listener);
    moved.removeEventListener("move", listener);
  };
}
