import type { BodySource } from "../body/body-source.ts";
import type { Scope } from "./scope.ts";

/** What `fetch` takes beside what {@link Outgoing} holds: credentials, mode, cache, redirect, a Node dispatcher. */
export type PlatformInit = Omit<RequestInit, "method" | "headers" | "body" | "signal">;

/** A request on its way through the layers. Immutable: a layer that changes something passes on a copy. */
export interface Outgoing {
  readonly url: URL;
  readonly method: string;
  /** By name in lower case. A plain object: copying the platform's `Headers` for every layer costs more than all layers. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodySource;
  /** Ends this branch of the call: the whole call, one hedge, one attempt. */
  readonly scope: Scope;
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
  return { ...request, headers: { ...request.headers, [name.toLowerCase()]: value } };
}
