import type { Access } from "./access.ts";

/** What the page is told about the vendor it is built for. */
export interface Setup {
  /** Address under which the vendor's API is reached: the connection's base URL. */
  readonly baseUrl: string;
  /** Where faults are set and requests counted. */
  readonly controlUrl: string;
  readonly access: Access;
  /** File name of the OpenAPI document. */
  readonly document: string;
  /** Life of an access token, milliseconds. */
  readonly tokenTtlMs: number;
}
