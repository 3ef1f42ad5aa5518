import type { Json, StreamContract } from "@waybill/sync/connector";
import type { Schema, SchemaReader } from "../document/schema.ts";

/** The record that a fault changes: a copy, made for this answer alone. */
export interface Outgoing {
  readonly copy: Json;
  /** Number of the record: decides whether it is one of the few. */
  readonly n: number;
  readonly stream: StreamContract;
  readonly item: Schema;
  readonly reader: SchemaReader;
  readonly seed: number;
  /** Does a whole number under this name refer to a stream's key? */
  readonly isReference: (name: string) => boolean;
}

/** The vendor's own copy stays whole: what these faults change, they change on the way out. */
export type RecordFault = (outgoing: Outgoing) => void;
