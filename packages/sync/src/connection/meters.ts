import type { TransportEvent } from "@waybill/transport";
import { nothing } from "../pull/run/meter.ts";
import type { Meter } from "../pull/stream-context.ts";

/** Running totals of each lane, over every transport that a connection has had. A stream has the lane of its name. */
export interface Meters {
  readonly of: (lane: string) => Meter;
  readonly count: (event: TransportEvent) => void;
}

export function createMeters(): Meters {
  const totals = new Map<string, Meter>();
  const waits = new Map<string, number>();
  const of = (lane: string) => totals.get(lane) ?? nothing;
  return { of, count: (event) => totals.set(event.lane, counted(of(event.lane), event, waits)) };
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
