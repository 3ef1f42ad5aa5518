/** Whether anybody looks, and when it is worth to ask at once. */
export interface PageState {
  /** While true nothing is asked and no stream is held open. */
  readonly hidden: () => boolean;
  /** Calls the listener when that changes, and when the network comes back. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** The page that the code runs in; where there is none, somebody always looks. */
export function browserPage(): PageState {
  if (!("document" in globalThis)) return { hidden: () => false, subscribe: () => () => undefined };
  return {
    hidden: () => document.visibilityState === "hidden",
    subscribe: (listener) => {
      const end = new AbortController();
      document.addEventListener("visibilitychange", listener, { signal: end.signal });
      globalThis.addEventListener("online", listener, { signal: end.signal });
      return () => end.abort();
    },
  };
}
