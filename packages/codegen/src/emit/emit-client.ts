import type { Connector } from "@waybill/sync/connector";
import { stringLiteral } from "./text.ts";

/**
 * `client.ts`: a client for the product's own calls, typed by `schema.d.ts`, over the transport that the engine also uses. Of that it names what it calls:
 * the transport's own types are forty files, which every program with the client would be checked with.
 */
export function emitClient({ baseUrl }: Connector, isKnown: boolean, head: string): string {
  const address = isKnown ? `options.baseUrl ?? ${stringLiteral(baseUrl)}` : "options.baseUrl";
  return `${head}
import createOpenApiClient, { type Client } from "openapi-fetch";
import type { paths } from "./schema.d.ts";

export interface ClientOptions {
  /** ${isKnown ? "Where the API is; default: the first server of the document. A relay or an emulator is named here." : "Where the API is: the document names no host."} */
  readonly baseUrl${isKnown ? "?: string | undefined" : ": string"};
}

/** A typed client of this API. Retries, limits and credentials are the transport's. */
export function createClient(
  transport: { readonly fetch: (request: Request) => Promise<Response> },
  options: ClientOptions${isKnown ? " = {}" : ""},
): Client<paths> {
  return createOpenApiClient<paths>({
    baseUrl: ${address},
    fetch: transport.fetch,
  });
}
`;
}
