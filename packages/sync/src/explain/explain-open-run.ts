import type { Checkpoint } from "../pull/checkpoint/checkpoint.ts";
import type { OpenRun } from "../pull/checkpoint/open-run.ts";
import { rangeRead } from "../receipt/run-receipt.ts";
import type { Lease, Store } from "../store/contract.ts";
import { counted, failureOf, momentOf, plannedBy, timeOf, toldEvents } from "./run-texts.ts";
import type { ToldEvent } from "./run-texts.ts";

/** The story of a run that has not ended. It names fields and codes, never values. */
export interface OpenRunExplanation {
  /** Id of the run, and of the receipt that it will end in. */
  readonly run: string;
  /** Sent with each of its requests. */
  readonly correlationId: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** What it set out to do. */
  readonly planned: string;
  /** What held it up or changed its course so far, oldest first. */
  readonly events: readonly ToldEvent[];
  /** How long it has been open, and what of it was waiting. */
  readonly took: string;
  /** What is stored of it so far: all of that stays, whatever becomes of the tab that reads. */
  readonly stored: string;
  /** What it waits for, and who was seen to work on it. */
  readonly now: string;
}

export interface OpenRunPlace {
  readonly connection: string;
  readonly stream: string;
  /** The present, epoch milliseconds. */
  readonly now: number;
}

/**
 * Explains the open run of a stream by its checkpoint: it changes with each page. What its transport waits for within a page is not stored; the status of the
 * engine that works on it tells that (`resumesAt`). `undefined`: no run of the stream is open, or it is misspelt: a store knows no connector.
 */
export async function explainOpenRun(
  store: Pick<Store, "checkpoint" | "lease">,
  { connection, stream, now }: OpenRunPlace,
): Promise<OpenRunExplanation | undefined> {
  const [checkpoint, lease] = await Promise.all([
    store.checkpoint(connection, stream),
    store.lease(connection, stream),
  ]);
  const run = checkpoint?.run;
  if (checkpoint === undefined || run === undefined) return undefined;
  const { id, correlationId, startedAt, mode, why, attempt } = run;
  return {
    run: id,
    correlationId,
    startedAt,
    planned: plannedBy({ mode, why, ...rangeRead(run) }),
    events: toldEvents(run.log),
    took: `It has been open for ${timeOf({ ...run, attempts: attempt }, now, "its last commit")}`,
    stored: storedOf(run),
    now: `${waitsFor(checkpoint, { run, lease, now })}${failureOf(run.failure, "The last attempt")}`,
  };
}

function storedOf({ pages, counts, reported, progressedAt }: OpenRun): string {
  const of = reported === undefined ? "" : ` of ${reported} that the vendor counts`;
  if (pages === 0) return "No page of it is stored yet.";
  return `${counted(pages, "page")} with ${counted(counts.received, "record")}${of}, the last at ${momentOf(progressedAt)}.`;
}

interface Waiting {
  readonly run: OpenRun;
  readonly lease: Lease | undefined;
  readonly now: number;
}

function waitsFor({ blocker }: Checkpoint, { run, lease, now }: Waiting): string {
  if (blocker !== undefined) return blockers[blocker];
  const { nextAttemptAt = 0 } = run;
  const due = nextAttemptAt > now ? `It waits for its next attempt, due at ${momentOf(nextAttemptAt)}. ` : "";
  return `${due}${workerOf(lease)}`;
}

const blockers: Readonly<Record<NonNullable<Checkpoint["blocker"]>, string>> = {
  auth: "It waits for the customer to reconnect.",
  paused: "It is paused, and waits until somebody resumes it.",
  plan: "It waits until the vendor's plan covers the stream.",
  schema: "It waits for a developer: what arrives no longer matches the connector.",
};

/** Two clocks are never compared: it names the moment that the holder wrote down. */
function workerOf(lease: Lease | undefined): string {
  if (lease === undefined || lease.owner === "")
    return "Nobody works on it: the next sync, or an engine that is started, goes on with it.";
  return `The last sign of who works on it is of ${momentOf(lease.heartbeat)}. Where that does not move, the tab or process is gone, and an engine that is started takes over.`;
}
