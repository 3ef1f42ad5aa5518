import { FailureError, isFailureError } from "@waybill/transport";
import type { Runnable } from "../connector/runnable.ts";
import { cancelledMeanwhile, doneMeanwhile } from "../pull/run/asked.ts";
import type { IsWanted } from "../pull/run/asked.ts";
import { erasedMeanwhile } from "../pull/run/ended-meanwhile.ts";
import { blockedFailure, pausedFailure } from "../pull/run/open-session.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import type { Lease } from "../store/contract.ts";
import type { AskedStreams, ControlParts, Controls } from "./controls.ts";
import type { Ask } from "./flights.ts";
import type { PullRequest } from "./connection.ts";
import { markSync } from "../tabs/sync-mark.ts";
import { requireRunnable } from "./require-runnable.ts";
import { runAll } from "./run-all.ts";

/** Streams of a connection that are pulled at the same time. */
const streamsAtOnce = 2;

export interface SyncParts extends ControlParts {
  readonly controls: Controls;
  /** Streams that have not begun: one that is taken out of it is left out. */
  readonly waiting: Set<string>;
  readonly runnable: Runnable;
  readonly priorityOf: (stream: string) => number;
}

export interface SyncOptions {
  readonly signal?: AbortSignal | undefined;
  readonly streams?: readonly string[] | undefined;
  /** Told of each stream as it ends. */
  readonly ended?: ((stream: string) => void) | undefined;
  /** The connection's life in which it was asked for. Default: this one. */
  readonly life?: Promise<number> | undefined;
  /** How often each had been cancelled by then. Default: as often as by now. */
  readonly cancelled?: ReadonlyMap<string, number> | undefined;
  /** Which of them are still to be read when their turn comes, by how they stand then. Default: all. */
  readonly wanted?: ((stream: string) => IsWanted) | undefined;
  /** Leases as their heartbeats stopped, by stream: they are waited for no second time. Default: nobody has waited. */
  readonly gone?: ReadonlyMap<string, Lease | undefined> | undefined;
  /** How to read a stream. Default: as a pull by itself would. */
  readonly modeOf?: ((stream: string) => Promise<PullRequest["mode"]>) | undefined;
}

/** Pulls streams together: pending first, each running in its turn, every end explained by a receipt or by what is thrown. */
export async function syncStreams(parts: SyncParts, options: SyncOptions & Ask): Promise<readonly RunReceipt[]> {
  const named = chosen(parts.runnable, options.streams);
  if (named.length === 0) return [];
  // At once: what a person says of a stream from now on is of this sync, too.
  for (const stream of named) parts.waiting.add(stream);
  try {
    return await syncNamed(parts, named, options);
  } finally {
    parts.waiting.clear();
    settle(parts, named);
  }
}

async function syncNamed(
  parts: SyncParts,
  named: readonly string[],
  options: SyncOptions & Ask,
): Promise<readonly RunReceipt[]> {
  const asked = await open(parts, named, options);
  for (const stream of named) if (!asked.has(stream)) parts.waiting.delete(stream);
  const wanted = [...asked.keys()].filter((stream) => parts.waiting.has(stream));
  settle(parts, named);
  const unmark = await marked(parts, asked, options.signal);
  const errors: unknown[] = [];
  const stop = () => options.signal?.aborted === true || errors.some(isOfAll);
  const pullOne = async (stream: string): Promise<readonly RunReceipt[]> => {
    try {
      const mode = await options.modeOf?.(stream);
      if (!parts.waiting.delete(stream)) return [];
      const receipt = await parts.controls.pull(stream, { mode, signal: options.signal, of: asked });
      parts.board.set(stream, { ended: receipt.id });
      return [receipt];
    } catch (error) {
      if (!isLeftOut(error)) errors.push(error);
      return [];
    } finally {
      options.ended?.(stream);
    }
  };
  const receipts: RunReceipt[] = [];
  for (const generation of generations(parts, wanted)) {
    receipts.push(...(await runAll(generation, { width: streamsAtOnce, stop }, pullOne)).flat());
  }
  await unmark?.();
  options.signal?.throwIfAborted();
  if (errors.length > 0) throw errors[0];
  return receipts;
}

/** Where a sync begins or ends: what runs goes on, and what another one waits for goes on waiting. */
function settle({ board, flights }: SyncParts, streams: readonly string[]): void {
  for (const stream of streams) {
    const phase = flights.waits(stream) ? "pending" : "idle";
    board.set(stream, { ended: undefined, ...(!flights.has(stream) && { phase }) });
  }
}

/** A sync is told to other tabs, which know nothing of streams that wait for their turn. */
async function marked(
  { context }: SyncParts,
  asked: AskedStreams,
  signal: AbortSignal | undefined,
): Promise<(() => Promise<void>) | undefined> {
  const over = [...asked].map(([stream, { cancelled }]) => [stream, cancelled] as const);
  const [first] = asked;
  // One alone waits for none.
  if (first === undefined || over.length < 2) return undefined;
  const [stream, { life }] = first;
  const at = context(stream);
  return markSync({ ...at, leaseMs: at.settings.leaseMs, life, signal }, over);
}

/** Parents before their children, whose lists are asked for by what the parents hold; beside each other by priority. */
function generations({ context, priorityOf }: SyncParts, streams: readonly string[]): readonly (readonly string[])[] {
  const generation: string[][] = [];
  const ordered = streams.toSorted((a, b) => priorityOf(b) - priorityOf(a));
  for (const stream of ordered) (generation[context(stream).ancestors?.length ?? 0] ??= []).push(stream);
  return generation.filter((members) => members !== undefined);
}

function chosen(judged: Runnable, streams: readonly string[] = judged.run): readonly string[] {
  for (const stream of streams) requireRunnable(judged, stream);
  return streams;
}

/** Leaves out what a person paused; refuses to begin where the customer must reconnect first. */
async function open(
  parts: SyncParts,
  streams: readonly string[],
  { life, cancelled, wanted, gone }: SyncOptions & Ask,
): Promise<AskedStreams> {
  const all = await Promise.all(
    streams.map(async (stream) => {
      const now = await parts.controls.asked(stream, life);
      return [
        stream,
        {
          ...now,
          cancelled: cancelled?.get(stream) ?? now.cancelled,
          isWanted: wanted?.(stream),
          gone: gone?.get(stream),
        },
      ] as const;
    }),
  );
  if (all.some(([, { blocker }]) => blocker === "auth")) throw new FailureError(blockedFailure("auth"));
  return new Map(all.filter(([, { blocker }]) => blocker !== "paused"));
}

/** Paused meanwhile, or cancelled or done in another tab before its turn came. */
function isLeftOut(error: unknown): boolean {
  return isFailureError(error) && [pausedFailure, cancelledMeanwhile, doneMeanwhile].includes(error.failure);
}

/**
 * Credentials that one stream was refused with need not be shown to the vendor again by the others, and a connection that was erased was erased with all its
 * streams.
 */
function isOfAll(error: unknown): boolean {
  if (!isFailureError(error)) return false;
  return error.code === "unauthorized" || error.code === "wrong_account" || error.failure === erasedMeanwhile;
}
