import type { Recalled, Store } from "../contract.ts";
import { base, here, key, keys } from "./fixtures.ts";
import { failureCode } from "./observe.ts";
import type { ConformanceCase, Suite } from "./suite.ts";

const { connection, stream } = here;

/** What is there, what is not, in an order that no store has by itself. */
const asked = keys("b", "absent", "a");

/** `undefined` of a store that remembers nothing, or not all of it: then nothing is to be shown. */
function recalledBy(store: Store): Recalled | undefined {
  return store.recall?.(connection, stream, asked);
}

/** What becomes of a batch that rests on it. */
function fate(store: Store, { expect }: Recalled): Promise<string> {
  return failureCode(store.commit({ ...here, expect, put: [base("resting")] }));
}

/** What `recall` gives, and what a batch that expects it has to find. A store without it has nothing to show. */
export const recallCases: readonly ConformanceCase[] = [
  {
    name: "what is recalled is what is stored, in the order asked, as long as this handle alone writes",
    async run({ open, expect }) {
      const store = await open();
      const agrees = async () => {
        // Before the look, which a handle may remember.
        const recalled = recalledBy(store);
        const stored = await store.hashes(connection, stream, asked);
        expect(recalled?.hashes ?? stored).toEqual(stored);
      };
      await agrees();
      await agrees();
      await store.commit({ ...here, put: [base("a"), base("b")] });
      await agrees();
      await store.commit({ ...here, put: [{ ...base("a"), hash: "another" }], remove: keys("b") });
      await agrees();
      await store.erase(connection);
      await agrees();
    },
  },
  {
    name: "what the handle itself commits does not outdate what it recalled, and an erasure does",
    async run({ open, expect }) {
      const store = await open();
      await store.commit({ ...here, put: [base("a"), base("b")] });
      await store.hashes(connection, stream, asked);
      const recalled = recalledBy(store);
      if (recalled === undefined) return;
      await store.commit({ ...here, put: [base("a", { changed: true })], remove: keys("b") });
      expect(await fate(store, recalled)).toBe("resolved");
      await store.erase(connection);
      expect(await fate(store, recalled)).toBe("superseded");
      expect(await store.keys(connection, stream, { limit: 10 })).toEqual([]);
    },
  },
];

const changes: readonly { readonly what: string; readonly change: (other: Store) => Promise<unknown> }[] = [
  {
    what: "changed",
    change: (other) => other.commit({ ...here, put: [{ ...base("a"), hash: "another" }] }),
  },
  { what: "removed", change: (other) => other.commit({ ...here, remove: keys("b") }) },
  { what: "created", change: (other) => other.commit({ ...here, put: [base("absent")] }) },
  { what: "erased", change: (other) => other.erase(connection) },
];

/** The same where somebody else may write. */
export const sharedRecallCases: readonly ConformanceCase[] = changes.map(({ what, change }) => ({
  name: `a batch that rests on what was recalled is refused where another handle has ${what} it, recalled before or after, until it is looked at anew`,
  async run({ open, expect }: Suite) {
    const [store, other] = [await open(`recall, ${what}`), await open(`recall, ${what}`)];
    await store.commit({ ...here, put: [base("a"), base("b")] });
    await store.hashes(connection, stream, asked);
    const before = recalledBy(store);
    await change(other);
    const after = recalledBy(store);
    for (const recalled of [before, after]) {
      if (recalled !== undefined) expect(await fate(store, recalled)).toBe("superseded");
    }
    expect(await store.hashes(connection, stream, [key("resting")])).toEqual([undefined]);
    const stored = await store.hashes(connection, stream, asked);
    const anew = recalledBy(store);
    expect(anew?.hashes ?? stored).toEqual(stored);
    if (anew !== undefined) expect(await fate(store, anew)).toBe("resolved");
  },
}));
