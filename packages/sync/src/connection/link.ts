import type { CallContext, Clock, CoreTransport, Credential, Fetch } from "@waybill/transport";
import { unsavedOf } from "./disposed.ts";
import type { Disposed } from "./disposed.ts";
import { ownCalls } from "./lanes.ts";
import { isAskedFor } from "./live-board.ts";
import type { LiveBoard } from "./live-board.ts";
import { createMeters } from "./meters.ts";
import type { Meters } from "./meters.ts";

/** A connection's way to its vendor, and what is watched on it. */
export interface Link {
  readonly meters: Meters;
  readonly fetch: (call: CallContext) => Fetch;
  /** A way with another credential beside the one in use. */
  readonly offer: (credential: Credential) => OfferedLink;
  /** The credential in use was renewed in place, or that which was in use before it was forgotten. */
  readonly renewed: () => void;
  /** How often the customer has reconnected. */
  readonly consents: () => number;
  /** Whether one of this id was ever in use here, or offered. */
  readonly knows: (credential: Credential | undefined) => boolean;
  /** Requests from now on carry no credential. */
  readonly forget: () => void;
  /** The product's own calls. */
  readonly own: Fetch;
  /** Resolves once no renewed secret is on its way that would have to be stored, or the time for that is over: to those of which one may be lost. */
  readonly dispose: (options: { readonly withinMs: number }) => Promise<Disposed["unsaved"]>;
}

export interface OfferedLink {
  readonly fetch: (call: CallContext) => Fetch;
  /** Requests from now on carry this credential; those under way end with the one they began with. */
  readonly use: () => void;
}

export interface LinkParts {
  /** Of the connection. */
  readonly id: string;
  readonly clock: Clock;
  readonly credential?: Credential | undefined;
  makeTransport(credential: Credential | undefined): CoreTransport;
}

/** Watches transports: their lanes are streams and what is no stream's, and a wait that the vendor asked for is told to whoever watches the stream. */
export function createLink(parts: LinkParts, board: LiveBoard): Link {
  const meters = createMeters();
  const transports: CoreTransport[] = [];
  const credentials = new Set<Credential>();
  const connect = (credential: Credential | undefined): CoreTransport => {
    requireCredential(credential);
    const transport = parts.makeTransport(credential);
    transport.events.subscribe((event) => meters.count(event));
    transport.events.subscribe((event) => {
      if (event.type === "wait" && isAskedFor(event.reason)) board.set(event.lane, { resumesAt: event.until });
      const goesOn = event.type === "resume" || event.type === "end";
      if (goesOn && board.of(event.lane).resumesAt !== undefined) board.set(event.lane, { resumesAt: undefined });
    });
    transports.push(transport);
    if (credential !== undefined) credentials.add(credential);
    return transport;
  };
  let used = connect(parts.credential);
  let current = used;
  let consents = 0;
  return {
    meters,
    fetch: (call) => current.with(call).fetch,
    own: (input, init) => current.with({ lane: ownCalls }).fetch(input, init),
    offer: (credential) => {
      const offered = connect(credential);
      return {
        fetch: (call) => offered.with(call).fetch,
        use: () => {
          consents += 1;
          used = offered;
          current = used;
        },
      };
    },
    renewed: () => {
      consents += 1;
      current = used;
    },
    consents: () => consents,
    knows: (credential) => [...credentials].some(({ id }) => id === credential?.id),
    forget: () => {
      current = connect(undefined);
    },
    dispose: async ({ withinMs }) => {
      for (const transport of transports) transport.dispose();
      const unsaved = [...credentials].map(async (each) => {
        const lost = await unsavedOf(each, { clock: parts.clock, withinMs });
        return lost === undefined ? [] : [{ connection: parts.id, credential: each.id, failure: lost }];
      });
      return (await Promise.all(unsaved)).flat();
    },
  };
}

/** What is none would be told at the first request, or not at all. What it holds is not told: it may be a token. */
function requireCredential(credential: unknown): void {
  if (credential === undefined) return;
  if (typeof credential === "object" && credential !== null && "id" in credential && "sign" in credential) return;
  throw new TypeError("What was given is no credential, so nothing was changed. Make one by bearer() or oauth2().");
}
