import * as oauth from "oauth4webapi";
import { systemClock, systemFetch, systemRandomBytes } from "../../clock.ts";
import type { Clock, Fetch, RandomBytes } from "../../clock.ts";
import { FailureError, failure } from "../../failure.ts";
import type { StoredTokens } from "../../stores.ts";
import { registration } from "./registration.ts";
import type { OAuth2Client } from "./registration.ts";
import { requestTokens } from "./token-endpoint.ts";

/** What a customer is asked to agree to. */
export interface AuthorizationRequest {
  readonly authorizationUrl: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** What the vendor wants beside the standard's parameters (`access_type`, `prompt`, `audience`). */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Cryptographic chance for `state` and `verifier`. Default: the platform's. */
  readonly randomBytes?: RandomBytes | undefined;
}

/** Keep `state` and `verifier` where only this customer's session finds them, until the callback comes. */
export interface PendingAuthorization {
  /** Where the customer goes. */
  readonly url: string;
  readonly state: string;
  readonly verifier: string;
}

/** The way back from the vendor. */
export interface AuthorizationCallback extends OAuth2Client {
  readonly redirectUri: string;
  /** The address to which the vendor sent the customer back, with its query. */
  readonly callbackUrl: string;
  readonly state: string;
  readonly verifier: string;
  /** The network. Default: the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Default {@link systemClock}. */
  readonly clock?: Clock | undefined;
}

/** Starts the authorization code grant with PKCE (RFC 7636, S256). */
export async function beginAuthorization(request: AuthorizationRequest): Promise<PendingAuthorization> {
  const { randomBytes = systemRandomBytes } = request;
  const [state, verifier] = [secret(randomBytes), secret(randomBytes)];
  const url = new URL(request.authorizationUrl);
  const parameters = {
    ...request.parameters,
    response_type: "code",
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    ...(request.scopes.length === 0 ? {} : { scope: request.scopes.join(" ") }),
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, state, verifier };
}

/**
 * Ends it: checks the callback and exchanges its code. Store what it resolves to, then the connection works. Rejects with a {@link FailureError}:
 * `unauthorized` when the customer declined or the code is no longer good, `invalid` when the callback is not the one that was begun; with a TypeError for a
 * `tokenUrl` that is not encrypted.
 */
export async function completeAuthorization(callback: AuthorizationCallback): Promise<StoredTokens> {
  const { redirectUri, verifier, fetch = systemFetch, clock = systemClock } = callback;
  return requestTokens(
    callback,
    { type: "code", parameters: checked(callback), redirectUri, verifier },
    { fetch, clock },
  );
}

function checked(callback: AuthorizationCallback): URLSearchParams {
  const { server, party } = registration(callback);
  const { searchParams } = new URL(callback.callbackUrl);
  const issuer = callback.issuer ?? searchParams.get("iss") ?? server.issuer;
  try {
    return oauth.validateAuthResponse({ ...server, issuer }, party, searchParams, callback.state);
  } catch (error) {
    throw declined(error);
  }
}

function declined(error: unknown): FailureError {
  if (error instanceof oauth.AuthorizationResponseError) {
    const message =
      error.error === "access_denied"
        ? "The customer did not agree to the connection."
        : "The vendor refused the authorization.";
    return new FailureError(failure("unauthorized", { message, cause: error }));
  }
  const message =
    "The callback does not belong to the authorization that was begun (state or issuer differ); begin again.";
  return new FailureError(failure("invalid", { message, cause: error }));
}

/** 32 bytes in base64url: the length that RFC 7636 section 4.1 recommends. */
function secret(randomBytes: RandomBytes): string {
  return btoa(String.fromCharCode(...randomBytes(32)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
