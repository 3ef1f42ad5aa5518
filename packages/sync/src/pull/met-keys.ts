import type { RecordKey } from "../record/record.ts";
import type { StreamContext } from "./stream-context.ts";

/** Keys that a run has met, over all its steps. Read from the store only when the question first comes up. */
export interface MetKeys {
  all(): Promise<ReadonlySet<RecordKey>>;
  /** After the commit that stored them. */
  add(keys: readonly RecordKey[]): void;
}

/** `skip`: blocks of the run that are about something else. */
export function metKeys(context: StreamContext, run: string, skip = 0): MetKeys {
  let loaded: Set<RecordKey> | undefined;
  return {
    all: async () => (loaded ??= await load(context, run, skip)),
    add: (keys) => {
      for (const key of keys) loaded?.add(key);
    },
  };
}

/** Keys of work that begins now: there is nothing to read from the store. */
export function noKeysYet(): MetKeys {
  const keys = new Set<RecordKey>();
  return {
    all: async () => keys,
    add: (more) => {
      for (const key of more) keys.add(key);
    },
  };
}

/** What was met, and these. */
export async function withKeys(met: MetKeys, keys: readonly RecordKey[] = []): Promise<ReadonlySet<RecordKey>> {
  return new Set([...(await met.all()), ...keys]);
}

/** Blocks of seen keys that a run has committed. */
export async function blocksMet({ store, connection, contract }: StreamContext, run: string): Promise<number> {
  let blocks = 0;
  for await (const _ of store.seen(connection, contract.name, run)) blocks += 1;
  return blocks;
}

async function load(
  { store, connection, contract }: StreamContext,
  run: string,
  skip: number,
): Promise<Set<RecordKey>> {
  const keys = new Set<RecordKey>();
  let block = 0;
  for await (const held of store.seen(connection, contract.name, run)) {
    if (block >= skip) for (const key of held) keys.add(key);
    block += 1;
  }
  return keys;
}
