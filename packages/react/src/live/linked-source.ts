import type { LinkState } from "@waybill/sync/status-http";

/** A source that says how its own link is, as one over HTTP does. */
export interface LinkedSource {
  readonly link: {
    readonly current: () => LinkState;
    /** Told of every change. */
    readonly subscribe: (listener: () => void) => () => void;
  };
}
