import { afterEach, expect, test } from "vitest";
import { base, checkpoint, here, page } from "../../conformance/fixtures.ts";
import { watch } from "../../conformance/observe.ts";
import type { CommitEvent, Store } from "../../contract.ts";
import { databaseName } from "../database/database-name.ts";
import { openIdbStore } from "../open-idb-store.ts";

const { connection, stream } = here;
const opened: Store[] = [];
const tabs: Worker[] = [];

async function open(tenant: string): Promise<Store> {
  const store = await openIdbStore({ tenant });
  opened.push(store);
  return store;
}

type Order = readonly [order: "commit" | "pages", count: number];

/** Another thread of this origin with the store open: what a second tab is to IndexedDB and BroadcastChannel. */
function openTab(tenant: string): {
  tell(order: Order): void;
  said(what: string): Promise<readonly unknown[]>;
  kill(): void;
} {
  const worker = new Worker(new URL("../../../../test/store-tab.ts", import.meta.url), {
    type: "module",
    name: tenant,
  });
  tabs.push(worker);
  const heard: unknown[][] = [];
  const waiting = new Map<string, (message: readonly unknown[]) => void>();
  worker.addEventListener("message", ({ data }: MessageEvent<unknown[]>) => {
    heard.push(data);
    waiting.get(String(data[0]))?.(data);
  });
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin but its page's
    tell: (order) => worker.postMessage(order),
    kill: () => worker.terminate(),
    said: (what) =>
      new Promise((resolve) => {
        const already = heard.find(([first]) => first === what);
        if (already === undefined) waiting.set(what, resolve);
        else resolve(already);
      }),
  };
}

/** Fails when a handle does not let go. */
function remove(tenant: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(databaseName("default", tenant));
    request.addEventListener("success", resolve);
    request.addEventListener("blocked", () => reject(new Error("this handle did not let go")));
  });
}

afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.terminate();
  await Promise.all(opened.splice(0).map((store) => store.close()));
});

test("two tabs hear of each other's commits, each commit once and in order", async () => {
  const store = await open("two tabs");
  const watching = watch(store);
  const tab = openTab("two tabs");
  await tab.said("ready");
  tab.tell(["commit", 20]);
  for (let n = 0; n < 20; n += 1) await store.commit({ ...here, put: [base(`here ${n}`)] });
  const mine = await watching.upTo(40);
  expect(mine.map(({ commit }) => commit)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  const [, theirs] = await tab.said("heard 40");
  expect(theirs).toEqual(mine);
  expect(new Set(mine.flatMap((event: CommitEvent) => event.keys ?? [])).size).toBe(40);
});

test("a tab that dies in the middle of its commits leaves each of them whole or absent", async () => {
  for (const commits of [1, 2, 5]) {
    const tenant = `dying tab ${commits}`;
    const tab = openTab(tenant);
    await tab.said("ready");
    const begun = tab.said(`begun ${commits}`);
    // Without an end: whenever it dies, it is in the middle.
    tab.tell(["pages", Infinity]);
    await begun;
    tab.kill();
    const store = await open(tenant);
    const head = await store.head();
    const version = (await store.checkpoint(connection, stream))?.version ?? 0;
    expect(version).toBe(head);
    expect(await store.count(connection, stream)).toBe(head * 500);
    expect(await store.keys(connection, stream, { limit: head * 500 + 1 })).toHaveLength(head * 500);
    expect(await store.commit({ ...here, expect: { checkpoint: head }, checkpoint: checkpoint(head + 1) })).toBe(
      head + 1,
    );
  }
});

test("a commit whose database is closed under it is whole or absent", async () => {
  for (const turns of [0, 1, 3]) {
    const store = await open(`closing ${turns}`);
    const commit = store.commit({ ...here, put: page(1_000), checkpoint: checkpoint(1) }).catch(() => "refused");
    for (let turn = 0; turn < turns; turn += 1) await store.head().catch(() => 0);
    await store.close();
    const outcome = await commit;
    const again = await open(`closing ${turns}`);
    const found = [
      await again.count(connection, stream),
      await again.head(),
      await again.checkpoint(connection, stream),
    ];
    expect(found).toEqual(outcome === "refused" ? [0, 0, undefined] : [1_000, 1, checkpoint(1)]);
  }
});

test("a tab that wants to remove the database does not wait for this one, which makes it anew", async () => {
  const store = await open("removed");
  await store.commit({ ...here, put: [base("1")] });
  await remove("removed");
  expect(await store.count(connection, stream)).toBe(0);
  expect(await store.commit(here)).toBe(1);
});

test("a commit that finds the database removed does not go by what is remembered of it", async () => {
  const store = await open("removed before a commit");
  const lease = { owner: "a", token: 1, heartbeat: 1 };
  for (const n of [1, 2]) await store.commit({ ...here, put: [base(`${n}`)], checkpoint: checkpoint(n) });
  await remove("removed before a commit");
  expect(await store.commit({ ...here, put: [base("3")], lease })).toBe(1);
  expect(await store.count(connection, stream)).toBe(1);
  expect(await store.checkpoint(connection, stream)).toBeUndefined();
  await remove("removed before a commit");
  const failed = store.commit({ ...here, put: [base("4")], expect: { lease } });
  await expect(failed).rejects.toMatchObject({ code: "superseded" });
});
