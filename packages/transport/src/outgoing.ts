import type { BodySource } from "./body/body-source.ts";

/** What `fetch` takes beside what {@link Outgoing} holds: credentials, mode, cache, redirect, a Node dispatcher. */
export type PlatformInit = Omit<RequestInit, "method" | "headers" | "body" | "signal">;

/** A request on its way through the layers. Immutable: a layer that changes something passes on a copy. */
export interface Outgoing {
  readonly url: URL;
  readonly method: string;
  /** Never written to: a layer that adds a header copies them. */
  readonly headers: Headers;
  readonly body: BodySource;
  /** Aborts this branch of the call: the whole call, one hedge, one attempt. */
  readonly signal: AbortSignal;
  readonly init: PlatformInit;
  /** Where the sign layer notes which credential it attached, for whoever must judge the answer. */
  readonly signature?: Signature | undefined;
}

/** Which credential went out. `stamp` identifies the secret (a token) to its own credential and goes nowhere else. */
export interface Signature {
  stamp?: string | undefined;
}

/** A copy of the request with one more header. */
export function withHeader(request: Outgoing, name: string, value: string): Outgoing {
  const headers = new Headers(request.headers);
  headers.set(name, value);
  return { ...request, headers };
}
