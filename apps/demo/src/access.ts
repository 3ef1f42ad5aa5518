import type { Credentials } from "@waybill/emulator";
import type { Connector } from "@waybill/sync/connector";

/** How the product gets into the vendor, and with what. */
export type Access =
  | { readonly kind: "none" }
  | { readonly kind: "apiKey"; readonly in: "header" | "query"; readonly name: string; readonly value: string }
  | { readonly kind: "basic"; readonly username: string; readonly password: string }
  | { readonly kind: "bearer"; readonly token: string }
  | {
      readonly kind: "oauth2";
      readonly clientId: string;
      readonly authorizationUrl: string;
      readonly tokenUrl: string;
      /** Where tokens are withdrawn (RFC 7009). */
      readonly revocationUrl: string;
      readonly scopes: readonly string[];
    };

/** The first of the vendor's schemes that a product can use, filled in. Undefined when there is none, such as a cookie alone. */
export function accessOf(connector: Connector, credentials: Credentials, origin: string): Access | undefined {
  if (connector.auth.length === 0) return { kind: "none" };
  return connector.auth.map((scheme) => fill(scheme, credentials, origin)).find((access) => access !== undefined);
}

function fill(scheme: Connector["auth"][number], credentials: Credentials, origin: string): Access | undefined {
  switch (scheme.kind) {
    case "none":
      return { kind: "none" };
    case "apiKey":
      return scheme.in === "cookie"
        ? undefined // browsers do not let scripts set it for another origin
        : { kind: "apiKey", in: scheme.in, name: scheme.name, value: credentials.apiKey };
    case "basic":
      return { kind: "basic", username: credentials.username, password: credentials.password };
    case "bearer":
      return { kind: "bearer", token: credentials.bearer };
    case "oauth2":
      return {
        kind: "oauth2",
        clientId: credentials.clientId,
        authorizationUrl: new URL(credentials.authorizePath, origin).href,
        tokenUrl: new URL(credentials.tokenPath, origin).href,
        revocationUrl: new URL(credentials.revokePath, origin).href,
        scopes: credentials.scopes,
      };
  }
}
