import type { Connector } from "@waybill/sync/connector";
import { stringLiteral } from "./text.ts";

/** `client.ts`: a client for the product's own calls, typed by `schema.d.ts`, over the transport that the engine also uses. */
export function emitClient(connector: Connector, head: string): string {
  return `${head}
import createOpenApiClient, { type Client } from "openapi-fetch";
import type { Transport } from "@waybill/transport";
import type { paths } from "./schema.d.ts";

export interface ClientOptions {
  /** Where the API is; default: the first server of the document. A relay or an emulator is named here. */
  readonly baseUrl?: string | undefined;
}

/** A typed client of this API. Retries, limits and credentials are the transport's. */
export function createClient(transport: Pick<Transport, "fetch">, options: ClientOptions = {}): Client<paths> {
  return createOpenApiClient<paths>({ baseUrl: options.baseUrl ?? ${stringLiteral(connector.baseUrl)}, fetch: transport.fetch });
}
`;
}
