import type { JsonObject } from "./json.ts";

/** Code that streams need at run time, by the stream's name. It stands beside the connector, which is data alone. */
export type ConnectorRuntime = Readonly<Record<string, StreamRuntime>>;

export interface StreamRuntime {
  /** Makes the product's record of what the mapping left of the vendor's. A thrown error puts the record in quarantine. */
  readonly map?: ((record: JsonObject) => JsonObject) | undefined;
  /** Judges a mapped record; one that it does not accept goes to quarantine. */
  readonly schema?: RecordSchema | undefined;
}

/** The part of the Standard Schema interface, version 1, by which any schema library is asked to judge a value (standardschema.dev). */
export interface RecordSchema {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => unknown;
  };
}
