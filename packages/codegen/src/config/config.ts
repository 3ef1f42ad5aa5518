import type { Connector } from "@waybill/sync/connector";
import type { Access } from "../load/read/access.ts";
import type { StreamCorrection } from "./correction.ts";
import type { GraphqlStream } from "./graphql-stream.ts";
import type { OperationName, VocabularyOf } from "./typed-correction.ts";

/** What a person knows better than a document, or beside it. */
export interface Corrections<Paths = unknown> {
  /** What the vendor is called. Default: the document's title. */
  readonly name?: string | undefined;
  /** Streams to keep, by name or operation; the others are left out. Default: all. */
  readonly include?: readonly string[] | undefined;
  /** Streams to leave out, by name or operation. */
  readonly exclude?: readonly string[] | undefined;
  readonly baseUrl?: string | undefined;
  readonly auth?: Connector["auth"] | undefined;
  /** What the vendor permits. */
  readonly limits?: Connector["limits"];
  readonly idempotency?: Connector["idempotency"];
  /** Pins the version of the API, in the header that the document declares for it. */
  readonly apiVersion?: string | undefined;
  /** Headers of every request, added to the inferred ones. Never a secret: they are in the generated code. */
  readonly headers?: Connector["headers"];
  /**
   * Corrections by operation, `GET /contacts`, which stays when names change; without `paths` also by the stream's name. Naming an operation
   * that was not seen as a list makes it one.
   */
  readonly streams?: StreamCorrections<Paths> | undefined;
  /** GraphQL connections by the name of the stream. */
  readonly graphql?: Readonly<Record<string, GraphqlStream>> | undefined;
}

type StreamCorrections<Paths> = unknown extends Paths
  ? Readonly<Record<string, StreamCorrection>>
  : { readonly [Name in OperationName<Paths>]?: StreamCorrection<VocabularyOf<Paths, Name>> };

/** One connector: where its description comes from, where its code goes, and what is corrected. */
export interface ConnectorConfig<Paths = unknown> extends Corrections<Paths> {
  /** The OpenAPI document: a path relative to the config, or an address. Absent where all streams are declared by hand. */
  readonly document?: string | undefined;
  /** OpenAPI Overlay documents, applied in this order before the document is read. Paths relative to the config. */
  readonly overlays?: readonly string[] | undefined;
  /** What the document may refer to besides its own folder and public addresses. Folders relative to the config. */
  readonly allow?: Access | undefined;
  /** Types of what the streams use, or of the whole document. Default `streams`. */
  readonly types?: "streams" | "whole" | undefined;
  /** Folder for the generated files, one for each connector. Relative to the config. */
  readonly out: string;
}

/** The connectors of a product, by name. Lives in `waybill.config.ts`, exported as `config` or by default, and survives regeneration. */
export interface WaybillConfig {
  readonly connectors: Readonly<Record<string, ConnectorConfig>>;
}

type ConfigOf<Vendors> = unknown extends Vendors
  ? WaybillConfig
  : { readonly connectors: { readonly [Name in keyof Vendors]: ConnectorConfig<Vendors[Name]> } };

/**
 * Types a config where it is written. Name the generated `paths` of each connector, and a correction of an operation, parameter or field that the
 * document does not have does not compile; `unknown` leaves a connector untyped.
 *
 *     export const config = defineConfig<{ harbor: paths }>({ connectors: { harbor: { … } } });
 */
export function defineConfig<Vendors = unknown>(config: ConfigOf<Vendors>): WaybillConfig;
export function defineConfig(config: WaybillConfig): WaybillConfig {
  return config;
}
