import * as oauth from "oauth4webapi";
import { systemClock, systemFetch } from "../../clock.ts";
import type { Clock, Fetch } from "../../clock.ts";
import type { Lock, TokenStore } from "../../stores.ts";
import { atEndpoint } from "./endpoint.ts";
import type { EndpointContext, RequestOptions } from "./endpoint.ts";
import { platformLock } from "./platform-lock.ts";
import { confidential, registration } from "./registration.ts";
import type { OAuth2Client } from "./registration.ts";
import { renewalLock } from "./renewal-lock.ts";

/** A connection that ends because the customer wants it to. */
export interface Revocation extends OAuth2Client {
  /** The vendor's revocation endpoint. */
  readonly revocationUrl: string;
  readonly tokens: TokenStore;
  /** Names the connection in the token store. */
  readonly key: string;
  /** The lock that the connection's credential has. Default {@link platformLock}. */
  readonly lock?: Lock | undefined;
  /** The network. Default: the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Default {@link systemClock}. */
  readonly clock?: Clock | undefined;
}

/**
 * Ends a grant at the vendor (RFC 7009) and forgets its tokens here, in this order: a customer who reads "disconnected" is disconnected. No renewal runs
 * meanwhile. Without stored tokens it does nothing. Rejects with a FailureError when the vendor could not say; the tokens are then still stored, and the call
 * can be made again. Rejects with a TypeError for an address that is not encrypted. Dispose the connection's transport as well: it holds the latest access
 * token until then.
 */
export async function revokeTokens(revocation: Revocation): Promise<void> {
  const { tokens, key, revocationUrl, fetch = systemFetch, clock = systemClock, lock = platformLock() } = revocation;
  const url = confidential("revocationUrl", revocationUrl);
  const endpoint = { name: "revocation endpoint", url } as const;
  await renewalLock({ key, tokens, lock }, async () => {
    const stored = await tokens.load(key);
    if (stored === undefined) return;
    const context: EndpointContext = { fetch, clock };
    const ask = (token: string, hint: Hint) =>
      atEndpoint(endpoint, context, (options) => revoke(revocation, { url, token, hint }, options));
    // The refresh token first: with it the whole grant ends (section 2.1), and what it could still fetch must not outlive the access token.
    if (stored.refreshToken !== undefined) await ask(stored.refreshToken, "refresh_token");
    await ask(stored.accessToken, "access_token");
    await tokens.remove(key);
  });
}

type Hint = "refresh_token" | "access_token";

interface Asked {
  readonly url: URL;
  readonly token: string;
  readonly hint: Hint;
}

async function revoke(client: OAuth2Client, { url, token, hint }: Asked, options: RequestOptions): Promise<void> {
  const { server, party, auth } = registration(client);
  const at = { ...server, revocation_endpoint: url.href };
  const additionalParameters = { token_type_hint: hint };
  const answer = await oauth.revocationRequest(at, party, auth, token, { ...options, additionalParameters });
  // Any success will do: some vendors answer 204.
  if (answer.ok) return;
  try {
    await oauth.processRevocationResponse(answer);
  } catch (error) {
    // Section 2.2.1: a vendor may keep access tokens until they expire by themselves; the grant is over without that.
    if (hint === "access_token" && error instanceof oauth.ResponseBodyError && error.error === "unsupported_token_type")
      return;
    throw error;
  }
}
