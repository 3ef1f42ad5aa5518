import type { WaitReason } from "@waybill/transport";
import { atRest } from "../status/facts.ts";
import type { LiveFacts } from "../status/facts.ts";

/** Live facts of the streams of one connection, told on every change. */
export interface LiveBoard {
  readonly of: (stream: string) => LiveFacts;
  readonly set: (stream: string, change: Partial<LiveFacts>) => void;
}

export function createLiveBoard(changed: () => void): LiveBoard {
  const facts = new Map<string, LiveFacts>();
  const of = (stream: string) => facts.get(stream) ?? atRest;
  return {
    of,
    set: (stream, change) => {
      facts.set(stream, { ...of(stream), ...change });
      changed();
    },
  };
}

/** Waits that a customer is told of: the vendor asked for them. */
export function isAskedFor(reason: WaitReason): boolean {
  return reason === "rate_limited";
}
