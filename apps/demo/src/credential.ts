import { type Credential, type TokenStore, apiKey, basic, bearer } from "@waybill/transport";
import { oauth2 } from "@waybill/transport/oauth2";
import type { Access } from "./access.ts";

/** The emulated vendor's tokens live for a minute; the defaults are made for tokens that live for an hour. */
const renewal = { softMs: 15_000, hardMs: 5_000 };

/** What the transport signs requests with. OAuth tokens are read from, and kept in, the store. */
export function credentialFor(
  access: Access,
  grant: { readonly tokens: TokenStore; readonly key: string },
): Credential | undefined {
  switch (access.kind) {
    case "none":
      return undefined;
    case "apiKey":
      return apiKey(access);
    case "basic":
      return basic(access);
    case "bearer":
      return bearer(access.token);
    case "oauth2":
      return oauth2({ ...grant, tokenUrl: access.tokenUrl, clientId: access.clientId, renewal });
  }
}
