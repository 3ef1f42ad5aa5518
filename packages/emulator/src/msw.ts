import { http, HttpResponse, type HttpHandler } from "msw/http";
import type { Emulator } from "./emulator.ts";

export interface HandlersOptions {
  /** Where the product believes the vendor to be. Default: the connector's base URL. */
  readonly baseUrl?: string | undefined;
}

/**
 * MSW request handlers that answer as the emulator does: everything below `baseUrl`, and the OAuth endpoints that the connector names.
 * A connection that would break becomes a network error.
 */
export function handlers(emulator: Emulator, options: HandlersOptions = {}): HttpHandler[] {
  const base = (options.baseUrl ?? emulator.connector.baseUrl).replace(/\/+$/, "");
  return [...endpoints(emulator), `${base}/*`].map((path) =>
    http.all(path, async ({ request }) => {
      try {
        return await emulator.fetch(request);
      } catch {
        return HttpResponse.error();
      }
    }),
  );
}

/** Absolute endpoints; relative ones are below the base URL already. */
function endpoints(emulator: Emulator): readonly string[] {
  return emulator.connector.auth.flatMap((scheme) =>
    scheme.kind === "oauth2"
      ? [scheme.tokenUrl, scheme.authorizationUrl, scheme.refreshUrl, revocationUrl(scheme.tokenUrl)]
          .filter((url) => url !== undefined && /^https?:\/\//.test(url))
          .map((url) => `${url}`)
      : [],
  );
}

/** Beside the token endpoint, wherever that is. */
const revocationUrl = (tokenUrl: string | undefined): string | undefined => tokenUrl?.replace(/[^/]*$/, "revoke");
