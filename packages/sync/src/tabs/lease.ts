import { failure, FailureError } from "@waybill/transport";
import type { Clock, Lock } from "@waybill/transport";
import type { Lease, Preconditions, Store } from "../store/contract.ts";
import { orAborted } from "../or-aborted.ts";
import { isSuperseded } from "../until-committed.ts";
import { keepLocked, lockFreed } from "./lease-lock.ts";
import { linkedSignal } from "./linked-signal.ts";
import { noStream } from "./no-stream.ts";
import { silence } from "./silence.ts";

/** What one engine does on a stream. Its lease tells engines apart: two works of one would take it from each other, and both read the same page. */
export interface WorkQueue {
  /** Settled when all that was begun has ended. Absent: nothing goes on. */
  last?: Promise<void> | undefined;
}

export interface LeaseOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly connection: string;
  readonly stream: string;
  /** Id of this engine. */
  readonly owner: string;
  /** What this engine does on the stream. */
  readonly queue: WorkQueue;
  /** How long a heartbeat that does not move is respected, in milliseconds on this engine's monotonic clock. */
  readonly leaseMs: number;
  readonly lock?: Lock | undefined;
  /** {@link lifeOf} the connection in which it was asked for: none is begun in another, which is refused as `superseded`. Default: in whichever there is. */
  readonly life?: number | undefined;
  /** A lease that was waited for already: as long as it does not move, it is not a second time. Default: none is. */
  readonly gone?: Lease | undefined;
}

/** The right to commit to one stream. Every commit names `token` and carries `beat()`. */
export interface HeldLease {
  readonly token: number;
  /** Whether the stream was held when this one came, by another engine or by other work of this one. */
  readonly waited: boolean;
  /** The lease with its heartbeat moved on. */
  beat(): Lease;
  /** The lease given back: the next engine need not wait. */
  released(): Lease;
}

/**
 * Holds the stream's lease while `run` works, and gives it back. One leader per stream, across tabs, workers and machines: a waiter takes over when
 * the holder's heartbeat has not been seen to move for `leaseMs` on the waiter's own monotonic clock (two wall clocks are never compared). Fencing protects the
 * store in any case: a holder that was frozen finds its token outdated at its next commit.
 *
 * The signal that `run` gets also aborts, with the reason, when the lease is lost.
 */
