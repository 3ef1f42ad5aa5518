import { withHeader } from "../call/outgoing.ts";
import type { Credential } from "./credential.ts";

/** User name and password, sent as UTF-8 (RFC 7617). Throws a TypeError for a name with a colon, which cannot be told from its password. */
export function basic({ username, password }: { readonly username: string; readonly password: string }): Credential {
  if (username.includes(":")) throw new TypeError("basic(): the user name holds a colon, which RFC 7617 forbids.");
  const utf8 = String.fromCharCode(...new TextEncoder().encode(`${username}:${password}`));
  const value = `Basic ${btoa(utf8)}`;
  return {
    id: `basic:${username}`,
    secret: true,
    authorizationOnly: true,
    sign: (request) => ({ request: withHeader(request, "authorization", value), stamp: "static" }),
  };
}
