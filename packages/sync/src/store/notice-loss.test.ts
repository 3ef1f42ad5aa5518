import { expect, test } from "vitest";
import { changingRows } from "../../test/changing-rows.ts";
import { pullContext } from "../../test/pull-context.ts";
import { run } from "../../test/run-pull.ts";
import { createMemoryStore, noticeLoss } from "./index.ts";
import type { Store } from "./index.ts";

function page() {
  const items = new Map<string, string>();
  const reminder = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
  return (store: Store, key = "t1") => noticeLoss(store, { reminder, key });
}

test("a store that a browser emptied is noticed, everything is read again, and the receipt says why", async () => {
  const opened = page();
  const { vendor } = changingRows(5);
  const store = await opened(createMemoryStore());
  expect(await run(pullContext({ vendor, store }))).not.toHaveProperty("why");
  const emptied = await opened(createMemoryStore());
  expect(emptied.lostBecause).toMatchObject({ code: "storage", retryable: false });
  const context = pullContext({ vendor, store: emptied });
  expect(await run(context)).toMatchObject({ mode: "full", why: expect.stringContaining("gone from this browser") });
  expect(await run(context)).not.toHaveProperty("why");
});

test("a store that is new, kept, or another tenant's is not taken for emptied", async () => {
  const opened = page();
  const memory = createMemoryStore();
  expect((await opened(memory)).lostBecause).toBeUndefined();
  await memory.commit({ connection: "acme" });
  expect((await opened(memory)).lostBecause).toBeUndefined();
  expect((await opened(createMemoryStore(), "t2")).lostBecause).toBeUndefined();
});

test("a page that remembers nothing opens its store all the same", async () => {
  const refuse = (): never => {
    throw new DOMException("denied", "SecurityError");
  };
  const memory = createMemoryStore();
  const store = await noticeLoss(memory, { key: "t1", reminder: { getItem: refuse, setItem: refuse } });
  expect(await store.commit({ connection: "acme" })).toBe(1);
  expect(store.lostBecause).toBeUndefined();
});
