import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { JsonObject } from "./json.ts";

/** Code that streams need at run time, by the stream's name. It stands beside the connector, which is data alone. */
export type ConnectorRuntime = Readonly<Record<string, StreamRuntime>>;

export interface StreamRuntime {
  /**
   * Makes the product's record of what the mapping left of the vendor's: a function of its argument alone, and plain JSON as its result. A thrown error
   * puts the record in quarantine.
   */
  readonly map?: ((record: JsonObject) => JsonObject) | undefined;
  /** Judges a mapped record; one that it does not accept goes to quarantine. What a schema makes of a record is not stored: that is for `map`. */
  readonly schema?: RecordSchema | undefined;
  /** Another text says that `map` or `schema` changed: what is stored is then mapped and judged again, without asking the vendor. */
  readonly version?: string | undefined;
}

/** A schema of any library that keeps to Standard Schema, version 1 (standardschema.dev): Zod, Valibot, ArkType and others. */
export type RecordSchema = StandardSchemaV1<unknown, unknown>;
