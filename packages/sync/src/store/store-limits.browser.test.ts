import { expect, test } from "vitest";
import { openIdbStore } from "./idb/open-idb-store.ts";
import { storeLimits } from "./store-limits.ts";

const tenant = "limits of three tabs";

/** Another thread of this origin, under the same Web Locks and over the same IndexedDB as a second tab. */
function openTab(): { readonly next: () => Promise<unknown>; readonly take: (times: number) => void; kill(): void } {
  const worker = new Worker(new URL("../../test/limits-tab.ts", import.meta.url), { type: "module", name: tenant });
  return {
    next: () =>
      new Promise((resolve) => worker.addEventListener("message", ({ data }) => resolve(data), { once: true })),
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin but its page's
    take: (times) => worker.postMessage(times),
    kill: () => worker.terminate(),
  };
}

test("three tabs that take at the same time are granted what remains together, and not one more", async () => {
  const store = await openIdbStore({ tenant });
  await storeLimits({ store, connection: "crm" }).learn("https://api.test", {
    remaining: 30,
    resetAt: Date.now() + 3_600_000,
  });
  const tabs = [openTab(), openTab(), openTab()];
  await Promise.all(tabs.map((tab) => tab.next()));
  const granted = tabs.map((tab) => tab.next());
  for (const tab of tabs) tab.take(20);
  const sum = (await Promise.all(granted)).reduce((total: number, count) => total + Number(count), 0);
  for (const tab of tabs) tab.kill();
  expect(sum).toBe(30);
  expect(await store.limits("https://api.test")).toMatchObject({ remaining: 0 });
  await store.close();
});
