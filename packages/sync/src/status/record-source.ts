import type { CommitEvent, Store } from "../store/contract.ts";
import type { ReadOptions } from "./read-streams.ts";
import { requireKnown } from "./require-known.ts";
import type { RecordSource, StatusTarget } from "./source.ts";

interface RecordOptions extends Pick<ReadOptions, "subject"> {
  readonly store: Store;
  /** Resolves once the store knows by which fields a connection's records are found. */
  readonly declared: (connection: string) => Promise<void>;
}

/**
 * Records of a store, live. Who listens is told of nothing where there is no such stream; the reads refuse it.
 * @throws RangeError as {@link requireKnown}.
 */
export function createRecordSource(options: RecordOptions): RecordSource {
  const { store, declared } = options;
  const known = async (target: StatusTarget): Promise<readonly [connection: string, stream: string]> => {
    await requireKnown(options, target);
    return [target.connection, named(target.stream)];
  };
  return {
    records: async (target, range) => store.records(...(await known(target)), range),
    recordsBy: async (target, query) => {
      const place = await known(target);
      await declared(target.connection);
      return store.recordsBy(...place, query);
    },
    record: async (target, key) => store.record(...(await known(target)), key),
    count: async (target) => store.count(...(await known(target))),
    subscribeRecords: (target, listener) =>
      store.subscribe((event) => {
        if (concerns(event, target)) listener(event.keys);
      }),
  };
}

function concerns(event: CommitEvent, target: StatusTarget): boolean {
  if (event.connection !== target.connection) return false;
  if (event.kinds.includes("erased")) return true;
  return event.stream === target.stream && event.kinds.includes("records");
}

/** `Required` takes away the question mark, not the `undefined` that the field spells out. */
function named(stream: string | undefined): string {
  return stream ?? "";
}
