import type { Clock } from "@waybill/transport";
import type { StreamContract } from "../connector/contract.ts";
import { openStates } from "../push/mutation.ts";
import type { Mutation } from "../push/mutation.ts";
import type { CommitEvent, Store } from "../store/contract.ts";
import { createActions } from "./actions.ts";
import { failedRecord } from "./failed-record.ts";
import { atRest } from "./facts.ts";
import type { LiveFacts } from "./facts.ts";
import { healthOf, healthRuns } from "./health.ts";
import { mergeStatuses } from "./merge-statuses.ts";
import { createPulse } from "./pulse.ts";
import { snapshotOf } from "./snapshot-of.ts";
import type { SyncSnapshot } from "./snapshot.ts";
import type { OutboxSummary, StatusSource, StatusTarget, SyncAction } from "./source.ts";

/** What the status of a connection needs of the engine that works on it. */
export interface StatusSubject {
  /** Streams that run, in the connector's order. */
  readonly streams: readonly string[];
  contract(stream: string): StreamContract | undefined;
  live(stream: string): LiveFacts;
  /** Does what a person asked for, in the background. `joined`: it was under way already. */
  act(action: SyncAction): Promise<"accepted" | "joined">;
}

export interface StatusOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Id of this engine: a lease of another owner is work elsewhere. */
  readonly owner: string;
  subject(connection: string): StatusSubject | undefined;
  /** Told whenever live facts of a connection change. */
  onLive(listener: (connection: string) => void): () => void;
}

/** At most four snapshots a second for each subscription, the last one always. */
const snapshotIntervalMs = 250;

/** A status source over a store and the engine beside it. */
export function createStatusSource(options: StatusOptions): StatusSource {
  const { store, clock } = options;
  const read = (target: StatusTarget) => readSnapshot(options, target);
  const streamsOf = (connection: string) => options.subject(connection)?.streams ?? [];
  const streamsAt = ({ connection, stream }: StatusTarget) => (stream === undefined ? streamsOf(connection) : [stream]);
  return {
    snapshot: read,
    snapshots: (targets) => Promise.all(targets.map(read)),
    streams: async (connection) => streamsOf(connection),
    subscribe: (target, listener, onUnreadable) => subscribe(options, target, { listener, onUnreadable }),
    history: ({ connection, stream }, page) => store.receipts(connection, { stream, ...page }),
    receipt: (id) => store.receipt(id),
    failed: async ({ connection, stream }, page) => {
      const found = await store.quarantine(connection, { stream, ...page });
      const subject = options.subject(connection);
      return { ...found, items: found.items.map((record) => failedRecord(record, subject?.contract(record.stream))) };
    },
    outbox: async (connection) => {
      const open = await store.mutations(connection, { states: openStates, limit: 10_000 });
      return { ...outboxOf(open), ...lostOf(store, connection) };
    },
    ledger: async () => undefined,
    health: async (target) => {
      const { connection, stream } = target;
      const streams = streamsAt(target);
      const receipts = (await store.receipts(connection, { stream, limit: healthRuns * 2 })).items;
      const broken = await Promise.all(streams.map((name) => store.quarantineCount(connection, name)));
      const checkpoints = await Promise.all(streams.map((name) => store.checkpoint(connection, name)));
      const completeAt = checkpoints.map((checkpoint) => checkpoint?.lastCompleteAt);
      return healthOf({ receipts, needsFix: broken.reduce((a, b) => a + b, 0), completeAt, now: clock.now() });
    },
    act: createActions((connection) => options.subject(connection)),
  };
}

async function readSnapshot(options: StatusOptions, target: StatusTarget): Promise<SyncSnapshot> {
  const { connection, stream } = target;
  if (stream !== undefined) return readStream(options, connection, stream);
  const streams = options.subject(connection)?.streams ?? [];
  const snapshots = await Promise.all(streams.map((name) => readStream(options, connection, name)));
  if (snapshots.length > 0) return mergeStatuses(snapshots);
  const { stream: _, ...whole } = await readStream(options, connection, "");
  return whole;
}

async function readStream(options: StatusOptions, connection: string, stream: string): Promise<SyncSnapshot> {
  const { store, clock, owner } = options;
  // Before the rest: a commit in between makes the snapshot newer than it says, never older.
  const revision = await store.head();
  const [checkpoint, lease, heldBack] = await Promise.all([
    store.checkpoint(connection, stream),
    store.lease(connection, stream),
    store.quarantineCount(connection, stream),
  ]);
  const last = checkpoint?.last === undefined ? undefined : await store.receipt(checkpoint.last.receipt);
  const subject = options.subject(connection);
  return snapshotOf({
    connection,
    stream,
    known: subject !== undefined,
    checkpoint,
    receipt: last?.kind === "run" ? last : undefined,
    heldBack,
    live: subject?.live(stream) ?? atRest,
    elsewhere: lease !== undefined && lease.owner !== "" && lease.owner !== owner,
    durable: store.durable,
    revision,
    now: clock.now(),
  });
}

interface Subscriber {
  readonly listener: (snapshot: SyncSnapshot) => void;
  readonly onUnreadable?: ((reason: unknown) => void) | undefined;
}

function subscribe(options: StatusOptions, target: StatusTarget, { listener, onUnreadable }: Subscriber): () => void {
  let told = -1;
  let ended = false;
  const read = () =>
    readSnapshot(options, target).catch((reason: unknown) => {
      if (!ended) onUnreadable?.(reason);
      throw reason;
    });
  const pulse = createPulse(options.clock, snapshotIntervalMs, async () => {
    const snapshot = await read();
    if (ended || snapshot.revision < told) return;
    told = snapshot.revision;
    listener(snapshot);
  });
  const ends = [
    options.store.subscribe((event) => concerns(event, target) && pulse.poke()),
    options.onLive((connection) => connection === target.connection && pulse.poke()),
    () => pulse.stop(),
  ];
  pulse.poke();
  return () => {
    ended = true;
    for (const end of ends) end();
  };
}

function concerns(event: CommitEvent, target: StatusTarget): boolean {
  if (event.connection !== target.connection) return false;
  return event.stream === undefined || target.stream === undefined || event.stream === target.stream;
}

function lostOf({ lostChanges }: Store, connection: string): Pick<OutboxSummary, "lost"> {
  const lost = lostChanges?.(connection) ?? 0;
  return lost === 0 ? {} : { lost };
}

function outboxOf(mutations: readonly Mutation[]): OutboxSummary {
  const count = (...states: readonly Mutation["state"][]) =>
    mutations.filter(({ state }) => states.includes(state)).length;
  const oldestAt = mutations.length === 0 ? undefined : Math.min(...mutations.map(({ enqueuedAt }) => enqueuedAt));
  return { pending: count("queued", "held"), sending: count("sending"), stuck: count("unknown"), oldestAt };
}
