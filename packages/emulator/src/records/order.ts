import type { Json } from "@waybill/sync/connector";
import type { Instants } from "./timeline.ts";

/** Which record to make. `n` is its number in the stream. */
export interface Order {
  readonly n: number;
  readonly instants: Instants;
  readonly deleted: boolean;
  /** The parent record's key fields, by the parameter of the child's list that it fills. */
  readonly parent?: Readonly<Record<string, Json>> | undefined;
}
