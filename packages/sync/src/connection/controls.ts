import { failure, isFailureError } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { backfill } from "../pull/backfill.ts";
import type { RangeText } from "../pull/backfill.ts";
import { confirmRemovals } from "../pull/confirm-removals.ts";
import { resetStream } from "../pull/reset.ts";
import { amendCheckpoint } from "../pull/amend-checkpoint.ts";
import { cancelRun } from "../pull/cancel-run.ts";
import type { Checkpoint } from "../pull/checkpoint.ts";
import { pull } from "../pull/pull.ts";
import type { PullOptions } from "../pull/pull.ts";
import type { StreamContext } from "../pull/stream-context.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import type { PullRequest } from "./connection.ts";
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
  /** Puts a blocker on the streams that have none, and names them. */
  readonly block: (
    streams: readonly string[],
    blocker: NonNullable<Checkpoint["blocker"]>,
  ) => Promise<readonly string[]>;
  /** Takes a blocker off the streams that have it, and names them. */
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
  const { context, flights } = parts;
  const pullOne: Controls["pull"] = (stream, { mode, signal }) => {
    const at = context(stream);
    return flights.fly(stream, (both) => pullAfterParents(at, { mode, signal: both }), signal);
  };
  const pullAfterParents = async (at: StreamContext, options: ObservedPull): Promise<RunReceipt> => {
    if (at.contract.parent !== undefined && (await isUnread(at, at.contract.parent.stream))) {
      await pullOne(at.contract.parent.stream, { signal: options.signal });
    }
    return observedPull(parts, at, options);
  };
  const amended = async (
    streams: readonly string[],
    amend: (now: Checkpoint) => Checkpoint | undefined,
  ): Promise<readonly string[]> => {
    const changed: string[] = [];
    for (const stream of streams) if (await amendCheckpoint(context(stream), amend)) changed.push(stream);
    return changed;
  };
  const unblock: Controls["unblock"] = (streams, blocker) =>
    amended(streams, (now) => (now.blocker === blocker ? { ...now, blocker: undefined } : undefined));
  const block: Controls["block"] = (streams, blocker) =>
    amended(streams, (now) => (now.blocker === undefined ? { ...now, blocker } : undefined));
  return {
    pull: pullOne,
    block,
    unblock,
    pause: async (stream) => {
      // A stream that waits for its customer to reconnect stays so: that comes first.
      await block([stream], "paused");
      await flights.land(stream, stopped("The stream is paused. Resume it to go on from its checkpoint."));
    },
    resume: async (stream) => {
      await unblock([stream], "paused");
      await unblock([stream], "schema");
      inBackground(() => pullOne(stream, {}));
    },
    cancel: async (stream) => {
      await flights.land(stream, stopped("The run was cancelled."));
      return cancelRun(context(stream));
    },
    reset: async (stream) => {
      await flights.land(stream, stopped("The stream was reset."));
      return resetStream(context(stream));
    },
    backfill: async (stream, range, signal) => {
      const at = context(stream);
      // What is under way goes on to its own end first.
      if (flights.has(stream)) await pullOne(stream, { signal });
      return flights.fly(stream, (both) => watched(parts, at, both, (options) => backfill(at, range, options)), signal);
    },
    confirmRemovals: async (stream, told) => {
      if (!(await confirmRemovals(context(stream), told))) return undefined;
      const first = await pullOne(stream, { mode: "full" });
      return first.mode === "full" ? first : pullOne(stream, { mode: "full" });
    },
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
