import { FailureError, isFailureError } from "@waybill/transport";
import { backfill } from "../pull/backfill.ts";
import type { RangeText } from "../pull/backfill.ts";
import { confirmRemovals } from "../pull/confirm-removals.ts";
import { resetStream } from "../pull/reset.ts";
import { amendCheckpoint } from "../pull/amend-checkpoint.ts";
import { calledOff, cancelledMeanwhile, doneMeanwhile } from "../pull/run/asked.ts";
import type { Asked } from "../pull/run/asked.ts";
import { blockedBy, freedFrom } from "../pull/checkpoint/blockers.ts";
import { cancelRun } from "../pull/cancel-run.ts";
import type { Checkpoint } from "../pull/checkpoint/checkpoint.ts";
import { erasedMeanwhile } from "../pull/run/ended-meanwhile.ts";
import { pausedFailure, readableCheckpoint } from "../pull/run/open-session.ts";
import { pull as pullRun } from "../pull/pull.ts";
import type { PullOptions } from "../pull/pull.ts";
import type { StreamContext } from "../pull/stream-context.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import type { PullRequest } from "./connection.ts";
import { orAborted } from "../or-aborted.ts";
import { knownLife } from "../tabs/lease.ts";
import { inBackground } from "./background.ts";
import { stopped } from "./flights.ts";
import type { Flights, StartFlight } from "./flights.ts";
import type { LiveBoard } from "./live-board.ts";
import { telling } from "./untold.ts";

export interface AskedPull extends Pick<PullRequest, "mode" | "signal"> {
  /** How the streams stood to what the pull is a part of. Default: it is asked for now, by itself. */
  readonly of?: AskedStreams | undefined;
}

export type AskedStreams = ReadonlyMap<string, Asked>;

/** What can be done with the streams of a connection, one at a time. */
export interface Controls {
  /** How a stream stands to what is asked of it now: behind what a person has wanted of it here. */
  readonly asked: (stream: string, life: Promise<number>) => Promise<Asked>;
  readonly pull: (stream: string, request: AskedPull) => Promise<RunReceipt>;
  readonly pause: (stream: string) => Promise<void>;
  readonly resume: (stream: string) => Promise<void>;
  readonly cancel: (stream: string) => Promise<RunReceipt | undefined>;
  readonly reset: (stream: string) => Promise<RunReceipt | undefined>;
  readonly backfill: (stream: string, range: RangeText, signal?: AbortSignal) => Promise<RunReceipt>;
  readonly confirmRemovals: (stream: string, told?: number, life?: Promise<number>) => Promise<RunReceipt | undefined>;
  /** Stops streams until the customer has reconnected. */
  readonly block: (streams: readonly string[], life: Promise<number>) => Promise<Amended>;
  /** The customer has reconnected: what stopped them before shows again. */
  readonly unblock: (streams: readonly string[], life: Promise<number>) => Promise<Amended>;
}

export interface Amended {
  readonly changed: readonly string[];
  /** Those whose stored state cannot be read: another version wrote it, or it is damaged. They are left as they are. */
  readonly unreadable: readonly string[];
}

export interface ControlParts {
  readonly context: (stream: string) => StreamContext;
  readonly flights: Flights;
  readonly board: LiveBoard;
  /** {@link lifeOf} the connection as it is now. */
  readonly life: () => Promise<number>;
}

export function createControls(parts: ControlParts): Controls {
  const { context, flights, board, life } = parts;
  const { asked, pull: pullOne } = pulling(parts);
  const ended = (stream: string, why: string, end: typeof cancelRun) => {
    const at = context(stream);
    // Where nothing was asked for there is nothing to end: what begins now would be left behind an erasure of this moment.
    const since = knownLife(at.store, at.connection);
    since.catch(() => {});
    return flights.word(stream, async (land) => {
      await land(stopped(why));
      return end(at, since);
    });
  };
  return {
    asked,
    pull: pullOne,
    block: (streams, since) => amendAll(parts, streams, { amend: (now) => blockedBy(now, "auth"), life: since }),
    unblock: (streams, since) => amendAll(parts, streams, { amend: (now) => freedFrom(now, "auth"), life: since }),
    pause: async (stream) => {
      const [at, since] = [context(stream), life()];
      // A stream that waits for its customer to reconnect stays so: that comes first.
      await flights.word(stream, async (land) => {
        await amendCheckpoint(at, (now) => blockedBy(now, "paused"), since);
        await land(new FailureError(pausedFailure));
      });
    },
    resume: async (stream) => {
      const [at, since] = [context(stream), life()];
      await flights.word(stream, async () => {
        await amendCheckpoint(at, (now) => freedFrom(now, "paused"), since);
        await amendCheckpoint(at, (now) => freedFrom(now, "schema"), since);
      });
      inBackground(async () => pullOne(stream, { of: new Map([[stream, await asked(stream, since)]]) }));
    },
    cancel: async (stream) => {
      flights.leaveOut(stream);
      if (board.of(stream).phase === "pending") board.set(stream, { phase: "idle" });
      return ended(stream, "The run was cancelled.", cancelRun);
    },
    reset: async (stream) => ended(stream, "The stream was reset.", resetStream),
    backfill: async (stream, range, signal) => {
      const [at, since] = [context(stream), life()];
      const now = await asked(stream, since);
      // What is under way goes on to its own end first.
      while (flights.has(stream)) await pullOne(stream, { signal, of: new Map([[stream, now]]) });
      const fill = (seen: Seen) => backfill(at, range, { ...seen, asked: now });
      return flights.fly(stream, (both) => watched(parts, at, both, fill), { signal, life: since });
    },
    confirmRemovals: async (stream, told, since = life()) => {
      const of = new Map([[stream, await asked(stream, since)]]);
      if (!(await confirmRemovals(context(stream), told, since))) return undefined;
      const first = await pullOne(stream, { mode: "full", of });
      return first.mode === "full" ? first : pullOne(stream, { mode: "full", of });
    },
  };
}

