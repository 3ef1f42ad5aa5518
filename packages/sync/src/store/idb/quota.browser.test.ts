import { expect, test } from "vitest";
import { base, checkpoint, here, page } from "../conformance/fixtures.ts";
import { everything } from "../conformance/observe.ts";
import { openIdbStore } from "./open-idb-store.ts";

const { connection, stream } = here;

/** As much of Chromium's storage buckets (WICG Storage Buckets API) as gives a database with a quota of its own. */
interface StorageBuckets {
  open(name: string, options: { readonly quota: number }): Promise<{ readonly indexedDB: IDBFactory }>;
}

test("a disk that is full refuses a page whole, still reads, and takes what there is room for", async () => {
  const buckets: StorageBuckets = Reflect.get(navigator, "storageBuckets");
  const { indexedDB } = await buckets.open("full-disk", { quota: 1_000_000 });
  const store = await openIdbStore({ tenant: "full disk", indexedDB });
  await store.commit({ ...here, put: [base("before")], checkpoint: checkpoint(1) });
  const before = await everything(store, connection, [stream]);
  const large = [base("large", { text: "x".repeat(4_000_000) }), ...page(100)];
  await expect(store.commit({ ...here, put: large, checkpoint: checkpoint(2) })).rejects.toMatchObject({
    code: "storage",
    failure: { retryable: true, action: "fix", cause: { name: "QuotaExceededError" } },
  });
  expect(await everything(store, connection, [stream])).toEqual(before);
  expect(await store.commit({ ...here, expect: { checkpoint: 1 }, put: page(10), checkpoint: checkpoint(2) })).toBe(2);
  expect(await store.count(connection, stream)).toBe(11);
  await store.close();
});
