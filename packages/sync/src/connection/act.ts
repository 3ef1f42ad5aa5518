import { FailureError, failure } from "@waybill/transport";
import type { Runnable } from "../connector/runnable.ts";
import { confirmRemovals, heldRemovals, judgeTold } from "../pull/confirm-removals.ts";
import { discard } from "../pull/discard.ts";
import { replay } from "../pull/replay.ts";
import type { StreamContext } from "../pull/stream-context.ts";
import type { SyncAction } from "../status/source.ts";
import type { StatusSubject } from "../status/status-source.ts";
import { inBackground } from "./background.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import type { Connection } from "./connection.ts";
import type { Controls } from "./controls.ts";
import { stopped } from "./flights.ts";
import type { Flights } from "./flights.ts";
import type { LiveBoard } from "./live-board.ts";
import { unrunnable } from "./require-runnable.ts";
import type { SyncOptions } from "./sync-streams.ts";
import { telling } from "./untold.ts";

export interface ActParts {
  readonly judged: Runnable;
  readonly context: (stream: string) => StreamContext;
  readonly board: LiveBoard;
  readonly controls: Controls;
  readonly flights: Flights;
  /** {@link lifeOf} the connection as it is now. */
  readonly life: () => Promise<number>;
  readonly sync: (options: SyncOptions) => Promise<readonly RunReceipt[]>;
  readonly reconnect: Connection["reconnect"];
  /** Takes note of changes that were lost. */
  readonly acknowledge: (lost: number) => void;
}

/** Does what a person asked for on a screen. What takes long goes on in the background: the answer says only that it began. */
export function actOn(parts: ActParts): StatusSubject["act"] {
  const { controls, judged } = parts;
  return async (action) => {
    const streams = action.target.stream === undefined ? judged.run : [action.target.stream];
    for (const why of streams.flatMap((stream) => unrunnable(judged, stream) ?? []))
      throw new FailureError(failure("not_found", { message: why, origin: "us" }));
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
        await cancel(parts, action.target.stream === undefined, streams);
        return "accepted";
      case "confirm":
        await confirm(parts, streams, action.removals);
        return "accepted";
      case "reconnect":
        await parts.reconnect();
        return "accepted";
      case "acknowledge":
        parts.acknowledge(action.lost);
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

/** Of a whole connection all that is under way. Given at once, so that what is begun from now on comes after it. */
async function cancel({ controls, flights }: ActParts, isWhole: boolean, streams: readonly string[]): Promise<void> {
  const landed = isWhole ? flights.landAll(stopped("The runs were cancelled.")) : undefined;
  await Promise.all([landed, ...streams.map((stream) => controls.cancel(stream))]);
}

/** The word is durable before the answer; the runs that act on it go on in the background. Of a whole connection a person was told the sum. */
async function confirm(
  { context, controls, life }: ActParts,
  streams: readonly string[],
  told?: number,
): Promise<void> {
  const since = life();
  const held = await Promise.all(
    streams.map(async (stream) => ({ stream, removals: await heldRemovals(context(stream)) })),
  );
  const waiting = held.filter(({ removals }) => removals > 0);
  if (waiting.length > 0) judgeTold(sumOf(waiting), told);
  for (const { stream, removals } of waiting)
    if (await confirmRemovals(context(stream), removals, since))
      inBackground(() => controls.confirmRemovals(stream, undefined, since));
}

function sumOf(held: readonly { readonly removals: number }[]): number {
  return held.reduce((sum, { removals }) => sum + removals, 0);
}

function begin(
  { board, controls, flights, sync, context }: ActParts,
  streams: readonly string[],
): "accepted" | "joined" {
  const joined = streams.length > 0 && streams.every((stream) => flights.has(stream));
  // What is joined may have been called off already, for those who asked before.
  inBackground(() =>
    joined
      ? Promise.all(streams.map((stream) => controls.pull(stream, {})))
      : sync({ streams, modeOf: (stream) => telling(board, context(stream), () => repairing(context(stream))) }),
  );
  return joined ? "joined" : "accepted";
}

/** A person who asks again wants what was held back, too. The vendor did not change those records since, so only a full read meets them. */
async function repairing({ store, connection, contract }: StreamContext): Promise<"full" | undefined> {
  return (await store.quarantineCount(connection, contract.name)) > 0 ? "full" : undefined;
}

async function resolveRecords(
  { context }: ActParts,
  action: Extract<SyncAction, { kind: "replay" | "discard" }>,
  streams: readonly string[],
): Promise<void> {
  const work = action.kind === "replay" ? replay : discard;
  for (const stream of streams) await work(context(stream), action.records);
}
