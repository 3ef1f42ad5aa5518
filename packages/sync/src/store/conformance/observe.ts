import { isFailureError } from "@waybill/transport";
import type { CommitEvent, Store } from "../contract.ts";
import { key } from "./fixtures.ts";

/** The code with which a promise fails; what else it did, in words. */
export async function failureCode(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "resolved";
  } catch (error) {
    return isFailureError(error) ? error.code : `threw ${String(error)}`;
  }
}

/** Everything that the read methods tell of a connection's streams: equal before and after whatever must change nothing. */
export async function everything(store: Store, connection: string, streams: readonly string[]): Promise<unknown> {
  const limit = 10_000;
  const ofStreams = await Promise.all(
    streams.map(async (stream) => {
      const keys = await store.keys(connection, stream, { limit });
      return {
        keys,
        hashes: await store.hashes(connection, stream, [...keys, key("nobody")]),
        views: await store.records(connection, stream, { limit }),
        count: await store.count(connection, stream),
        seen: await collect(store.seen(connection, stream, "run-1")),
        checkpoint: await store.checkpoint(connection, stream),
        lease: await store.lease(connection, stream),
        traces: await store.traces(connection, stream, ["1", "2", "3", "4"].map(key)),
        quarantineCount: await store.quarantineCount(connection, stream),
      };
    }),
  );
  return {
    ofStreams,
    receipts: await store.receipts(connection, { limit }),
    quarantine: await store.quarantine(connection, { limit }),
    mutations: await store.mutations(connection, { states: allStates, limit }),
  };
}

export const allStates = ["queued", "held", "sending", "unknown", "applied", "rejected", "discarded"] as const;

/** Far more than an event needs on a busy machine; what never comes is the test framework's timeout, or this, whichever is first. */
const mostTurns = 200_000;

/** Events as they arrive, and a wait for a number of them that ends also when they never come. */
export function watch(store: Store): {
  readonly events: CommitEvent[];
  upTo(count: number): Promise<readonly CommitEvent[]>;
  stop(): void;
} {
  const events: CommitEvent[] = [];
  const stop = store.subscribe((event) => void events.push(event));
  return {
    events,
    stop,
    async upTo(count) {
      // Each read gives the platform a turn in which a word from another handle can arrive.
      for (let turn = 0; turn < mostTurns && events.length < count; turn += 1) await store.head();
      return events;
    },
  };
}

export async function collect<T>(source: AsyncIterable<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}
