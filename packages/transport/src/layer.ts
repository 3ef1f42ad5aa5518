import type { Call } from "./call/call.ts";
import type { OriginHealth } from "./events/health.ts";
import type { Outgoing } from "./call/outgoing.ts";

/** The rest of the chain. */
export type Next = (request: Outgoing, call: Call) => Promise<Response>;

/** One concern of the transport: may wait, change the request, call `next` any number of times, and judge what comes back. Fails by its promise, never by throwing. */
export type Layer = (request: Outgoing, call: Call, next: Next) => Promise<Response>;

/** A layer, and what it knows of an origin. */
export interface Fitting {
  readonly layer: Layer;
  readonly inspect?: ((origin: string) => Partial<OriginHealth>) | undefined;
}

/** Nests layers around the innermost send; the first is outermost. */
export function compose(layers: readonly (Layer | undefined)[], send: Next): Next {
  return layers.reduceRight<Next>(
    (next, layer) => (layer === undefined ? next : (request, call) => layer(request, call, next)),
    send,
  );
}