/** Pulls of a stream, behind its parent where that was never read. */
function pulling(parts: ControlParts): Pick<Controls, "asked" | "pull"> {
  const { context, flights, board, life } = parts;
  const asked: Controls["asked"] = async (stream, known) => {
    const at = context(stream);
    // The work that is asked for tells of it again where it is still so, and a stream that is left out has none.
    if (board.of(stream).failure !== undefined) board.set(stream, { failure: undefined });
    return telling(board, at, async () => {
      const [since] = await Promise.all([known, flights.said(stream)]);
      const { blocker, cancelled = 0 } = (await at.store.checkpoint(at.connection, stream)) ?? {};
      return { life: since, cancelled, blocker };
    });
  };
  const pull: Controls["pull"] = (stream, { mode, signal, of = new Map<string, Asked>() }) => {
    const at = context(stream);
    const known = of.get(stream);
    const since = known === undefined ? life() : Promise.resolve(known.life);
    const asking = known === undefined ? asked(stream, since) : Promise.resolve(known);
    // A pull that joins another has none.
    asking.catch(() => {});
    const start: StartFlight = (both) =>
      watched(parts, at, both, async (seen) => pullAfterParents(at, { ...seen, mode, of, asked: await asking }));
    const flown = async (own: AbortSignal): Promise<RunReceipt> => {
      for (;;) {
        const joins = flights.has(stream);
        const flying = flights.fly(stream, start, { signal: own, life: since });
        // What ended for those who asked before is flown anew for who asked since.
        if (!joins || !(await wasCalledOff(flying)) || (await calledOff(at, await asking)) !== undefined) return flying;
      }
    };
    return flights.inTurn(flown, { signal, life: since });
  };
  const pullAfterParents = async (at: StreamContext, options: ObservedPull): Promise<RunReceipt> => {
    const parent = at.contract.parent?.stream;
    if (parent !== undefined && (await isUnread(at, parent))) {
      const known = options.of.get(parent) ?? (await asked(parent, Promise.resolve(options.asked.life)));
      // Others may have joined it: who gives up the child ends only its own wait.
      await orAborted(pull(parent, { of: new Map(options.of).set(parent, known) }), options.signal);
    }
    return pullRun(at, options);
  };
  return { asked, pull };
}

/** Whether a pull ended by a word, or by an erasure, that came from another tab, or had nothing left to go on with. */
async function wasCalledOff(flying: Promise<RunReceipt>): Promise<boolean> {
  try {
    return (await flying).outcome === "cancelled";
  } catch (error) {
    return isFailureError(error) && [erasedMeanwhile, cancelledMeanwhile, doneMeanwhile].includes(error.failure);
  }
}

async function amendAll(
  { context }: ControlParts,
  streams: readonly string[],
  { amend, life }: { readonly amend: (now: Checkpoint) => Checkpoint | undefined; readonly life: Promise<number> },
): Promise<Amended> {
  const changed: string[] = [];
  const unreadable: string[] = [];
  for (const stream of streams) {
    const at = context(stream);
    if (!(await isReadable(at))) unreadable.push(stream);
    else if (await amendCheckpoint(at, amend, life)) changed.push(stream);
  }
  return { changed, unreadable };
}

async function isReadable(at: StreamContext): Promise<boolean> {
  try {
    await readableCheckpoint(at);
    return true;
  } catch (error) {
    if (isFailureError(error) && error.code === "storage") return false;
    throw error;
  }
}

/** Children are asked for by their parents' keys: before the parents were ever read, there is nothing to ask for. */
async function isUnread({ store, connection }: StreamContext, stream: string): Promise<boolean> {
  return (await store.checkpoint(connection, stream))?.last === undefined;
}

interface ObservedPull extends Seen {
  readonly mode: PullRequest["mode"];
  readonly asked: Asked;
  readonly of: AskedStreams;
}

type Seen = Pick<PullOptions, "signal" | "onStep">;

/** Work on a stream, told to whoever watches it. */
async function watched(
  { board, flights }: Pick<ControlParts, "board" | "flights">,
  context: StreamContext,
  signal: AbortSignal,
  work: (seen: Seen) => Promise<RunReceipt>,
): Promise<RunReceipt> {
  const stream = context.contract.name;
  const onStep = () => board.set(stream, { phase: "running", failure: undefined });
  try {
    return await telling(board, context, () => work({ signal, onStep }), signal);
  } finally {
    board.set(stream, { phase: flights.waits(stream) ? "pending" : "idle", resumesAt: undefined });
  }
}
