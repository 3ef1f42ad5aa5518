import type { StreamContract } from "../../connector/contract.ts";
import { createKeySet } from "../../record/key-set.ts";
import type { GrowingKeySet, KeySet } from "../../record/key-set.ts";
import type { RecordKey } from "../../record/record.ts";
import type { Store } from "../../store/contract.ts";

/** Keys that a run has met, over all its steps, or from one block of them on. */
export interface MetKeys {
  /** Blocks of seen keys, the run's first ones, that are about something else. */
  readonly skip: number;
  all(): Promise<KeySet>;
  /** Blocks of seen keys that the run has committed. */
  blocks(): Promise<number>;
  /** After the commit that stored them, as one block where there are any. */
  add(keys: readonly RecordKey[]): void;
  /** What they take in memory. */
  bytes(): number;
}

/** Whose keys they are, where they are stored, and who asks. */
interface Asking {
  readonly store: Pick<Store, "seen">;
  readonly connection: string;
  readonly contract: Pick<StreamContract, "name">;
  /** Id of the engine: chance, and no vendor is told of it. */
  readonly owner: string;
}

interface Known {
  readonly keys: GrowingKeySet;
  blocks: number;
}

/** Of a run that committed some before. They are read from the store once, and only when the question comes up. */
export function metKeys(context: Asking, run: string, skip = 0): MetKeys {
  return keysOf(skip, () => load(context, run, skip));
}

/** Of what begins now: there is nothing to read. `skip`: blocks that the run has. */
export function noKeysYet({ owner }: Pick<Asking, "owner">, skip = 0): MetKeys {
  const known = { keys: createKeySet(owner), blocks: skip };
  return keysOf(skip, async () => known, known);
}

/** What was met, and these. */
export async function withKeys(met: MetKeys, keys: readonly RecordKey[] = []): Promise<KeySet> {
  const all = await met.all();
  const more = new Set(keys.filter((key) => !all.has(key)));
  return { has: (key) => all.has(key) || more.has(key), size: all.size + more.size };
}

function keysOf(skip: number, read: () => Promise<Known>, begun?: Known): MetKeys {
  let known = begun;
  return {
    skip,
    all: async () => (known ??= await read()).keys,
    blocks: async () => (known ??= await read()).blocks,
    add: (keys) => {
      if (known === undefined || keys.length === 0) return;
      known.blocks += 1;
      for (const key of keys) known.keys.add(key);
    },
    bytes: () => known?.keys.bytes ?? 0,
  };
}

async function load({ store, connection, contract, owner }: Asking, run: string, skip: number): Promise<Known> {
  const keys = createKeySet(owner);
  let block = 0;
  for await (const held of store.seen(connection, contract.name, run)) {
    if (block >= skip) for (const key of held) keys.add(key);
    block += 1;
  }
  return { keys, blocks: block };
}
