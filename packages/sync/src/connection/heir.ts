import type { Clock, Lock } from "@waybill/transport";
import { isHeld, signOfLife, take } from "../tabs/lease.ts";
import { linkedSignal } from "../tabs/linked-signal.ts";
import { noStream } from "../tabs/no-stream.ts";
import { writeMark } from "../tabs/sync-mark.ts";
import type { IsWanted } from "../pull/run/asked.ts";
import type { Checkpoint } from "../pull/checkpoint/checkpoint.ts";
import type { PullSettings } from "../pull/settings.ts";
import type { Lease, Store } from "../store/contract.ts";
import { inBackground } from "./background.ts";
import { watchHolders } from "./holders.ts";
import type { Gone, Held, Holders } from "./holders.ts";
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

/**
 * Goes on with what was left in the middle: when it starts, runs that are open and in nobody's hands; from then on, what an engine that is gone (a tab that
 * was closed, crashed or reloaded) held, and streams to which its sync had not come. Ends with the life of the connection in which it was started.
 */
export function createHeir(parts: HeirParts): Heir {
  let started: AbortController | undefined;
  return {
    start: () => {
      started?.abort();
      started = new AbortController();
      void lookAfter(parts, started.signal);
    },
    stop: () => started?.abort(),
  };
}

async function lookAfter(parts: HeirParts, signal: AbortSignal): Promise<void> {
  const { clock, store, id, settings } = parts;
  const { leaseMs } = settings;
  let doze = linkedSignal(signal);
  const holders = watchHolders({ ...parts, leaseMs, freed: () => doze.abort() });
  const goOnFrom = succession(parts, holders, signal);
  for (let isOver = false; !isOver && !signal.aborted;) {
    const nap = linkedSignal(signal);
    doze = linkedSignal(signal);
    const unsubscribe = store.subscribe(({ connection }) => {
      if (connection === id) nap.abort();
    });
    try {
      // A store that cannot be read now is asked again.
      const held = await heldElsewhere(parts).catch(() => undefined);
      const next = goOnFrom(held);
      isOver = next === "over";
      // What could not be gone on with is not asked for again at once.
      if (!isOver) await clock.sleep(leaseMs / 5, next === "taken" ? signal : doze.signal).catch(() => {});
      // Whoever takes something tells of it.
      if (held?.all.length === 0) await clock.sleep(4 * leaseMs, nap.signal).catch(() => {});
    } finally {
      unsubscribe();
      nap.unlink();
      doze.unlink();
    }
  }
  holders.end();
}

/** Begins to go on with what those have left who are gone, and says what comes next. */
function succession(
  parts: HeirParts,
  holders: Holders,
  signal: AbortSignal,
): (held: Elsewhere | undefined) => "taken" | "watched" | "over" {
  /** Owners of what is gone on with: another one may die meanwhile. */
  const dead = new Set<string>();
  /** Streams that nobody has come to yet since this one started: what could not be read at one look is read at the next. */
  const owed = new Set(parts.streams);
  let known: number | undefined;
  return (held) => {
    if (held === undefined || signal.aborted) return "watched";
    const { all, mark } = held;
    const life = mark?.token;
    if (known !== undefined && life !== known) return "over";
    if (life === undefined) return "watched";
    if (owed.size > 0) inBackground(() => goOn(parts, { life, held: all, owed }, signal));
    known = life;
    const gone = holders.look(all.filter(({ lease }) => !dead.has(lease.owner)));
    for (const one of gone) {
      dead.add(one.owner);
      inBackground(() => inherit(parts, { life, mark, gone: one }, signal).finally(() => dead.delete(one.owner)));
    }
    return gone.length > 0 ? "taken" : "watched";
  };
}

interface Elsewhere {
  readonly mark: Lease | undefined;
  readonly all: readonly Held[];
}

