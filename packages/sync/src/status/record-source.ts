import type { CommitEvent, Store } from "../store/contract.ts";
import type { RecordSource, StatusTarget } from "./source.ts";

/** Records of a store, live. `declared`: resolves once the store knows by which fields a connection's records are found. */
export function createRecordSource(store: Store, declared: (connection: string) => Promise<void>): RecordSource {
  return {
    records: ({ connection, stream }, range) => store.records(connection, named(stream), range),
    recordsBy: async ({ connection, stream }, query) => {
      await declared(connection);
      return store.recordsBy(connection, named(stream), query);
    },
    record: ({ connection, stream }, key) => store.record(connection, named(stream), key),
    count: ({ connection, stream }) => store.count(connection, named(stream)),
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