export async function withLease<T>(
  options: LeaseOptions,
  signal: AbortSignal,
  run: (lease: HeldLease, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { queue } = options;
  const ahead = queue.last;
  const work = async (): Promise<T> => {
    if (ahead !== undefined) await orAborted(ahead, signal);
    const { held, unlock } = await acquire(options, signal);
    return holding(options, { held: { ...held, waited: held.waited || ahead !== undefined }, unlock, signal }, run);
  };
  const result = work();
  const over = async (): Promise<void> => {
    await Promise.allSettled([ahead, result]);
    if (queue.last === ended) queue.last = undefined;
  };
  const ended = over();
  queue.last = ended;
  return result;
}

/**
 * The same without waiting for a holder who is alive: a person's word goes before a run. The holder finds its next commit refused, and comes back for what
 * it had not committed.
 */
export async function withLeaseAtOnce<T>(
  options: LeaseOptions,
  run: (lease: HeldLease, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (;;) {
    const locked = await takenLocked(options, await options.store.lease(options.connection, options.stream));
    if (locked !== undefined) return holding(options, locked, run);
  }
}

/** A lease with the lock beside it. */
interface LockedLease {
  readonly held: HeldLease;
  readonly unlock: () => Promise<void>;
}

async function holding<T>(
  options: LeaseOptions,
  { held, unlock, signal }: LockedLease & { readonly signal?: AbortSignal },
  run: (lease: HeldLease, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const work = linkedSignal(signal);
  // Work that is told to end and does not, as its store does not answer, is in nobody's way after the time of a lease.
  const done = linkedSignal(work.signal);
  const beating = keepBeating(options, held, done.signal).catch((error: unknown) => work.abort(error));
  try {
    return await run(held, work.signal);
  } finally {
    work.unlink();
    done.unlink();
    done.abort();
    await beating;
    // Before the lock: who has that, and finds the lease held, takes its holder for dead.
    await giveBack(options, held);
    await unlock();
  }
}

async function acquire(options: LeaseOptions, signal: AbortSignal): Promise<LockedLease> {
  let waited = false;
  for (;;) {
    signal.throwIfAborted();
    const lease = await options.store.lease(options.connection, options.stream);
    if (isHeld(lease, options.owner)) {
      waited = true;
      if (!isUnmoved(lease, options.gone)) await holderGone(options, lease, signal);
    }
    const locked = await takenLocked(options, lease);
    if (locked !== undefined) return { ...locked, held: { ...locked.held, waited } };
    waited = true;
  }
}

export function isUnmoved({ token, heartbeat }: Lease, since?: Lease): boolean {
  return token === since?.token && heartbeat === since.heartbeat;
}

/** The lock first: whoever finds the lease, and not the lock beside it, takes its holder for dead. */
async function takenLocked(options: LeaseOptions, before: Lease | undefined): Promise<LockedLease | undefined> {
  const unlock = keepLocked(options);
  let held: HeldLease | undefined;
  try {
    held = await taken(options, before);
  } finally {
    if (held === undefined) await unlock();
  }
  return held && { held, unlock };
}

/** Whether another engine has it. */
export function isHeld(lease: Lease | undefined, owner: string): lease is Lease {
  return lease !== undefined && lease.owner !== "" && lease.owner !== owner;
}

/** Whether its holder has shown lately that it lives, by the clocks of both. For what is shown: what is done goes by what stands still. */
export function isFresh({ heartbeat }: Lease, { clock, leaseMs }: Pick<LeaseOptions, "clock" | "leaseMs">): boolean {
  return Math.abs(clock.now() - heartbeat) < leaseMs;
}

/** Resolves when the lease seen is free to take, or taken by another: the attempt will fail and look again. */
async function holderGone(options: LeaseOptions, seen: Lease, signal: AbortSignal): Promise<void> {
  const wait = linkedSignal(signal);
  const silent = heartbeatStopped(options, seen, wait.signal);
  const ways = [silent, lockFreed(options, wait.signal)?.catch(() => silent) ?? silent];
  try {
    await Promise.race(ways);
  } finally {
    wait.unlink();
    wait.abort();
    await Promise.allSettled(ways);
  }
}

async function heartbeatStopped(options: LeaseOptions, seen: Lease, signal: AbortSignal): Promise<void> {
  const { store, clock, leaseMs } = options;
  let last = seen;
  let still = silence(clock, leaseMs);
  while (still.ms < leaseMs) {
    await clock.sleep(leaseMs / 5, signal);
    const now = await store.lease(options.connection, options.stream);
    if (now?.owner !== last.owner || now.token !== last.token) return;
    still = silence(clock, leaseMs, now.heartbeat === last.heartbeat ? still : undefined);
    last = now;
  }
}

/**
 * Names what is stored of a connection between two erasures: no other such time has the same number, and a later one has a greater. Begun where nothing is.
 */
export async function lifeOf(store: Store, connection: string): Promise<number> {
  for (;;) {
    const at = { store, connection, stream: noStream, owner: "" };
    const life = (await knownLife(store, connection)) ?? (await taken(at, undefined))?.token;
    if (life !== undefined) return life;
  }
}

/** The same, where one has begun. */
export async function knownLife(store: Pick<Store, "lease">, connection: string): Promise<number | undefined> {
  return (await store.lease(connection, noStream))?.token;
}

type Taker = Pick<LeaseOptions, "store" | "connection" | "stream" | "owner" | "life"> &
  Partial<Pick<LeaseOptions, "clock">>;

/** The lease, taken from where it stood; nothing where somebody else was faster. */
async function taken(options: Taker, before: Lease | undefined): Promise<HeldLease | undefined> {
  // No more tokens were given than commits made, and an erasure is one: a token that is greater than its number was never given before.
  const since = before === undefined ? await options.store.head() : undefined;
  if (since !== undefined) await requireLife(options);
  const token = before?.token ?? since ?? 0;
  const isTaken = await take(options, token, { lease: { token: before?.token ?? 0 }, since });
  return isTaken ? heldLease(options, token + 1) : undefined;
}

/** A row that nobody would ever remove is not left where an erasure was. */
async function requireLife({ store, connection, life }: Taker): Promise<void> {
  if (life === undefined || life === (await knownLife(store, connection))) return;
  const message = "No lease was taken: the connection was erased since it was asked for. Ask again.";
  throw new FailureError(failure("superseded", { message }));
}

/** Takes a lease from where it stood. False where somebody else was faster. */
export async function take(
  { store, connection, stream, owner, clock }: Taker,
  token: number,
  expect: Preconditions,
): Promise<boolean> {
  const lease = { owner, token: token + 1, heartbeat: signOfLife(clock) };
  return unlessSuperseded(store.commit({ connection, stream, expect, lease }));
}

async function unlessSuperseded(commit: Promise<number>): Promise<boolean> {
  try {
    await commit;
    return true;
  } catch (error) {
    if (isSuperseded(error)) return false;
    throw error;
  }
}

function heldLease({ owner, clock }: Taker, token: number): HeldLease {
  return {
    token,
    waited: false,
    beat: () => ({ owner, token, heartbeat: signOfLife(clock) }),
    released: () => ({ owner: "", token, heartbeat: signOfLife(clock) }),
  };
}

/** A clock may tell parts of milliseconds, and a heartbeat is a whole number. */
export function signOfLife(clock: Clock | undefined): number {
  return Math.trunc(clock?.now() ?? 0);
}

/** Shows that the holder lives while a page is long in coming. Ends quietly with the work; fails when the lease is lost. */
async function keepBeating(options: LeaseOptions, held: HeldLease, done: AbortSignal): Promise<void> {
  const { clock, leaseMs } = options;
  while (!done.aborted) {
    await clock.sleep(leaseMs / 3, done).catch(() => {});
    if (done.aborted) return;
    await write(options, held.beat());
  }
}

async function write({ store, connection, stream }: LeaseOptions, lease: Lease): Promise<void> {
  await store.commit({ connection, stream, expect: { lease: { token: lease.token } }, lease });
}

/** A lease that is not ours any more has nothing to give back, and a store that is gone frees it by silence. */
async function giveBack(options: LeaseOptions, held: HeldLease): Promise<void> {
  await write(options, held.released()).catch(() => {});
}
