import type { Json } from "@waybill/sync/connector";

import type { Instants } from "../records/timeline.ts";

/** One record as the vendor holds it. */
export interface Entry {
  /** Number in the stream: the order of creation. */
  readonly n: number;
  /** `deleted`: kept and marked. `gone`: no trace but its place in the order, so that a listing that stood on it can go on. */
  readonly presence: "live" | "deleted" | "gone";
  readonly instants: Instants;
  /** Grows with every change; its ETag. */
  readonly version: number;
  /** Number of the vendor's change that made it what it is; 0 as generated. */
  readonly change: number;
  /** Made when it is first read. */
  record(): Json;
}

/** Place of a record in its listing: by `at`, then by number. */
export interface Rank {
  readonly at: number;
  readonly n: number;
}
