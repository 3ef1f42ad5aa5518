import { FailureError, failure } from "@waybill/transport";
import type { RunReceipt } from "../receipt/receipt.ts";
import { orAborted } from "../or-aborted.ts";
import { linkedSignal } from "../tabs/linked-signal.ts";
import type { LinkedSignal } from "../tabs/linked-signal.ts";

/** Pulls that are under way in this engine, at most one for each stream. */
export interface Flights {
  has(stream: string): boolean;
  /** Begins a pull, or joins the one that is under way. A caller's signal ends the pull that it began; of a joined one, only the waiting. */
  fly(stream: string, start: StartFlight, signal?: AbortSignal): Promise<RunReceipt>;
  /** Stops a stream's pull and waits until it has stopped. */
  land(stream: string, reason: FailureError): Promise<void>;
  landAll(reason: FailureError): Promise<void>;
}

export type StartFlight = (signal: AbortSignal) => Promise<RunReceipt>;

interface Flight {
  readonly result: Promise<RunReceipt>;
  readonly link: LinkedSignal;
}

export function createFlights(): Flights {
  const flights = new Map<string, Flight>();
  const land = async (stream: string, reason: FailureError): Promise<void> => {
    const flight = flights.get(stream);
    if (flight === undefined) return;
    flight.link.abort(reason);
    await flight.result.catch(() => {});
  };
  return {
    has: (stream) => flights.has(stream),
    fly: (stream, start, signal) => {
      const under = flights.get(stream);
      if (under !== undefined) return orAborted(under.result, signal);
      const link = linkedSignal(signal);
      const result = start(link.signal).finally(() => {
        link.unlink();
        flights.delete(stream);
      });
      flights.set(stream, { result, link });
      return result;
    },
    land,
    landAll: async (reason) => {
      await Promise.all([...flights.keys()].map((stream) => land(stream, reason)));
    },
  };
}

export function stopped(message: string): FailureError {
  return new FailureError(failure("aborted", { message }));
}
