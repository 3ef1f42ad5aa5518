import type { TransportEvent, TransportEvents } from "@waybill/transport";
import type { Meter } from "../pull/stream-context.ts";

/** Running totals of each lane of a transport. Lanes are streams. */
export interface Meters {
  of(lane: string): Meter;
  stop(): void;
}

const nothing: Meter = Object.freeze({ requests: 0, retries: 0, waitedMs: 0 });

export function createMeters(events: TransportEvents): Meters {
  const totals = new Map<string, Meter>();
  const waits = new Map<string, number>();
  const of = (lane: string) => totals.get(lane) ?? nothing;
  const stop = events.subscribe((event) => {
    totals.set(event.lane, counted(of(event.lane), event, waits));
  });
  return { of, stop };
}

function counted(total: Meter, event: TransportEvent, waits: Map<string, number>): Meter {
  if (event.type === "attempt") {
    return { ...total, requests: total.requests + 1, retries: total.retries + (event.attempt > 1 ? 1 : 0) };
  }
  if (event.type === "wait") waits.set(event.callId, event.at);
  if (event.type !== "resume" && event.type !== "end") return total;
  const since = waits.get(event.callId);
  waits.delete(event.callId);
  return since === undefined ? total : { ...total, waitedMs: total.waitedMs + (event.at - since) };
}
