import * as oauth from "oauth4webapi";
import { isLoopback } from "../../policy/origin.ts";
import type { Lifetime } from "./normalise-tokens.ts";

/** The product's registration with a vendor. */
export interface OAuth2Client {
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Absent for public clients (browsers, PKCE). */
  readonly clientSecret?: string | undefined;
  /** How the secret is sent. Default `basic`, which RFC 6749 section 2.3.1 obliges every server to take. */
  readonly clientAuth?: "basic" | "post" | undefined;
  /** Issuer identifier (RFC 9207), when the vendor sends one with its callbacks. Default: not compared. */
  readonly issuer?: string | undefined;
  /** Where the vendor says how long a token lives. Default: seconds in `expires_in`. */
  readonly lifetime?: Lifetime | undefined;
}

/** The server and the client as oauth4webapi takes them. Throws a TypeError for an endpoint that would see secrets in the clear. */
export function registration(client: OAuth2Client): {
  readonly server: oauth.AuthorizationServer;
  readonly party: oauth.Client;
  readonly auth: oauth.ClientAuth;
} {
  const url = confidential("tokenUrl", client.tokenUrl);
  return {
    server: { issuer: client.issuer ?? url.origin, token_endpoint: url.href },
    party: { client_id: client.clientId },
    auth: authentication(client),
  };
}

/** The address of an endpoint that is shown secrets. Throws a TypeError, by the option's name, for one that is not encrypted. */
export function confidential(option: string, address: string): URL {
  const url = new URL(address);
  if (url.protocol === "https:" || isLoopback(url)) return url;
  throw new TypeError(`${option} is ${url.origin}, which is not encrypted; use https.`);
}

function authentication({ clientSecret, clientAuth }: OAuth2Client): oauth.ClientAuth {
  if (clientSecret === undefined) return oauth.None();
  return clientAuth === "post" ? oauth.ClientSecretPost(clientSecret) : oauth.ClientSecretBasic(clientSecret);
}
