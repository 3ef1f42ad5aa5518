import { failure, isFailureError } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import type { StreamContext } from "../pull/stream-context.ts";
import type { LiveBoard } from "./live-board.ts";

/**
 * Tells of what stops work on a stream without becoming part of its run, because it cannot be read or written, is of this engine's credential or was never
 * foreseen: only this engine can.
 */
export async function telling<T>(
  board: LiveBoard,
  context: StreamContext,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const stopped = reasonOf(error, signal);
    if (stopped !== undefined) await tellOf(board, context, stopped);
    throw error;
  }
}

/** It stands for as long as nobody, in whichever tab, has stored more of the stream. */
export async function tellOf(board: LiveBoard, context: StreamContext, stopped: Failure): Promise<void> {
  const { store, connection, contract } = context;
  if (!isUntold(stopped)) return;
  const now = await store.checkpoint(connection, contract.name).then(
    (checkpoint) => ({ version: checkpoint?.version ?? 0, blocker: checkpoint?.blocker }),
    () => undefined,
  );
  // Where it is stored that the customer must reconnect, every tab tells of it, and for as long as it is so.
  if (stopped.action === "reconnect" && now?.blocker === "auth") return;
  board.set(contract.name, { failure: stopped, failedAt: now?.version, failedRun: context.told.unsure?.run });
}

function isUntold({ code, action }: Failure): boolean {
  return code === "storage" || code === "internal" || action === "reload" || action === "reconnect";
}

function reasonOf(error: unknown, signal?: AbortSignal): Failure | undefined {
  if (isFailureError(error)) return error.failure;
  if (signal?.aborted === true) return undefined;
  const message = "The sync stopped with an error of our own. The next one goes on from what was stored.";
  return failure("internal", { message, cause: error });
}
