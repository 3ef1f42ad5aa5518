import type { Connector, StreamContract } from "@waybill/sync/connector";

/** A person's corrections of one stream. Each member replaces what was inferred, as a whole. `required: []` after its parameters were filled. */
export type StreamCorrection = Partial<Omit<StreamContract, "name" | "list">> & {
  /** Members of the list operation that are replaced; path and method stay. */
  readonly list?: Partial<Omit<StreamContract["list"], "path" | "method">> | undefined;
};

/** What a person knows better than the document. Lives in `waybill.config.ts`, exported as `config`, and survives regeneration. */
export interface WaybillConfig {
  /** What the vendor is called. */
  readonly name?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly auth?: Connector["auth"] | undefined;
  readonly limits?: Connector["limits"];
  readonly idempotency?: Connector["idempotency"];
  readonly headers?: Connector["headers"];
  /** By the stream's name; `false` leaves the stream out. */
  readonly streams?: Readonly<Record<string, StreamCorrection | false>> | undefined;
}

/** Types a config where it is written. */
export function defineConfig(config: WaybillConfig): WaybillConfig {
  return config;
}
