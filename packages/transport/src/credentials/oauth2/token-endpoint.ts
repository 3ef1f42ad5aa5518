import * as oauth from "oauth4webapi";
import { LinkedAbort, abortable } from "../../abort.ts";
import { alarm } from "../../alarm.ts";
import { classify } from "../../classify.ts";
import type { Clock, Fetch } from "../../clock.ts";
import { FailureError, failure, isFailureError } from "../../failure.ts";
import { isLoopback } from "../../policy/origin.ts";
import type { StoredTokens } from "../../stores.ts";
import { normaliseTokens } from "./normalise-tokens.ts";
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

/** What is asked of the token endpoint. */
export type Grant =
  | { readonly type: "refresh"; readonly refreshToken: string }
  | { readonly type: "client"; readonly scope: string | undefined }
  | {
      readonly type: "code";
      readonly parameters: URLSearchParams;
      readonly redirectUri: string;
      readonly verifier: string;
    };

/** The bare network and time. */
export interface EndpointContext {
  readonly fetch: Fetch;
  readonly clock: Clock;
}

/** A token request that has not ended by then has failed. Milliseconds. */
const tokenTimeoutMs = 30_000;

/**
 * Asks the token endpoint, outside all layers of the transport. Rejects with a {@link FailureError}: `unauthorized` when the grant is no longer good,
 * `network`, `timeout` or `unavailable` (retryable, the session is kept) when the endpoint could not say, `invalid` when the registration is wrong.
 */
export async function requestTokens(
  client: OAuth2Client,
  grant: Grant,
  { fetch, clock }: EndpointContext,
): Promise<StoredTokens> {
  const scope = new LinkedAbort(undefined);
  const off = alarm(clock, tokenTimeoutMs, () => scope.abort(late()));
  try {
    const answer = await abortable(exchange(client, grant, limited(fetch, clock, client), scope.signal), scope.signal);
    return stored(answer, clock.now());
  } catch (error) {
    throw explained(error);
  } finally {
    off();
  }
}

/** The server and the client as oauth4webapi takes them. Throws a TypeError for an endpoint that would see secrets in the clear. */
export function registration(client: OAuth2Client): {
  readonly server: oauth.AuthorizationServer;
  readonly party: oauth.Client;
} {
  const url = new URL(client.tokenUrl);
  if (url.protocol !== "https:" && !isLoopback(url))
    throw new TypeError(`tokenUrl is ${url.origin}, which is not encrypted; use https.`);
  return {
    server: { issuer: client.issuer ?? url.origin, token_endpoint: url.href },
    party: { client_id: client.clientId },
  };
}

async function exchange(
  client: OAuth2Client,
  grant: Grant,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<oauth.TokenEndpointResponse> {
  const { server, party } = registration(client);
  const auth = authentication(client);
  const insecure = new URL(client.tokenUrl).protocol === "http:";
  const options = { [oauth.customFetch]: fetch, [oauth.allowInsecureRequests]: insecure, signal };
  switch (grant.type) {
    case "refresh": {
      const answer = await oauth.refreshTokenGrantRequest(server, party, auth, grant.refreshToken, options);
      return oauth.processRefreshTokenResponse(server, party, answer);
    }
    case "client": {
      const parameters = new URLSearchParams(grant.scope === undefined ? {} : { scope: grant.scope });
      const answer = await oauth.clientCredentialsGrantRequest(server, party, auth, parameters, options);
      return oauth.processClientCredentialsResponse(server, party, answer);
    }
    case "code": {
      const { parameters, redirectUri, verifier } = grant;
      const answer = await oauth.authorizationCodeGrantRequest(
        server,
        party,
        auth,
        parameters,
        redirectUri,
        verifier,
        options,
      );
      return oauth.processAuthorizationCodeResponse(server, party, answer);
    }
  }
}

function authentication({ clientSecret, clientAuth }: OAuth2Client): oauth.ClientAuth {
  if (clientSecret === undefined) return oauth.None();
  return clientAuth === "post" ? oauth.ClientSecretPost(clientSecret) : oauth.ClientSecretBasic(clientSecret);
}

/** No redirect may carry the secret on, and an endpoint that is down says nothing about the grant. */
function limited(fetch: Fetch, clock: Clock, client: OAuth2Client): Fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: "error" });
    const failed = classify(response, { now: clock.now() });
    if (failed.code === "rate_limited" || failed.code === "unavailable") {
      const message = `The token endpoint answered ${response.status}; the session is kept.`;
      throw new FailureError({ ...failed, code: "unavailable", message });
    }
    return normaliseTokens(response, client.lifetime);
  };
}

function stored(answer: oauth.TokenEndpointResponse, now: number): StoredTokens {
  const { access_token, token_type, refresh_token, scope, expires_in } = answer;
  return {
    format: 1,
    accessToken: access_token,
    tokenType: token_type,
    ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
    ...(scope === undefined ? {} : { scope }),
    ...(expires_in === undefined ? {} : { expiresAt: now + expires_in * 1000 }),
  };
}

/** oauth4webapi's errors carry whole bodies, tokens included: only their names and codes are passed on. */
function explained(error: unknown): unknown {
  if (isFailureError(error)) return error;
  if (error instanceof oauth.ResponseBodyError) return refusedGrant(error);
  const seen = classify(error);
  if (seen.code !== "internal")
    return new FailureError({ ...seen, message: "The token endpoint could not be reached; the session is kept." });
  const message = "The token endpoint's answer is no token answer (RFC 6749 section 5.1).";
  return new FailureError(failure("invalid", { message, cause: error, origin: "provider" }));
}

function refusedGrant({ error, status }: oauth.ResponseBodyError): FailureError {
  if (error === "invalid_grant") {
    const message = "The vendor no longer accepts this grant (invalid_grant); the account has to be connected again.";
    return new FailureError(failure("unauthorized", { message, status }));
  }
  const known = /^[a-z_]{1,40}$/.test(error) ? error : "an unknown error";
  const message = `The token endpoint refused the request with ${known}; the registration of this product with the vendor is not right.`;
  return new FailureError(failure("invalid", { message, status }));
}

function late(): FailureError {
  return new FailureError(
    failure("network", {
      message: `The token endpoint did not answer within ${tokenTimeoutMs} ms; the session is kept.`,
    }),
  );
}
