import type { Store } from "../src/store/index.ts";

/** What a dead process leaves behind: nothing more is done, and nobody is told. */
export class Died extends Error {
  override readonly name = "Died" as const;
}

export interface DyingStore extends Store {
  /** Store operations so far. */
  readonly operations: number;
}

/**
 * A store whose process dies at its nth operation, before or after it took effect. From then on every operation fails: what a crashed engine still
 * tries to do must not reach the data. `Infinity` never dies.
 */
export function dyingStore(store: Store, nth: number, when: "before" | "after"): DyingStore {
  let operations = 0;
  let dead = false;
  const mortal = async <R>(operation: () => Promise<R>): Promise<R> => {
    if (dead) throw new Died();
    operations += 1;
    dead = operations >= nth;
    if (dead && when === "before") throw new Died();
    const result = await operation();
    if (dead) throw new Died();
    return result;
  };
  return {
    ...store,
    commit: (batch) => mortal(() => store.commit(batch)),
    hashes: (...at) => mortal(() => store.hashes(...at)),
    bases: (...at) => mortal(() => store.bases(...at)),
    quarantined: (...at) => mortal(() => store.quarantined(...at)),
    record: (...at) => mortal(() => store.record(...at)),
    keys: (...at) => mortal(() => store.keys(...at)),
    checkpoint: (...at) => mortal(() => store.checkpoint(...at)),
    lease: (...at) => mortal(() => store.lease(...at)),
    quarantineCount: (...at) => mortal(() => store.quarantineCount(...at)),
    async *seen(...at) {
      await mortal(() => store.head());
      yield* store.seen(...at);
    },
    get operations() {
      return operations;
    },
  };
}
