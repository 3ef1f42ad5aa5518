import type { AuthScheme } from "@waybill/sync/connector";

export interface Sandbox {
  readonly origin: string;
  /** How the vendor wants to be shown the secret. Absent: as a bearer token. */
  readonly scheme: AuthScheme | undefined;
  readonly secret: string | undefined;
}

/** A fetch that shows the secret to the sandbox and to nobody else. Whatever is told of a request is told without it. */
export function sandboxFetch(sandbox: Sandbox): typeof fetch {
  return (input, init) => {
    const request = new Request(input, init);
    const isSandbox = new URL(request.url).origin === sandbox.origin;
    const sent = isSandbox && sandbox.secret !== undefined ? shown(request, sandbox.scheme, sandbox.secret) : request;
    // oxlint-disable-next-line house/no-ambient -- the network at the bottom of the engine's transport, which the command alone opens
    return fetch(sent);
  };
}

function shown(request: Request, scheme: AuthScheme | undefined, secret: string): Request {
  if (scheme?.kind === "apiKey" && scheme.in === "query") {
    const url = new URL(request.url);
    url.searchParams.set(scheme.name, secret);
    return new Request(url, request);
  }
  const [name, value] = headerOf(scheme, secret);
  request.headers.set(name, value);
  return request;
}

function headerOf(scheme: AuthScheme | undefined, secret: string): readonly [name: string, value: string] {
  switch (scheme?.kind) {
    case "apiKey":
      return scheme.in === "cookie" ? ["cookie", `${scheme.name}=${secret}`] : [scheme.name, secret];
    case "basic":
      return ["authorization", `Basic ${Buffer.from(secret).toString("base64")}`];
    case "bearer":
    case "oauth2":
    case "none":
    case undefined:
      return ["authorization", `Bearer ${secret}`];
    default:
      return scheme satisfies never;
  }
}
