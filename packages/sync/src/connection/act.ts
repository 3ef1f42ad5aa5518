import { discard, replay } from "../pull/replay.ts";
import type { StreamContext } from "../pull/stream-context.ts";
import type { SyncAction } from "../status/source.ts";
import type { StatusSubject } from "../status/status-source.ts";
import { inBackground } from "./background.ts";
import type { Connection } from "./connection.ts";
import type { Controls } from "./controls.ts";
import type { Flights } from "./flights.ts";

export interface ActParts {
  readonly streams: readonly string[];
  readonly context: (stream: string) => StreamContext;
  readonly controls: Controls;
  readonly flights: Flights;
  readonly sync: Connection["sync"];
  readonly reconnect: Connection["reconnect"];
}

/** Does what a person asked for on a screen. What takes long goes on in the background: the answer says only that it began. */
export function actOn(parts: ActParts): StatusSubject["act"] {
  const { controls } = parts;
  return async (action) => {
    const streams = action.target.stream === undefined ? parts.streams : [action.target.stream];
    switch (action.kind) {
      case "sync":
        return begin(parts, streams);
      case "pause":
        await Promise.all(streams.map((stream) => controls.pause(stream)));
        return "accepted";
      case "resume":
        await Promise.all(streams.map((stream) => controls.resume(stream)));
        return "accepted";
      case "cancel":
        await Promise.all(streams.map((stream) => controls.cancel(stream)));
        return "accepted";
      case "reconnect":
        await parts.reconnect();
        return "accepted";
      case "replay":
      case "discard":
        await resolveRecords(parts, action, streams);
        return "accepted";
      default:
        return action satisfies never;
    }
  };
}

function begin({ flights, sync }: ActParts, streams: readonly string[]): "accepted" | "joined" {
  const joined = streams.length > 0 && streams.every((stream) => flights.has(stream));
  if (!joined) inBackground(() => sync({ streams }));
  return joined ? "joined" : "accepted";
}

async function resolveRecords(
  { context }: ActParts,
  action: Extract<SyncAction, { kind: "replay" | "discard" }>,
  streams: readonly string[],
): Promise<void> {
  const work = action.kind === "replay" ? replay : discard;
  for (const stream of streams) await work(context(stream), action.records);
}
