import { withHeader } from "../outgoing.ts";
import type { Outgoing } from "../outgoing.ts";
import type { Credential, Signed } from "./credential.ts";

/**
 * A bearer token (RFC 6750): fixed, or asked of a function before every request, which owns its renewal. After a 401 the function is asked once more;
 * if it has another token by then, the request is sent again.
 */
export function bearer(token: string | (() => string | Promise<string>)): Credential {
  const base = { id: "bearer", secret: false, authorizationOnly: true } as const;
  if (typeof token === "string") return { ...base, sign: (request) => signed(request, token) };
  return {
    ...base,
    sign: async (request) => signed(request, await token()),
    renew: async (stamp) => (await token()) !== stamp,
  };
}

function signed(request: Outgoing, token: string): Signed {
  return { request: withHeader(request, "authorization", `Bearer ${token}`), stamp: token };
}
