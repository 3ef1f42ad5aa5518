import { openIdbStore } from "../src/store/idb/open-idb-store.ts";
import { storeLimits } from "../src/store/store-limits.ts";

/** A tab of `store-limits.browser.test.ts`: a worker whose name is the tenant. Takes as often as it is told, all at once, and says what was granted. */
const store = await openIdbStore({ tenant: self.name });
const limits = storeLimits({ store, connection: "crm" });

async function take(times: number): Promise<void> {
  const answers = await Promise.all(Array.from({ length: times }, () => limits.take("https://api.test", 1)));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin but its page's
  self.postMessage(answers.filter(({ granted }) => granted).length);
}

self.addEventListener("message", ({ data }: MessageEvent<number>) => void take(data));
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin but its page's
self.postMessage("ready");
