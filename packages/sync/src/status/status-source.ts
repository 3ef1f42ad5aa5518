import type { StreamContract } from "../connector/contract.ts";
import { openStates } from "../push/mutation.ts";
import type { Mutation } from "../push/mutation.ts";
import type { Store } from "../store/contract.ts";
import { createActions } from "./actions.ts";
import { failedRecord } from "./failed-record.ts";
import { healthOf, healthRuns } from "./health.ts";
import { readStreams } from "./read-streams.ts";
import type { ReadSubject } from "./read-streams.ts";
import { requireKnown } from "./require-known.ts";
import type { SyncSnapshot } from "./snapshot.ts";
import type { OutboxSummary, StatusSource, StatusTarget, SyncAction } from "./source.ts";
import { createWatches } from "./watches.ts";
import type { WatchOptions } from "./watches.ts";

/** What the status of a connection needs of the engine that works on it. */
export interface StatusSubject extends ReadSubject {
  contract(stream: string): StreamContract | undefined;
  /** Does what a person asked for, in the background. `joined`: it was under way already. */
  act(action: SyncAction): Promise<"accepted" | "joined">;
}

export interface StatusOptions extends WatchOptions {
  subject(connection: string): StatusSubject | undefined;
}

/**
 * A status source over a store and the engine beside it.
 * @throws RangeError from every read of a stream that an open connection's connector does not have, in the words in which actions on it are refused, unless
 * something of it is stored ({@link requireKnown}); of several snapshots asked for at once it refuses all. Subscribers are told it by `onUnreadable`. Of a
 * connection that is not open only the store is known: there each name is answered for, and what was never read is idle and empty.
 */
export function createStatusSource(options: StatusOptions): StatusSource {
  const { store, clock } = options;
  const streamsOf = (connection: string) => options.subject(connection)?.streams ?? [];
  const streamsAt = ({ connection, stream }: StatusTarget) => (stream === undefined ? streamsOf(connection) : [stream]);
  return {
    snapshot: async (target) => (await readStreams(options, target.connection, [target]))(target),
    snapshots: (targets) => readAll(options, targets),
    streams: async (connection) => streamsOf(connection),
    subscribe: createWatches(options),
    history: async (target, page) => {
      await requireKnown(options, target);
      return store.receipts(target.connection, { stream: target.stream, ...page });
    },
    receipt: (id) => store.receipt(id),
    failed: async (target, page) => {
      await requireKnown(options, target);
      const { connection, stream } = target;
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
      await requireKnown(options, target);
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

/** Targets of one connection are read together. */
async function readAll(options: StatusOptions, targets: readonly StatusTarget[]): Promise<readonly SyncSnapshot[]> {
  const readings = new Map<string, ReturnType<typeof readStreams>>();
  return Promise.all(
    targets.map(async (target) => {
      const { connection } = target;
      const reading =
        readings.get(connection) ??
        readStreams(
          options,
          connection,
          targets.filter((other) => other.connection === connection),
        );
      readings.set(connection, reading);
      return (await reading)(target);
    }),
  );
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
