import { withHeader } from "../outgoing.ts";
import type { Credential } from "./credential.ts";

/**
 * A bearer token (RFC 6750): fixed, or asked of a function before every request, which owns its renewal. After a 401 the function is asked once more;
 * if it has another token by then, the request is sent again.
 */
export function bearer(token: string | (() => string | Promise<string>)): Credential {
  const current = typeof token === "string" ? () => token : token;
  const base = { id: "bearer", secret: false, authorizationOnly: true } as const;
  const sign: Credential["sign"] = async (request) => {
    const stamp = await current();
    return { request: withHeader(request, "authorization", `Bearer ${stamp}`), stamp };
  };
  return typeof token === "string"
    ? { ...base, sign }
    : { ...base, sign, renew: async (stamp) => (await current()) !== stamp };
}
