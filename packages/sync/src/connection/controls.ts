import { failure, isFailureError } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { backfill } from "../pull/backfill.ts";
import type { RangeText } from "../pull/backfill.ts";
import { confirmRemovals } from "../pull/confirm-removals.ts";
import { resetStream } from "../pull/reset.ts";
import { amendCheckpoint } from "../pull/amend-checkpoint.ts";
import { blockedBy, freedFrom } from "../pull/blockers.ts";
import { cancelRun } from "../pull/cancel-run.ts";
import type { Checkpoint } from "../pull/checkpoint.ts";
import { readableCheckpoint } from "../pull/open-session.ts";
import { pull } from "../pull/pull.ts";
import type { PullOptions } from "../pull/pull.ts";
import type { StreamContext } from "../pull/stream-context.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import type { PullRequest } from "./connection.ts";
import { orAborted } from "../or-aborted.ts";
import { inBackground } from "./background.ts";
import { stopped } from "./flights.ts";
import type { Flights } from "./flights.ts";
import type { LiveBoard } from "./live-board.ts";

/** What can be done with the streams of a connection, one at a time. */
export interface Controls {
  readonly pull: (stream: string, request: PullRequest) => Promise<RunReceipt>;
  readonly pause: (stream: string) => Promise<void>;
  readonly resume: (stream: string) => Promise<void>;
  readonly cancel: (stream: string) => Promise<RunReceipt | undefined>;
  readonly reset: (stream: string) => Promise<RunReceipt | undefined>;
  readonly backfill: (stream: string, range: RangeText, signal?: AbortSignal) => Promise<RunReceipt>;
  readonly confirmRemovals: (stream: string, told?: number) => Promise<RunReceipt | undefined>;
  /** Puts a blocker on the streams that it can go on, and names them; on none when another version wrote one of them. */
  readonly block: (
    streams: readonly string[],
    blocker: NonNullable<Checkpoint["blocker"]>,
  ) => Promise<readonly string[]>;
  /** Takes a blocker off the streams that have it, and names them; what it covered shows again. */
  readonly unblock: (
    streams: readonly string[],
    blocker: NonNullable<Checkpoint["blocker"]>,
  ) => Promise<readonly string[]>;
}

export interface ControlParts {
  readonly context: (stream: string) => StreamContext;
  readonly flights: Flights;
  readonly board: LiveBoard;
}

export function createControls(parts: ControlParts): Controls {
  const { context, flights, board } = parts;
  const pullOne: Controls["pull"] = (stream, { mode, signal }) => {
    const at = context(stream);
    return flights.fly(stream, (both) => pullAfterParents(at, { mode, signal: both }), signal);
  };
  const pullAfterParents = async (at: StreamContext, options: ObservedPull): Promise<RunReceipt> => {
    if (at.contract.parent !== undefined && (await isUnread(at, at.contract.parent.stream))) {
      // Others may have joined it: who gives up the child ends only its own wait.
      await orAborted(pullOne(at.contract.parent.stream, {}), options.signal);
    }
    return observedPull(parts, at, options);
  };
  const { block, unblock } = blocking(parts);
  const ended = (stream: string, why: string, end: (at: StreamContext) => Promise<RunReceipt | undefined>) => {
    const at = context(stream);
    return flights.word(stream, async (land) => {
      await land(stopped(why));
      return end(at);
    });
  };
  return {
    pull: pullOne,
    block,
    unblock,
    pause: async (stream) => {
      // A stream that waits for its customer to reconnect stays so: that comes first.
      await flights.word(stream, async (land) => {
        await block([stream], "paused");
        await land(stopped("The stream is paused. Resume it to go on from its checkpoint."));
      });
    },
    resume: async (stream) => {
      await flights.word(stream, async () => {
        await unblock([stream], "paused");
        await unblock([stream], "schema");
      });
      inBackground(() => pullOne(stream, {}));
    },
    cancel: async (stream) => {
      flights.leaveOut(stream);
      if (board.of(stream).phase === "pending") board.set(stream, { phase: "idle" });
      return ended(stream, "The run was cancelled.", cancelRun);
    },
    reset: async (stream) => ended(stream, "The stream was reset.", resetStream),
    backfill: async (stream, range, signal) => {
      const at = context(stream);
      // What is under way goes on to its own end first.
      while (flights.has(stream)) await pullOne(stream, { signal });
      return flights.fly(stream, (both) => watched(parts, at, both, (options) => backfill(at, range, options)), signal);
    },
    confirmRemovals: async (stream, told) => {
      if (!(await confirmRemovals(context(stream), told))) return undefined;
      const first = await pullOne(stream, { mode: "full" });
      return first.mode === "full" ? first : pullOne(stream, { mode: "full" });
    },
  };
}

function blocking({ context }: ControlParts): Pick<Controls, "block" | "unblock"> {
  const amended = async (
    streams: readonly string[],
    amend: (now: Checkpoint) => Checkpoint | undefined,
  ): Promise<readonly string[]> => {
    await Promise.all(streams.map((stream) => readableCheckpoint(context(stream))));
    const changed: string[] = [];
    for (const stream of streams) if (await amendCheckpoint(context(stream), amend)) changed.push(stream);
    return changed;
  };
  return {
    block: (streams, blocker) => amended(streams, (now) => blockedBy(now, blocker)),
    unblock: (streams, blocker) => amended(streams, (now) => freedFrom(now, blocker)),
  };
}

/** Children are asked for by their parents' keys: before the parents were ever read, there is nothing to ask for. */
async function isUnread({ store, connection }: StreamContext, stream: string): Promise<boolean> {
  return (await store.checkpoint(connection, stream))?.last === undefined;
}

interface ObservedPull {
  readonly mode: PullRequest["mode"];
  readonly signal: AbortSignal;
}

async function observedPull(parts: ControlParts, context: StreamContext, options: ObservedPull): Promise<RunReceipt> {
  return watched(parts, context, options.signal, (seen) => pull(context, { ...options, ...seen }));
}

type Seen = Pick<PullOptions, "signal" | "onStep">;

/** Work on a stream, told to whoever watches it. */
async function watched(
  { board }: ControlParts,
  context: StreamContext,
  signal: AbortSignal,
  work: (seen: Seen) => Promise<RunReceipt>,
): Promise<RunReceipt> {
  const stream = context.contract.name;
  try {
    return await work({ signal, onStep: () => board.set(stream, { phase: "running", failure: undefined }) });
  } catch (error) {
    const untold = untoldFailure(error, signal);
    if (untold !== undefined) board.set(stream, { failure: untold });
    throw error;
  } finally {
    board.set(stream, { phase: "idle", resumesAt: undefined });
  }
}

/** What stopped a pull without becoming part of its run, because it could not be written or was never foreseen: only this engine can tell of it. */
function untoldFailure(error: unknown, { aborted }: AbortSignal): Failure | undefined {
  if (isFailureError(error)) return error.code === "storage" || error.code === "internal" ? error.failure : undefined;
  if (aborted) return undefined;
  const message =
    "The sync stopped with an error of our own. What was stored is kept; the next sync goes on from there.";
  return failure("internal", { message, cause: error });
}
