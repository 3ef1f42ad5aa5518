import type { Json } from "@waybill/sync/connector";

/** Makes the values of one key field: a different one for every `n`, of the schema's type, looking like the vendor's. */
export interface KeyMaker {
  /** How many different keys there are; Infinity when there is no practical bound. */
  readonly capacity: number;
  at(n: number): Json;
}
