import type { RecordKey } from "../record/record.ts";
import type { StreamContext } from "./stream-context.ts";

/** Keys that a run has met, over all its steps. Read from the store only when the question first comes up. */
export interface MetKeys {
  all(): Promise<ReadonlySet<RecordKey>>;
  /** After the commit that stored them. */
  add(keys: readonly RecordKey[]): void;
}

export function metKeys(context: StreamContext, run: string): MetKeys {
  let loaded: Set<RecordKey> | undefined;
  return {
    all: async () => (loaded ??= await load(context, run)),
    add: (keys) => {
      for (const key of keys) loaded?.add(key);
    },
  };
}

async function load({ store, connection, contract }: StreamContext, run: string): Promise<Set<RecordKey>> {
  const keys = new Set<RecordKey>();
  for await (const block of store.seen(connection, contract.name, run)) for (const key of block) keys.add(key);
  return keys;
}
