import { withHeader } from "../../call/outgoing.ts";
import type { Lock, StoredTokens, TokenStore } from "../../stores.ts";
import type { Credential } from "../credential.ts";
import { platformLock } from "./platform-lock.ts";
import type { EndpointContext } from "./endpoint.ts";
import { registration } from "./registration.ts";
import type { OAuth2Client } from "./registration.ts";
import { requestTokens } from "./token-endpoint.ts";
import { expirySigns } from "./expiry-sign.ts";
import type { ExpirySign } from "./expiry-sign.ts";
import { renewalOptions } from "./renewal-lead.ts";
import type { RenewalOptions } from "./renewal-lead.ts";
import { TokenKeeper } from "./token-keeper.ts";

/** One connection's OAuth 2 grant. */
export interface OAuth2Options extends OAuth2Client {
  /**
   * `refresh_token`: somebody has connected the account ({@link completeAuthorization}) and its tokens are stored under `key`.
   * `client_credentials`: the product itself is the account. Default `refresh_token`.
   */
  readonly grant?: "refresh_token" | "client_credentials" | undefined;
  /** Asked for with client credentials. Default: none, and the vendor chooses. */
  readonly scopes?: readonly string[] | undefined;
  readonly tokens: TokenStore;
  /** Names the connection in the token store and in locks. */
  readonly key: string;
  /** Keeps siblings (tabs, processes) from renewing at the same time. Default {@link platformLock}. */
  readonly lock?: Lock | undefined;
  /** Default {@link renewalDefaults}. */
  readonly renewal?: Partial<RenewalOptions> | undefined;
  /**
   * How the vendor says that an access token has expired, where it is not status 401 alone: by status and a code in the body, any of several, or by a
   * function, which reads a clone of the answer. What is declared replaces status 401. Default: status 401.
   */
  readonly expired?: readonly ExpirySign[] | ((response: Response) => boolean | Promise<boolean>) | undefined;
}

/**
 * An OAuth 2 access token that renews itself: ahead of its expiry and after a refusal, once for any number of callers. Throws a TypeError for a `tokenUrl` that
 * is not encrypted, and a RangeError that names the option of `renewal` which is not usable.
 */
export function oauth2(options: OAuth2Options): Credential {
  registration(options);
  const { key, tokens, lock = platformLock() } = options;
  const renewal = renewalOptions(options.renewal);
  const expired = typeof options.expired === "object" ? expirySigns(options.expired) : options.expired;
  const keeper = new TokenKeeper({
    key,
    tokens,
    lock,
    renewal,
    request: (old, context) => request(options, old, context),
  });
  return {
    id: `oauth2:${options.clientId}:${key}`,
    secret: options.clientSecret !== undefined,
    authorizationOnly: true,
    expiresAt: () => keeper.expiresAt,
    settled: () => keeper.settled(),
    async sign(outgoing, context) {
      const { accessToken } = await keeper.usable(context);
      return { request: withHeader(outgoing, "authorization", `Bearer ${accessToken}`), stamp: accessToken };
    },
    async renew(stamp, context) {
      await keeper.refused(stamp, context);
      return true;
    },
    ...(expired === undefined ? {} : { expired }),
  };
}

function request(
  options: OAuth2Options,
  old: StoredTokens | undefined,
  context: EndpointContext,
): Promise<StoredTokens> | undefined {
  if (options.grant === "client_credentials")
    return requestTokens(options, { type: "client", scope: options.scopes?.join(" ") }, context);
  if (old?.refreshToken === undefined) return undefined;
  return requestTokens(options, { type: "refresh", refreshToken: old.refreshToken }, context);
}
