import type { Answer } from "../http/answer.ts";
import type { Exchange } from "../http/exchange.ts";
import { clientOf, fieldsOf, refuse, unknownClient, type TokenEndpointOptions } from "./token-endpoint.ts";

/** Token revocation (RFC 7009): a refresh token ends its whole grant, an access token itself. A token of nobody is as good as revoked: 200. */
export function revocationEndpoint(exchange: Exchange, { credentials, tokens }: TokenEndpointOptions): Answer {
  const form = fieldsOf(exchange.body);
  if (clientOf(exchange.request, form, credentials) === undefined) return unknownClient();
  const { token } = form;
  if (token === undefined) return refuse(400, "invalid_request", "token is missing");
  tokens.revoke(token, exchange.now);
  return { status: 200, headers: { "cache-control": "no-store" }, body: undefined };
}
