import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, describe, expect, test } from "vitest";
import { openTiny } from "../../../../test/compacting-store.ts";
import { openSealed, sealingKey } from "../../../../test/sealed-store.ts";
import { base, here, key, keys, page } from "../../conformance/fixtures.ts";
import type { Recalled, Store } from "../../contract.ts";
import type { Compactor } from "../segments/compactor.ts";

const { connection, stream } = here;

interface Opened {
  readonly store: Store;
  readonly compactor: Compactor;
}

const opened: Store[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});

/** Two tabs on one database. */
async function tabs(): Promise<{ readonly own: Opened; readonly other: Opened }> {
  const where = { factory: new IDBFactory(), tenant: "t" };
  const [own, other] = [await openTiny(where), await openTiny(where)];
  opened.push(own.store, other.store);
  return { own, other };
}

function recalledOf(store: Store, ...ids: readonly string[]): Recalled | undefined {
  return store.recall?.(connection, stream, ids.map(key));
}

/** What a commit that rests on it comes to. */
async function fate(store: Store, recalled: Recalled | undefined): Promise<string> {
  try {
    await store.commit({ ...here, expect: recalled?.expect, put: [base("new")] });
    return "committed";
  } catch (error) {
    return String(Reflect.get(Object(error), "code"));
  }
}

test("what a handle has stored or looked at it recalls without a look, absent keys too", async () => {
  const { own, other } = await tabs();
  await own.store.commit({ ...here, put: [base("a"), base("c")] });
  expect(recalledOf(own.store, "c", "b", "a")?.hashes).toEqual([base("c").hash, undefined, base("a").hash]);
  expect(recalledOf(other.store, "a")).toBeUndefined();
  await other.store.hashes(connection, stream, keys("a"));
  expect(recalledOf(other.store, "a")?.hashes).toEqual([base("a").hash]);
});

test("what a handle has removed it recalls as absent", async () => {
  const { own } = await tabs();
  await own.store.commit({ ...here, put: [base("a"), base("b"), base("c")] });
  await own.store.commit({ ...here, remove: keys("b") });
  expect(recalledOf(own.store, "a", "b", "c")?.hashes).toEqual([base("a").hash, undefined, base("c").hash]);
});

test("what is sealed cannot be told at once", async () => {
  const { store } = await openSealed({ factory: new IDBFactory(), key: await sealingKey() });
  opened.push(store);
  expect(store.recall).toBeUndefined();
});

describe("a commit that rests on what was recalled", () => {
  const changes: readonly {
    readonly what: string;
    readonly change: (tabs: Record<"own" | "other", Opened>) => Promise<unknown>;
    readonly want: string;
  }[] = [
    { what: "nothing happened", change: async () => {}, want: "committed" },
    {
      what: "this handle wrote records",
      change: ({ own }) => own.store.commit({ ...here, put: [base("a", { n: 2 })] }),
      want: "committed",
    },
    {
      what: "another tab wrote of another stream",
      change: ({ other }) => other.store.commit({ connection, stream: "deals", put: page(3) }),
      want: "committed",
    },
    {
      what: "another tab wrote own changes",
      change: ({ other }) => other.store.commit({ ...here, overlay: { put: [], remove: keys("a") } }),
      want: "committed",
    },
    {
      what: "another tab changed a record",
      change: ({ other }) => other.store.commit({ ...here, put: [base("a", { n: 2 })] }),
      want: "superseded",
    },
    {
      what: "another tab removed a record",
      change: ({ other }) => other.store.commit({ ...here, remove: keys("a") }),
      want: "superseded",
    },
    {
      what: "another tab changed a record, and this handle has seen it since",
      change: async ({ own, other }) => {
        await other.store.commit({ ...here, put: [base("a", { n: 2 })] });
        await own.store.records(connection, stream, { limit: 9 });
      },
      want: "superseded",
    },
    {
      what: "another tab changed a record, and this handle another one",
      change: async ({ own, other }) => {
        await other.store.commit({ ...here, put: [base("a", { n: 2 })] });
        await own.store.commit({ ...here, put: [base("b")] });
      },
      want: "superseded",
    },
    {
      what: "another tab erased the connection",
      change: ({ other }) => other.store.erase(connection),
      want: "superseded",
    },
    {
      what: "another tab erased the connection and stored it anew",
      change: async ({ other }) => {
        await other.store.erase(connection);
        await other.store.commit({ ...here, put: [base("a")] });
      },
      want: "superseded",
    },
    { what: "this handle erased the connection", change: ({ own }) => own.store.erase(connection), want: "superseded" },
    {
      what: "this handle packed the records otherwise",
      change: async ({ own }) => {
        await own.store.commit({ ...here, put: page(40) });
        own.compactor.tidy([connection, stream]);
        await own.compactor.idle();
      },
      want: "committed",
    },
    {
      what: "another tab packed the records otherwise",
      change: async ({ other }) => {
        other.compactor.tidy([connection, stream]);
        await other.compactor.idle();
      },
      want: "committed",
    },
    {
      what: "another tab packed the records otherwise, and this handle has seen it since",
      change: async ({ own, other }) => {
        other.compactor.tidy([connection, stream]);
        await other.compactor.idle();
        await own.store.records(connection, stream, { limit: 9 });
      },
      want: "committed",
    },
    {
      what: "another tab changed a record, and packed it away",
      change: async ({ other }) => {
        await other.store.commit({ ...here, remove: keys("a") });
        other.compactor.tidy([connection, stream]);
        await other.compactor.idle();
      },
      want: "superseded",
    },
    {
      what: "another tab packed the records otherwise, changed one, and packed them again",
      change: async ({ other }) => {
        for (const n of [2, 3]) {
          other.compactor.tidy([connection, stream]);
          await other.compactor.idle();
          await other.store.commit({ ...here, put: [base("a", { n }), base("b", { n })] });
        }
        other.compactor.tidy([connection, stream]);
        await other.compactor.idle();
      },
      want: "superseded",
    },
  ];

  test.each(changes)("is $want where $what", async ({ change, want }) => {
    const both = await tabs();
    const { store } = both.own;
    // Of two segments, which a step may merge.
    await store.commit({ ...here, put: [base("a"), base("z")] });
    await store.commit({ ...here, put: [base("b")] });
    const recalled = recalledOf(store, "a");
    await change(both);
    expect(await fate(store, recalled)).toBe(want);
    expect(await store.hashes(connection, stream, keys("new"))).toEqual([
      want === "committed" ? base("new").hash : undefined,
    ]);
  });

  test("goes through once it was looked again", async () => {
    const { own, other } = await tabs();
    await own.store.commit({ ...here, put: [base("a")] });
    const before = recalledOf(own.store, "a");
    await other.store.commit({ ...here, put: [base("a", { n: 2 })] });
    expect(await fate(own.store, before)).toBe("superseded");
    await own.store.hashes(connection, stream, keys("a"));
    const after = recalledOf(own.store, "a");
    expect(after?.hashes).toEqual([base("a", { n: 2 }).hash]);
    expect(await fate(own.store, after)).toBe("committed");
  });
});
