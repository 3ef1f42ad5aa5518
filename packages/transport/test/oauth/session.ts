import { systemClock } from "../../src/clock.ts";
import type { Clock } from "../../src/clock.ts";
import { beginAuthorization, completeAuthorization, memoryTokenStore, oauth2 } from "../../src/credentials/oauth2.ts";
import type { OAuth2Options } from "../../src/credentials/oauth2.ts";
import { isFailureError } from "../../src/failure.ts";
import type { StoredTokens, TokenStore } from "../../src/stores.ts";
import { createTransport } from "../../src/transport.ts";
import type { Transport } from "../../src/transport.ts";
import { AuthorizationServer } from "./authorization-server.ts";
import { visit } from "./customer.ts";

export const redirectUri = "http://127.0.0.1/callback";
export const client = { clientId: "product", clientSecret: "known to the product's server alone" } as const;
/** The name of the one connection in its token store. */
export const key = "account";

export function startServer(): Promise<AuthorizationServer> {
  return AuthorizationServer.start({
    client_id: client.clientId,
    client_secret: client.clientSecret,
    redirect_uris: [redirectUri],
    grant_types: ["authorization_code", "refresh_token", "client_credentials"],
    scope: "contacts",
  });
}

/** Connects an account: the customer is sent to the vendor and comes back with a code. */
export async function connect({ authorizationUrl, tokenUrl }: AuthorizationServer): Promise<StoredTokens> {
  const begun = await beginAuthorization({ ...client, authorizationUrl, redirectUri, scopes: ["contacts"] });
  const callbackUrl = await visit(begun.url, redirectUri);
  return completeAuthorization({ ...client, ...begun, tokenUrl, redirectUri, callbackUrl });
}

/** A store that holds these tokens, in the memory of one process. */
export async function storeOf(tokens: StoredTokens): Promise<TokenStore> {
  const store = memoryTokenStore();
  await store.save(key, tokens);
  return store;
}

/** The system's clock, whose waits end with the next turn: how long one waits is tested under virtual time. */
const clock: Clock = { ...systemClock, sleep: (_, signal) => systemClock.sleep(0, signal) };

/** A transport to the server's API that sends as soon as it is asked to, so that whatever comes at once is really at once. */
export function transportTo(
  { issuer, tokenUrl }: AuthorizationServer,
  options: Pick<OAuth2Options, "tokens"> & Partial<OAuth2Options>,
): Transport {
  return createTransport({
    clock,
    origins: [issuer],
    throttle: false,
    credential: oauth2({ ...client, tokenUrl, key, ...options }),
  });
}

/** Makes calls at once; gives the status of each, or the code of its failure. */
export function callAll(transport: Transport, urls: readonly string[]): Promise<readonly (number | string)[]> {
  return Promise.all(
    urls.map(async (url) => {
      try {
        return (await transport.fetch(url)).status;
      } catch (error) {
        if (isFailureError(error)) return error.code;
        throw error;
      }
    }),
  );
}