async function heldElsewhere({ store, id, owner, streams }: HeirParts): Promise<Elsewhere> {
  const read = async (stream: string) => ({ stream, lease: await store.lease(id, stream) });
  const leases = await Promise.all([noStream, ...streams].map(read));
  const all: readonly Held[] = leases.flatMap(({ stream, lease }) => (isHeld(lease, owner) ? { stream, lease } : []));
  return { mark: leases[0]?.lease, all };
}

interface Free {
  readonly life: number;
  readonly held: readonly Held[];
  readonly owed: Set<string>;
}

/** A run that waits for its retry is in nobody's hands, too: two that wait for it read it once. */
async function goOn(parts: HeirParts, { life, held, owed }: Free, signal: AbortSignal): Promise<void> {
  const free = [...owed].filter((stream) => held.every((one) => one.stream !== stream));
  owed.clear();
  const wanted = leftBy(free);
  const each = free.map((stream) =>
    leftOf(parts, [stream], wanted).catch(() => {
      owed.add(stream);
      return [];
    }),
  );
  const left = (await Promise.all(each)).flat();
  signal.throwIfAborted();
  if (left.length === 0) return;
  let isBegun = false;
  const ended = (): void => {
    isBegun = true;
  };
  try {
    await parts.sync({ ...asLeft(left), wanted, ended, life: Promise.resolve(life) });
  } finally {
    // What was begun and stopped is told of, and the vendor is not asked for it again and again.
    if (!isBegun) for (const [stream] of left) owed.add(stream);
  }
}

interface Estate {
  readonly life: number;
  readonly mark: Lease | undefined;
  readonly gone: Gone;
}

/** Goes on with what one of those left that are gone. */
async function inherit(parts: HeirParts, { life, mark: shown, gone }: Estate, signal: AbortSignal): Promise<void> {
  const { store, clock, id, owner, streams } = parts;
  const mark = shown?.owner === gone.owner ? shown : undefined;
  const wanted = leftBy(
    gone.held.map(({ stream }) => stream),
    mark,
  );
  const over = (mark?.over ?? []).map(([stream]) => stream);
  const concerned = streams.filter((stream) => over.includes(stream) || gone.held.some((one) => one.stream === stream));
  const left = await leftOf(parts, concerned, wanted);
  signal.throwIfAborted();
  const since = signOfLife(clock);
  // From now on it is this tab's, and whoever comes after it goes on with as much. One stream alone has no mark.
  const taken = left.length > 1 ? { owner, heartbeat: since, since, over: left } : { owner: "", heartbeat: since };
  const marked = mark && writeMark({ store, connection: id, life }, taken);
  const rest = gone.held.filter(({ stream }) => stream !== noStream && left.every(([one]) => one !== stream));
  // What nobody goes on with would be held, and looked at, for ever.
  const freed = rest.map(({ stream, lease: { token } }) =>
    take({ store, clock, connection: id, stream, owner: "" }, token, { lease: { token } }),
  );
  const ready = Promise.allSettled([marked, ...freed]).then(() => life);
  // Begun at once: whoever stops this engine stops it, too.
  await (left.length === 0 ? ready : parts.sync({ ...asLeft(left), wanted, gone: gone.silent, life: ready }));
}

type Left = NonNullable<Lease["over"]>;

/** A cancellation since the look, in whichever tab, is of what is gone on with, too. */
function asLeft(left: Left): Pick<SyncOptions, "streams" | "cancelled"> {
  return { streams: left.map(([stream]) => stream), cancelled: new Map(left) };
}

/** Whether a stream is still to be read: its run is open where nobody holds it, or a sync had still to come to it. */
function leftBy(free: readonly string[], mark?: Lease): (stream: string) => IsWanted {
  const over = new Map(mark?.over);
  return (stream) => (now) =>
    now.blocker === undefined &&
    ((now.run !== undefined && free.includes(stream)) || wasAhead(now, over.get(stream), mark?.since));
}

/** Which of these were still to be read, each with how often it was cancelled. */
async function leftOf(
  { store, id }: HeirParts,
  streams: readonly string[],
  wanted: ReturnType<typeof leftBy>,
): Promise<Left> {
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
