import { type Credential, type TokenStore, apiKey, basic, bearer } from "@waybill/transport";
import { oauth2 } from "@waybill/transport/oauth2";
import type { Access } from "./access.ts";

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
      return oauth2({ ...grant, tokenUrl: access.tokenUrl, clientId: access.clientId });
  }
}
