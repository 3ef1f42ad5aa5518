import type { Outgoing } from "../outgoing.ts";
import { withHeader } from "../outgoing.ts";
import type { Credential } from "./credential.ts";

/** Where an API key goes. */
export interface ApiKeyOptions {
  readonly in: "header" | "query";
  /** Header or query parameter. */
  readonly name: string;
  readonly value: string;
}

/** A key that identifies the account until somebody revokes it. Prefer the header: addresses end up in logs. */
export function apiKey({ in: place, name, value }: ApiKeyOptions): Credential {
  const attach = (request: Outgoing): Outgoing =>
    place === "header" ? withHeader(request, name, value) : { ...request, url: withQuery(request.url, name, value) };
  return {
    id: `api-key:${place}:${name}`,
    secret: true,
    authorizationOnly: place === "header" && name.toLowerCase() === "authorization",
    sign: (request) => ({ request: attach(request), stamp: "static" }),
  };
}

function withQuery(url: URL, name: string, value: string): URL {
  const signed = new URL(url);
  signed.searchParams.set(name, value);
  return signed;
}
