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
  /** Several pulls, some after others: those that have not begun are landed with the rest. */
  inTurn<T>(work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Stops a stream's pull and waits until it has stopped. */
  land(stream: string, reason: FailureError): Promise<void>;
  landAll(reason: FailureError): Promise<void>;
}

export type StartFlight = (signal: AbortSignal) => Promise<RunReceipt>;

interface Flight<T = RunReceipt> {
  readonly result: Promise<T>;
  readonly link: LinkedSignal;
}

export function createFlights(): Flights {
  const flights = new Map<string, Flight>();
  const turns = new Set<Flight<unknown>>();
  const landed = async ({ link, result }: Flight<unknown>, reason: FailureError): Promise<void> => {
    link.abort(reason);
    await result.catch(() => {});
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
    inTurn: async (work, signal) => {
      const link = linkedSignal(signal);
      const turn = { link, result: work(link.signal) };
      turns.add(turn);
      try {
        return await turn.result;
      } finally {
        link.unlink();
        turns.delete(turn);
      }
    },
    land: async (stream, reason) => {
      const flight = flights.get(stream);
      if (flight !== undefined) await landed(flight, reason);
    },
    landAll: async (reason) => {
      await Promise.all([...turns, ...flights.values()].map((each) => landed(each, reason)));
    },
  };
}

export function stopped(message: string): FailureError {
  return new FailureError(failure("aborted", { message }));
}
