import type { StatusTarget, SyncAction } from "../src/status/source.ts";
import type { RemoteConnection } from "../src/worker/index.ts";

/** Methods of a connection that name no stream. */
type Nameless = "id" | "fetch" | "streams" | "disconnect" | "erase" | "reconnect" | "dispose";

/** A connection, or the same one as it is reached from a page. */
export type OfStreams = Pick<RemoteConnection, Exclude<keyof RemoteConnection, Nameless>>;

/** Each method that takes the name of a stream, called with this one: the compiler asks for a new one here, or above. */
export const callsOf = (stream: string): Record<keyof OfStreams, (connection: OfStreams) => Promise<unknown>> => ({
  sync: (connection) => connection.sync({ streams: ["contacts", stream] }),
  pull: (connection) => connection.pull(stream),
  step: (connection) => connection.step(stream),
  schedule: (connection) => connection.schedule(stream, { kind: "manual" }),
  pause: (connection) => connection.pause(stream),
  resume: (connection) => connection.resume(stream),
  cancel: (connection) => connection.cancel(stream),
  reset: (connection) => connection.reset(stream),
  backfill: (connection) => connection.backfill(stream, { from: "1970-01-01T00:00:00.000Z" }),
  confirmRemovals: (connection) => connection.confirmRemovals(stream, 1),
});

/** Each thing that a person can ask for on a screen. */
export const actionsOn = (
  target: StatusTarget,
  records: readonly string[] = [],
): Record<SyncAction["kind"], SyncAction> => ({
  sync: { kind: "sync", target },
  pause: { kind: "pause", target },
  resume: { kind: "resume", target },
  cancel: { kind: "cancel", target },
  reconnect: { kind: "reconnect", target },
  confirm: { kind: "confirm", target },
  acknowledge: { kind: "acknowledge", target, lost: 0 },
  replay: { kind: "replay", target, records },
  discard: { kind: "discard", target, records },
});
