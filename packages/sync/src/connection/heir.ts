import type { Clock, Lock } from "@waybill/transport";
import { holderGone, isHeld, isUnmoved, noStream, signOfLife, take } from "../tabs/lease.ts";
import { linkedSignal } from "../tabs/linked-signal.ts";
import { writeMark } from "../tabs/sync-mark.ts";
import type { IsWanted } from "../pull/asked.ts";
import type { Checkpoint } from "../pull/checkpoint.ts";
import type { PullSettings } from "../pull/settings.ts";
import type { Lease, Store } from "../store/contract.ts";
import { inBackground } from "./background.ts";
import type { SyncOptions } from "./sync-streams.ts";

export interface HeirParts {
  readonly clock: Clock;
  readonly store: Store;
  /** Of the connection. */
  readonly id: string;
  readonly owner: string;
  readonly lock?: Lock | undefined;
  readonly settings: PullSettings;
  readonly streams: readonly string[];
  readonly sync: (options: SyncOptions) => Promise<unknown>;
}

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
 * Goes on with what was left in the middle: when it starts, runs that are open and in nobody's hands; from then on, what an engine that is gone (a tab that
 * was closed, crashed or reloaded) held, and streams to which its sync had not come. Ends with the life of the connection in which it was started.
 */
export function createHeir(parts: HeirParts): Heir {
  let started: AbortController | undefined;
  const work = async (signal: AbortSignal): Promise<void> => {
    const { clock, store, id, settings } = parts;
    let life: number | undefined;
    while (!signal.aborted) {
      const nap = linkedSignal(signal);
      const unsubscribe = store.subscribe(({ connection }) => {
        if (connection === id) nap.abort();
      });
      try {
        // A store that cannot be read now is asked again.
        const held = await heldElsewhere(parts).catch(() => undefined);
        const token = held?.mark?.token;
        if (life !== undefined && held !== undefined && token !== life) return;
        if (token !== undefined && held !== undefined) {
          const estate = { life: token, held: held.all };
          if (life === undefined) inBackground(async () => goOn(parts, estate, signal));
          life = token;
          await inherit(parts, estate, signal).catch(() => {});
        }
        await clock.sleep(settings.leaseMs / 5, signal).catch(() => {});
        // Whoever takes something tells of it.
        if (held?.all.length === 0) await clock.sleep(4 * settings.leaseMs, nap.signal).catch(() => {});
      } finally {
        unsubscribe();
        nap.unlink();
      }
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

async function heldElsewhere({ store, id, owner, streams }: HeirParts) {
  const read = async (stream: string) => ({ stream, lease: await store.lease(id, stream) });
  const leases = await Promise.all([noStream, ...streams].map(read));
  const all: readonly Held[] = leases.flatMap(({ stream, lease }) => (isHeld(lease, owner) ? { stream, lease } : []));
  return { mark: leases[0]?.lease, all };
}

interface Estate {
  readonly life: number;
  readonly held: readonly Held[];
}

/** A run that waits for its retry is in nobody's hands, too: two that wait for it read it once. */
async function goOn(parts: HeirParts, { life, held }: Estate, signal: AbortSignal): Promise<void> {
  const free = parts.streams.filter((stream) => held.every((one) => one.stream !== stream));
  const wanted = leftBy(free);
  const left = await leftOf(parts, wanted);
  signal.throwIfAborted();
  if (left.length > 0) await parts.sync({ ...asLeft(left), wanted, life: Promise.resolve(life) });
}

/** Waits until one of those that hold something is gone. */
async function inherit(parts: HeirParts, { life, held }: Estate, signal: AbortSignal): Promise<void> {
  const { store, clock, id, owner } = parts;
  const gone = held.length === 0 ? undefined : await firstGone(parts, held, signal);
  if (gone === undefined) return;
  const now = await heldElsewhere(parts);
  const its = now.all.filter(({ lease }) => lease.owner === gone.owner);
  const isSilent = ({ stream, lease }: Held): boolean => {
    const silent = gone.leases.get(stream);
    return silent === undefined || isUnmoved(lease, silent);
  };
  // It has given all back, or lives: it holds something since, or has moved while others of its leases were waited for.
  if (its.length === 0 || !its.every((one) => isSilent(one) && held.some((before) => isSame(one, before)))) return;
  const mark = now.mark?.owner === gone.owner ? now.mark : undefined;
  const wanted = leftBy(
    its.map(({ stream }) => stream),
    mark,
  );
  const left = await leftOf(parts, wanted);
  signal.throwIfAborted();
  const since = signOfLife(clock);
  // From now on it is this tab's, and whoever comes after it goes on with as much. One stream alone has no mark.
  const taken = left.length > 1 ? { owner, heartbeat: since, since, over: left } : { owner: "", heartbeat: since };
  const marked = mark && writeMark({ store, connection: id, life }, taken);
  const rest = its.filter(({ stream }) => stream !== noStream && left.every(([one]) => one !== stream));
  // What nobody goes on with would be held, and looked at, for ever.
  const freed = rest.map(({ stream, lease: { token } }) =>
    take({ store, clock, connection: id, stream, owner: "" }, token, { lease: { token } }),
  );
  const ready = Promise.allSettled([marked, ...freed]).then(() => life);
  // Begun at once: whoever stops this engine stops it, too.
  await (left.length === 0 ? ready : parts.sync({ ...asLeft(left), wanted, gone: gone.leases, life: ready }));
}

type Left = NonNullable<Lease["over"]>;

/** A cancellation since the look, in whichever tab, is of what is gone on with, too. */
function asLeft(left: Left): Pick<SyncOptions, "streams" | "cancelled"> {
  return { streams: left.map(([stream]) => stream), cancelled: new Map(left) };
}

function isSame(one: Held, { stream, lease }: Held): boolean {
  return one.stream === stream && one.lease.token === lease.token && one.lease.since === lease.since;
}

/** Whether a stream is still to be read: its run is open where nobody holds it, or a sync had still to come to it. */
function leftBy(free: readonly string[], mark?: Lease): (stream: string) => IsWanted {
  const over = new Map(mark?.over);
  return (stream) => (now) =>
    now.blocker === undefined &&
    ((now.run !== undefined && free.includes(stream)) || wasAhead(now, over.get(stream), mark?.since));
}

/** Streams that were still to be read, each with how often it was cancelled. */
async function leftOf({ store, id, streams }: HeirParts, wanted: ReturnType<typeof leftBy>): Promise<Left> {
  const left: (readonly [stream: string, cancelled: number])[] = [];
  for (const stream of streams) {
    const checkpoint: Partial<Checkpoint> = (await store.checkpoint(id, stream)) ?? {};
    if (wanted(stream)(checkpoint)) left.push([stream, checkpoint.cancelled ?? 0]);
  }
  return left;
}

/** Whether a sync that began at `since` had still to come to a stream that had been cancelled `asked` times by then. */
function wasAhead({ last, cancelled = 0 }: Partial<Checkpoint>, asked = -1, since = 0): boolean {
  return cancelled <= asked && (last === undefined || last.finishedAt <= since);
}

interface Gone {
  readonly owner: string;
  /** What it held, as it was when its heartbeat stopped; nothing of what was free for another reason. */
  readonly leases: ReadonlyMap<string, Lease | undefined>;
}

/** The first owner of whom nothing shows any more that it lives: timers of a hidden tab may be slow where its pages are not. */
async function firstGone(
  { store, clock, id, lock, settings: { leaseMs } }: HeirParts,
  held: readonly Held[],
  signal: AbortSignal,
): Promise<Gone | undefined> {
  const wait = linkedSignal(signal);
  const watch = async (owner: string): Promise<Gone> => {
    const its = held.filter(({ lease }) => lease.owner === owner);
    const at = { store, clock, connection: id, owner, leaseMs, lock };
    const leases = its.map(async ({ stream, lease }) => {
      const silent = await holderGone({ ...at, stream }, lease, wait.signal);
      return [stream, silent] as const;
    });
    return { owner, leases: new Map(await Promise.all(leases)) };
  };
  // Others may have come meanwhile.
  const others = async () => {
    await clock.sleep(4 * leaseMs, wait.signal);
    return undefined;
  };
  const owners = new Set(held.map(({ lease }) => lease.owner));
  try {
    return await Promise.race([...[...owners].map(watch), others()]);
  } finally {
    wait.unlink();
    wait.abort();
  }
}
