import * as oauth from "oauth4webapi";
import type { StoredTokens } from "../../stores.ts";
import { atEndpoint } from "./endpoint.ts";
import type { EndpointContext, RequestOptions } from "./endpoint.ts";
import { normaliseTokens } from "./normalise-tokens.ts";
import { registration } from "./registration.ts";
import type { OAuth2Client } from "./registration.ts";

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

/** Asks the token endpoint. Rejects as {@link atEndpoint} does. */
export async function requestTokens(
  client: OAuth2Client,
  grant: Grant,
  context: EndpointContext,
): Promise<StoredTokens> {
  const endpoint = { name: "token endpoint", url: new URL(client.tokenUrl) } as const;
  const answer = await atEndpoint(endpoint, context, (options) => exchange(client, grant, options));
  return stored(answer, context.clock.now());
}

async function exchange(
  client: OAuth2Client,
  grant: Grant,
  options: RequestOptions,
): Promise<oauth.TokenEndpointResponse> {
  const { server, party, auth } = registration(client);
  const usual = (answer: Response) => normaliseTokens(answer, client.lifetime);
  switch (grant.type) {
    case "refresh": {
      const answer = await oauth.refreshTokenGrantRequest(server, party, auth, grant.refreshToken, options);
      return oauth.processRefreshTokenResponse(server, party, await usual(answer));
    }
    case "client": {
      const parameters = new URLSearchParams(grant.scope === undefined ? {} : { scope: grant.scope });
      const answer = await oauth.clientCredentialsGrantRequest(server, party, auth, parameters, options);
      return oauth.processClientCredentialsResponse(server, party, await usual(answer));
    }
    case "code": {
      const { parameters, redirectUri, verifier } = grant;
      const request = [server, party, auth, parameters, redirectUri, verifier, options] as const;
      const answer = await oauth.authorizationCodeGrantRequest(...request);
      return oauth.processAuthorizationCodeResponse(server, party, await usual(answer));
    }
  }
}

function stored(answer: oauth.TokenEndpointResponse, now: number): StoredTokens {
  const { access_token, token_type, refresh_token, scope, expires_in } = answer;
  return {
    format: 1,
    accessToken: access_token,
    tokenType: token_type,
    ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
    ...(scope === undefined ? {} : { scope }),
    ...(expires_in === undefined ? {} : { expiresAt: now + expires_in * 1000, lifetimeMs: expires_in * 1000 }),
  };
}
