import { base, checkpoint, here, page } from "../src/store/conformance/fixtures.ts";
import type { CommitEvent } from "../src/store/contract.ts";
import { openIdbStore } from "../src/store/idb/open-idb-store.ts";

/** The other tab of `tabs.browser.test.ts`: a worker whose name is the tenant, and which does as it is told. */
const store = await openIdbStore({ tenant: self.name });
const heard: CommitEvent[] = [];

function say(what: string, events: readonly CommitEvent[] = []): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin but its page's
  self.postMessage([what, events]);
}

store.subscribe((event) => {
  heard.push(event);
  say(`heard ${heard.length}`, heard);
});

/** Commits one record at a time. */
async function commit(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await store.commit({ ...here, put: [base(`there ${n}`)] });
}

/** Commits pages of 500 records, each with its checkpoint, and says when each was begun. */
async function pages(count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1) {
    const committed = store.commit({ ...here, put: page(500, n * 500), checkpoint: checkpoint(n) });
    say(`begun ${n}`);
    await committed;
  }
}

self.addEventListener("message", ({ data: [order, count] }: MessageEvent<["commit" | "pages", number]>) => {
  void (order === "commit" ? commit(count) : pages(count));
});
say("ready");
