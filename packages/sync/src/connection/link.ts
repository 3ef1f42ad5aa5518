import type { Credential, Transport } from "@waybill/transport";
import { createMeters } from "./meters.ts";
import type { Meters } from "./meters.ts";
import { isAskedFor } from "./live-board.ts";
import type { LiveBoard } from "./live-board.ts";

/** A connection's way to its vendor, and what is watched on it. */
export interface Link {
  readonly transport: Transport;
  readonly meters: Meters;
  dispose(): void;
}

export type MakeTransport = (credential: Credential | undefined) => Transport;

/** Watches a transport: its lanes are streams, and a wait that the vendor asked for is told to whoever watches the stream. */
export function createLink(transport: Transport, board: LiveBoard): Link {
  const meters = createMeters(transport.events);
  const stop = transport.events.subscribe((event) => {
    if (event.type === "wait" && isAskedFor(event.reason)) board.set(event.lane, { resumesAt: event.until });
    const goesOn = event.type === "resume" || event.type === "end";
    if (goesOn && board.of(event.lane).resumesAt !== undefined) board.set(event.lane, { resumesAt: undefined });
  });
  return {
    transport,
    meters,
    dispose: () => {
      stop();
      meters.stop();
      transport.dispose();
    },
  };
}
