import type { CallContext } from "../call/context.ts";
import type { TransportEvent } from "../events/events.ts";
import type { TransportOptions } from "../options.ts";
import { createTransport } from "../transport.ts";
import type { Transport } from "../transport.ts";
import { scriptedVendor } from "./scripted-vendor.ts";
import type { SentRequest, Step } from "./scripted-vendor.ts";
import { createVirtualClock } from "./virtual-clock.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** A transport under virtual time in front of a scripted vendor. */
export interface Rig {
  readonly clock: VirtualClock;
  readonly transport: Transport;
  readonly sent: readonly SentRequest[];
  readonly events: readonly TransportEvent[];
  /** When each request left, in milliseconds. */
  readonly times: () => readonly number[];
  /** Starts a call without moving time. */
  readonly start: (init?: RequestInit, context?: CallContext, url?: string) => Promise<Response>;
  /** Makes a call and moves time until it ends. */
  readonly call: (init?: RequestInit, context?: CallContext, url?: string) => Promise<Response>;
}

/** Makes a {@link Rig}. `random` is the jitter, 0.5 when not given. */
export function rig(
  { random, ...options }: TransportOptions & { readonly random?: () => number },
  ...steps: readonly Step[]
): Rig {
  const clock = createVirtualClock({ random });
  const { fetch, sent } = scriptedVendor(clock, ...steps);
  const transport = createTransport({ clock, fetch, ...options });
  const events: TransportEvent[] = [];
  transport.events.subscribe((event) => events.push(event));
  const start: Rig["start"] = (init, context = {}, url = "https://api.test/things") =>
    transport.with(context).fetch(url, init);
  return {
    clock,
    transport,
    sent,
    events,
    times: () => sent.map(({ at }) => at),
    start,
    call: (...given) => clock.settle(start(...given)),
  };
}

/** A step that answers with this status, these headers and this body. */
export function answer(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: BodyInit | null = null,
): Step {
  return () => new Response(body, { status, headers });
}

/** A step that never answers, whatever the signal says. */
export const never: Step = () => new Promise(() => undefined);
