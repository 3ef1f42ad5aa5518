import type { Batch } from "../../store/contract.ts";
import type { HeldLease } from "../../tabs/lease.ts";
import { isSuperseded } from "../../until-committed.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { commitFound } from "../checkpoint/commit-found.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import { keepsAside } from "../rows/keeps-aside.ts";
import { metKeys, noKeysYet } from "../proof/met-keys.ts";
import type { KeptKeys, RunKeys } from "../proof/met-memory.ts";
import { ownUp } from "./own-up.ts";
import type { Pager } from "../pagination/pager.ts";
import { pendingAfter, withPending } from "../page/pending.ts";
import type { Pending, TakenPage } from "../page/pending.ts";
import type { StreamContext } from "../stream-context.ts";

/** A run under a lease. Each page gives its successor, and so does each commit. */
export interface Session extends RunKeys {
  readonly context: StreamContext;
  readonly lease: HeldLease;
  readonly pager: Pager;
  /** As of the last commit. */
  readonly checkpoint: Checkpoint;
  /** Pages that wait for the next commit included. */
  readonly run: OpenRun;
  /** What these pages brought. */
  readonly pending?: Pending | undefined;
  /** Takes these pages, as they came, once more: onto a session at the last commit. */
  readonly retake?: Retake | undefined;
  /** Whether pages are compared with what is stored, whatever the store remembers: that was outdated once. Default `false`. */
  readonly looks?: true | undefined;
  /** Where what the run has met is kept for its next step. Absent: it is read again. */
  readonly kept?: KeptKeys | undefined;
  /** Whether records of the stream were kept aside before this session. */
  readonly keepsAside: () => Promise<boolean>;
}

export type Retake = (from: Session) => Promise<Session>;

type Opened = Omit<Session, keyof RunKeys | "kept" | "keepsAside">;

/** A run as it was found, with what it met in earlier steps. */
export function sessionOf(opened: Opened): Session {
  const { context, run } = opened;
  const kept = context.met?.of(run.id);
  return { ...opened, ...keysOf(opened, kept), kept, keepsAside: keepsAside(context) };
}

function keysOf({ context, checkpoint, run }: Opened, kept: KeptKeys | undefined): RunKeys {
  const isNew = checkpoint.run?.id !== run.id;
  const known = kept?.recall(checkpoint.version);
  const met = isNew ? noKeysYet(context) : (known?.met ?? metKeys(context, run.id));
  const skip = blocksBefore(run);
  if (skip === 0) return { met, listed: met };
  return { met, listed: known?.listed.skip === skip ? known.listed : metKeys(context, run.id, skip) };
}

/** Blocks of seen keys that the run had before the list that is being read. */
function blocksBefore({ pass, parents, windows }: OpenRun): number {
  return pass?.blocks ?? parents?.at?.blocks ?? windows?.blocks ?? 0;
}

/** Blocks of seen keys that the run has once this is committed. */
export async function blocksAfter({ met }: Session, { seen }: Partial<Batch>): Promise<number> {
  return (await met.blocks()) + (seen === undefined ? 0 : 1);
}

/** The session, committed, at a list of which nothing was read yet. */
export function visiting(session: Session): Session {
  return keeping({ ...session, listed: noKeysYet(session.context, blocksBefore(session.run)) });
}

/** The session as it was committed: a next step goes on with what it has met. */
function keeping(session: Session): Session {
  session.kept?.keep(session.checkpoint.version, session);
  return session;
}

/** The session behind a page that waits for the next one. `retake`: takes that page alone. */
export function waiting(session: Session, page: TakenPage, retake: Retake): Session {
  const { run, retake: before = async (from: Session) => ({ ...from, run }) } = session;
  return {
    ...session,
    run: page.run,
    pending: pendingAfter(session.pending, page),
    retake: async (from) => retake(await before(from)),
  };
}

/** What a commit changes of the stream beside the run. */
export interface SessionChange {
  readonly checkpoint?: Partial<Checkpoint> | undefined;
  readonly batch?: Partial<Batch> | undefined;
}

/** The checkpoint that the next commit will write. */
export function successor({ checkpoint }: Pick<Session, "checkpoint">, change: Partial<Checkpoint>): Checkpoint {
  return { ...checkpoint, ...change, version: checkpoint.version + 1 };
}

/**
 * The one way in which a pull writes: rows, those of pages that waited, counts and checkpoint at once, on the condition that nobody else went on with
 * the stream. Gives what was written beside the checkpoint.
 * @throws FailureError `superseded` when somebody did; nothing is written then.
 */
export async function commitCheckpoint(
  session: Pick<Session, "context" | "lease" | "checkpoint" | "pending">,
  checkpoint: Checkpoint,
  change: Partial<Batch> = {},
): Promise<Partial<Batch>> {
  const { context, lease } = session;
  const batch = withPending(session.pending, change);
  await commitFound(context.store, {
    ...batch,
    connection: context.connection,
    stream: context.contract.name,
    expect: { ...batch.expect, lease: { token: lease.token }, checkpoint: session.checkpoint.version },
    lease: lease.beat(),
    checkpoint,
  });
  return batch;
}

/** Commits the run as it now is. */
export async function commitRun(session: Session, now: OpenRun, change: SessionChange = {}): Promise<Session> {
  return ownUp(session, now, async (run) => {
    const checkpoint = successor(session, { ...change.checkpoint, run });
    const { seen } = await commitCheckpoint(session, checkpoint, change.batch);
    for (const keys of new Set([session.met, session.listed])) keys.add(seen?.keys ?? []);
    return keeping({ ...session, run, checkpoint, pending: undefined, retake: undefined });
  });
}

/** The session with nothing that waits: what looks at the store sees every page so far. */
export async function commitPending(session: Session): Promise<Session> {
  return session.pending === undefined ? session : orLooking(session, (from) => commitRun(from, from.run));
}

/**
 * Does what ends in a commit. Where that was refused because of what was recalled, the pages that wait are compared with what is stored and it is done
 * again, so that no page is asked for twice; from then on the session looks, and others who write meanwhile refuse nothing more.
 */
export async function orLooking<T>(session: Session, work: (from: Session) => Promise<T>): Promise<T> {
  try {
    return await work(session);
  } catch (error) {
    if (session.looks === true || !isSuperseded(error) || !(await isLastCommit(session))) throw error;
    const { retake, ...rest } = session;
    const looking: Session = { ...rest, pending: undefined, looks: true };
    return work(retake === undefined ? looking : await retake(looking));
  }
}

/** Whether the stream still stands where this session committed last: nobody else went on with it. */
async function isLastCommit({ context, checkpoint }: Session): Promise<boolean> {
  const { store, connection, contract } = context;
  return (await store.checkpoint(connection, contract.name))?.version === checkpoint.version;
}
