import type { Clock } from "@waybill/transport";
import type { Lease, Store } from "../store/contract.ts";
import { atRest } from "./facts.ts";
import type { LiveFacts, StreamFacts } from "./facts.ts";
import { mergeStatuses } from "./merge-statuses.ts";
import { judgeKnown } from "./require-known.ts";
import type { KnownStreams } from "./require-known.ts";
import { isFresh, isHeld } from "../tabs/lease.ts";
import { noStream } from "../tabs/no-stream.ts";
import { snapshotOf } from "./snapshot-of.ts";
import type { SyncSnapshot } from "./snapshot.ts";
import type { StatusTarget } from "./source.ts";

export interface ReadOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Id of this engine: a lease of another owner is work elsewhere. */
  readonly owner: string;
  /** How long a heartbeat that does not move is believed, milliseconds. */
  readonly leaseMs: number;
  subject(connection: string): ReadSubject | undefined;
}

/** What only the engine knows of a connection. */
export interface ReadSubject extends KnownStreams {
  /** Streams that run, in the connector's order. */
  readonly streams: readonly string[];
  live(stream: string): LiveFacts;
}

/** Reads all that is asked of one connection together, so that what is said of the whole and of its streams agrees. */
export async function readStreams(
  options: ReadOptions,
  connection: string,
  targets: readonly StatusTarget[],
): Promise<(target: StatusTarget) => SyncSnapshot> {
  const { store, clock } = options;
  const subject = options.subject(connection);
  const streams = subject?.streams ?? [];
  const members = streams.length > 0 ? streams : [noStream];
  const wanted = new Set(targets.flatMap(({ stream }) => (stream === undefined ? members : [stream])));
  const all = [...new Set([...streams, ...wanted])];
  const liveNow = () => new Map(all.map((stream) => [stream, subject?.live(stream) ?? atRest]));
  const began = liveNow();
  // Before the rest: a commit in between makes the snapshot newer than it says, never older.
  const revision = await store.head();
  const stored = new Map(
    await Promise.all(
      all.map(async (stream) => [stream, await readStored(options, { connection, stream }, wanted)] as const),
    ),
  );
  const mark = await syncedElsewhere(options, connection);
  const over = new Map(mark?.over);
  const live = liveNow();
  const reconnect = [...stored.values()].some(({ checkpoint }) => checkpoint?.blocker === "auth");
  const told = { connection, known: subject !== undefined, reconnect, durable: store.durable, revision };
  const now = clock.now();
  const one = (stream: string): SyncSnapshot => {
    const its = stored.get(stream) ?? notRead;
    const { cancelled = 0 } = its.checkpoint ?? {};
    return snapshotOf({
      ...told,
      stream,
      now,
      ...its,
      syncedSince: cancelled <= (over.get(stream) ?? -1) ? mark?.since : undefined,
      live: throughout(began.get(stream), live.get(stream)),
    });
  };
  return ({ stream }) => {
    if (stream !== undefined) {
      judgeKnown(subject, { stream, checkpoint: stored.get(stream)?.checkpoint });
      return one(stream);
    }
    if (streams.length > 0) return mergeStatuses(streams.map(one));
    const { stream: _, ...whole } = one(noStream);
    return whole;
  };
}

type Stored = Pick<StreamFacts, "checkpoint" | "receipt" | "heldBack" | "elsewhere">;

const notRead: Stored = Object.freeze({ heldBack: 0, elsewhere: false });

/** Of a stream that nobody asks about, only what it says of the connection. */
async function readStored(
  options: ReadOptions,
  { connection, stream }: { readonly connection: string; readonly stream: string },
  wanted: ReadonlySet<string>,
): Promise<Stored> {
  const { store, owner } = options;
  if (!wanted.has(stream)) return { ...notRead, checkpoint: await store.checkpoint(connection, stream) };
  const [checkpoint, lease, heldBack] = await Promise.all([
    store.checkpoint(connection, stream),
    store.lease(connection, stream),
    store.quarantineCount(connection, stream),
  ]);
  const last = checkpoint?.last === undefined ? undefined : await store.receipt(checkpoint.last.receipt);
  return {
    checkpoint,
    receipt: last?.kind === "run" ? last : undefined,
    heldBack,
    elsewhere: isHeld(lease, owner) && isFresh(lease, options),
  };
}

/** The mark of a sync of another engine that lives. */
async function syncedElsewhere(options: ReadOptions, connection: string): Promise<Lease | undefined> {
  const { store, owner } = options;
  const mark = await store.lease(connection, noStream);
  if (!isHeld(mark, owner)) return undefined;
  if (isFresh(mark, options)) return mark;
  // Browsers slow down the timers of hidden tabs, not the pages that these commit.
  const leases = await Promise.all((mark.over ?? []).map(([stream]) => store.lease(connection, stream)));
  return leases.some((lease) => lease?.owner === mark.owner && isFresh(lease, options)) ? mark : undefined;
}

/** Work that ended while the store was read may have ended after its stream was: it is told of as under way, and its end is news for the next reading. */
function throughout(began: LiveFacts = atRest, ended: LiveFacts = atRest): LiveFacts {
  return ended.phase === "idle" && began.phase !== "idle" ? { ...ended, phase: began.phase } : ended;
}
