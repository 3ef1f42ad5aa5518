import { holderGone, isHeld, noStream, signOfLife } from "../tabs/lease.ts";
import { linkedSignal } from "../tabs/linked-signal.ts";
import { writeMark } from "../tabs/sync-mark.ts";
import type { Checkpoint } from "../pull/checkpoint.ts";
import type { Lease } from "../store/contract.ts";
import type { StreamSchedulesParts } from "./stream-schedules.ts";

export interface Heir {
  start(): void;
  stop(): void;
}

/** Held by another engine. */
interface Held {
  readonly stream: string;
  readonly lease: Lease;
}

/**
 * Goes on with what an engine that is gone (a tab that was closed, crashed or reloaded) left in the middle: runs that it held, and streams to which its sync
 * had not come. Ends with the life of the connection in which it was started.
 */
export function createHeir(parts: StreamSchedulesParts): Heir {
  const { clock, settings } = parts;
  let started: AbortController | undefined;
  const work = async (signal: AbortSignal): Promise<void> => {
    let life: number | undefined;
    while (!signal.aborted) {
      // A store that cannot be read now is asked again.
      const held = await heldElsewhere(parts).catch(() => undefined);
      const mark = held?.mark;
      if (life !== undefined && held !== undefined && mark?.token !== life) return;
      life ??= mark?.token;
      if (life !== undefined && held !== undefined)
        await inherit(parts, { life, held: held.all }, signal).catch(() => {});
      await clock.sleep(settings.leaseMs / 5, signal).catch(() => {});
    }
  };
  return {
    start: () => {
      started?.abort();
      started = new AbortController();
      void work(started.signal);
    },
    stop: () => started?.abort(),
  };
}

async function heldElsewhere({ store, id, owner, streams }: StreamSchedulesParts) {
  const mark = await store.lease(id, noStream);
  const all: Held[] = [];
  for (const stream of [noStream, ...streams]) {
    const lease = stream === noStream ? mark : await store.lease(id, stream);
    if (isHeld(lease, owner)) all.push({ stream, lease });
  }
  return { mark, all };
}

interface Estate {
  readonly life: number;
  readonly held: readonly Held[];
}

/** Waits until one of those that hold something is gone. */
async function inherit(parts: StreamSchedulesParts, { life, held }: Estate, signal: AbortSignal): Promise<void> {
  const { store, clock, id, owner } = parts;
  const gone = held.length === 0 ? undefined : await firstGone(parts, held, signal);
  if (gone === undefined) return;
  const now = await store.lease(id, gone.stream);
  // It was given back, or somebody else has taken it.
  if (now?.owner !== gone.lease.owner || now.token !== gone.lease.token || now.since !== gone.lease.since) return;
  const its = held.filter(({ lease }) => lease.owner === now.owner);
  const mark = its.find(({ stream }) => stream === noStream)?.lease;
  const left = await leftOf(parts, its, mark);
  signal.throwIfAborted();
  const since = signOfLife(clock);
  // From now on it is this tab's, and whoever comes after it goes on with as much. One stream alone has no mark.
  const taken = left.length > 1 ? { owner, heartbeat: since, since, over: left } : { owner: "", heartbeat: since };
  if (mark !== undefined) await writeMark({ store, connection: id, life }, taken);
  if (left.length > 0) await parts.sync({ streams: left.map(([stream]) => stream), life: Promise.resolve(life) });
}

/** Streams that an engine had still to read, each with how often it was cancelled. */
async function leftOf(
  { store, id, streams }: StreamSchedulesParts,
  its: readonly Held[],
  mark: Lease | undefined,
): Promise<NonNullable<Lease["over"]>> {
  const over = new Map(mark?.over);
  const left: (readonly [stream: string, cancelled: number])[] = [];
  for (const stream of streams) {
    const checkpoint: Partial<Checkpoint> = (await store.checkpoint(id, stream)) ?? {};
    const { blocker, run, cancelled = 0 } = checkpoint;
    const wasRun = run !== undefined && its.some((one) => one.stream === stream);
    const isWanted = wasRun || wasAhead(checkpoint, over.get(stream), mark?.since);
    if (isWanted && blocker === undefined) left.push([stream, cancelled]);
  }
  return left;
}

/** Whether a sync that began at `since` had still to come to a stream that had been cancelled `asked` times by then. */
function wasAhead({ last, cancelled = 0 }: Partial<Checkpoint>, asked = -1, since = 0): boolean {
  return cancelled <= asked && (last === undefined || last.finishedAt <= since);
}

async function firstGone(
  { store, clock, id, lock, settings: { leaseMs } }: StreamSchedulesParts,
  held: readonly Held[],
  signal: AbortSignal,
): Promise<Held | undefined> {
  const wait = linkedSignal(signal);
  const watch = async (one: Held): Promise<Held> => {
    const { stream, lease } = one;
    await holderGone({ store, clock, connection: id, stream, owner: lease.owner, leaseMs, lock }, lease, wait.signal);
    return one;
  };
  // Others may have come meanwhile.
  const others = async () => {
    await clock.sleep(4 * leaseMs, wait.signal);
    return undefined;
  };
  try {
    return await Promise.race([...held.map(watch), others()]);
  } finally {
    wait.unlink();
    wait.abort();
  }
}
