import type { AuthScheme, Connector } from "@waybill/sync/connector";
import { secret } from "./token-book.ts";

/** What a client of this emulator needs. Fixed by the seed; none of it opens anything real. */
export interface Credentials {
  readonly apiKey: string;
  readonly username: string;
  readonly password: string;
  /** A bearer token that never expires, for connectors with plain bearer auth. */
  readonly bearer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Scopes that the connector names, else `read`. */
  readonly scopes: readonly string[];
  /** Every scope there is. */
  readonly knownScopes: readonly string[];
  /** Paths on the emulator's own origin. */
  readonly authorizePath: string;
  readonly tokenPath: string;
  /** Token revocation (RFC 7009). */
  readonly revokePath: string;
}

export function credentialsOf(connector: Connector, seed: number, documented: readonly string[] = []): Credentials {
  const oauth = oauthOf(connector);
  const scopes = oauth !== undefined && oauth.scopes.length > 0 ? oauth.scopes : ["read"];
  const tokenPath = pathOf(oauth?.tokenUrl) ?? "/oauth/token";
  return {
    apiKey: secret(seed, "key", 0),
    username: "waybill@customer.example",
    password: secret(seed, "password", 0),
    bearer: secret(seed, "bearer", 0),
    clientId: `emu_client_${connector.vendor}`,
    clientSecret: secret(seed, "client", 0),
    scopes,
    knownScopes: [...new Set([...scopes, ...documented])],
    authorizePath: pathOf(oauth?.authorizationUrl) ?? "/oauth/authorize",
    tokenPath,
    revokePath: tokenPath.replace(/[^/]*$/, "revoke"),
  };
}

export function oauthOf(connector: Connector): Extract<AuthScheme, { kind: "oauth2" }> | undefined {
  return connector.auth.find((scheme) => scheme.kind === "oauth2");
}

/** The path of an endpoint; the host is the emulator's. Endpoint URLs may be relative (OpenAPI 3.1, OAuth flow object). */
export function pathOf(url: string | undefined): string | undefined {
  if (url === undefined || url === "") return undefined;
  try {
    const { pathname } = new URL(url, "http://vendor.example");
    return pathname === "/" ? undefined : pathname;
  } catch {
    return undefined;
  }
}
