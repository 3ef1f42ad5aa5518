import { FailureError, failure } from "@waybill/transport";
import { expect, test } from "vitest";
import type { Store } from "../contract.ts";
import { createMemoryStore } from "../memory/create-memory-store.ts";
import { recallCases, sharedRecallCases } from "./recall-cases.ts";

interface Write {
  /** Absent: an erasure. */
  readonly by?: string | undefined;
}

/** One database, and what was written to it. */
interface Shared {
  readonly store: Store;
  readonly writes: Write[];
}

interface Manner {
  /** Whether a write outdates what a handle has looked at before. */
  readonly outdates: (write: Write, handle: string) => boolean;
  /** As of which write a handle recalls what it looked at after one, when another is the last. */
  readonly asOf: (looked: number, now: number) => number;
  /** Whether what a handle removes is recalled as what it was. */
  readonly forgetsRemovals?: true;
}

const right: Manner = {
  outdates: ({ by }, handle) => by !== handle,
  asOf: (looked) => looked,
};

/** A handle that remembers the hashes that it looked at or wrote: of one stream, as the cases have no other. */
function remembering({ store, writes }: Shared, handle: string, manner: Manner): Store {
  const known = new Map<string, { readonly hash: string | undefined; readonly looked: number }>();
  const learn = (key: string, hash: string | undefined) => void known.set(key, { hash, looked: writes.length });
  return {
    ...store,
    async hashes(connection, stream, keys) {
      const hashes = await store.hashes(connection, stream, keys);
      for (const [at, key] of keys.entries()) learn(key, hashes[at]);
      return hashes;
    },
    recall(_connection, _stream, keys) {
      const found = keys.flatMap((key) => known.get(key) ?? []);
      if (found.length < keys.length) return undefined;
      const looked = Math.min(...found.map((each) => each.looked));
      return { hashes: found.map(({ hash }) => hash), expect: { recalled: manner.asOf(looked, writes.length) } };
    },
    async commit(batch) {
      const { recalled = Infinity } = batch.expect ?? {};
      if (writes.slice(recalled).some((write) => manner.outdates(write, handle)))
        throw new FailureError(failure("superseded", { message: "Somebody else has written." }));
      const commit = await store.commit({ ...batch, expect: { ...batch.expect, recalled: undefined } });
      writes.push({ by: handle });
      for (const { key, hash } of batch.put ?? []) learn(key, hash);
      if (manner.forgetsRemovals !== true) for (const key of batch.remove ?? []) learn(key, undefined);
      return commit;
    },
    async erase(connection) {
      await store.erase(connection);
      writes.push({});
      known.clear();
    },
    close: async () => {},
  };
}

const bugs: Readonly<Record<string, Partial<Manner>>> = {
  "forgets to judge what was recalled": { outdates: () => false },
  "judges by when it was recalled, and not by when it was looked at": { asOf: (_, now) => now },
  "is outdated by its own commits": { outdates: () => true },
  "is not outdated by an erasure": { outdates: ({ by }, handle) => by !== undefined && by !== handle },
  "recalls what it has removed": { forgetsRemovals: true },
};

/** Names of the cases that a store fails. */
async function failedCases(manner: Manner): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const each of [...recallCases, ...sharedRecallCases]) {
    const shared = { store: createMemoryStore(), writes: [] };
    let handles = 0;
    const open = async () => remembering(shared, `handle ${(handles += 1)}`, manner);
    await each.run({ expect, open }).catch(() => failed.push(each.name));
  }
  return failed;
}

test("the cases find nothing wrong with the store that the bugs are planted in", async () => {
  expect(await failedCases(right)).toEqual([]);
});

test.each(Object.entries(bugs))("the cases find a store that %s", async (_, bug) => {
  expect(await failedCases({ ...right, ...bug })).not.toEqual([]);
});
