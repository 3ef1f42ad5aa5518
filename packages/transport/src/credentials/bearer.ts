import { withHeader } from "../call/outgoing.ts";
import type { Outgoing } from "../call/outgoing.ts";
import type { Credential, Signed } from "./credential.ts";

/** Whose token it is. */
export interface BearerOptions {
  /** Names the account behind the token. Needed where several accounts share a cache. Default `"bearer"`. */
  readonly id?: string | undefined;
}

/**
 * A bearer token (RFC 6750): fixed, or asked of a function before every request, which owns its renewal. After a 401 the function is asked once more;
 * if it has another token by then, the request is sent again. Where there is no token, nothing is sent and the call fails.
 */
export function bearer(
  token: string | (() => string | Promise<string>),
  { id = "bearer" }: BearerOptions = {},
): Credential {
  const base = { id, secret: false, authorizationOnly: true } as const;
  if (typeof token === "string") return { ...base, sign: (request) => signed(request, token) };
  return {
    ...base,
    sign: async (request) => signed(request, await token()),
    renew: async (stamp) => (await token()) !== stamp,
  };
}

function signed(request: Outgoing, token: string | undefined): Signed {
  // Sent as "undefined" or as nothing it would be refused, and a customer be asked to reconnect for nothing.
  if (!token) throw new TypeError("bearer(): there is no token, so nothing was sent.");
  return { request: withHeader(request, "authorization", `Bearer ${token}`), stamp: token };
}
