import type { Outgoing } from "../call/outgoing.ts";
import { withHeader } from "../call/outgoing.ts";
import type { Credential } from "./credential.ts";

/** Where an API key goes. */
export interface ApiKeyOptions {
  readonly in: "header" | "query";
  /** Header or query parameter. */
  readonly name: string;
  readonly value: string;
  /** Names the account behind the key. Needed where several accounts share a cache. Default: where the key goes. */
  readonly id?: string | undefined;
}

/** A key that identifies the account until somebody revokes it. Prefer the header: addresses end up in logs. */
export function apiKey({ in: place, name, value, id = `api-key:${place}:${name}` }: ApiKeyOptions): Credential {
  const attach = (request: Outgoing): Outgoing =>
    place === "header" ? withHeader(request, name, value) : { ...request, url: withQuery(request.url, name, value) };
  return {
    id,
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
