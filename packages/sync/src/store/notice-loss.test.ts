import { describe, expect, test } from "vitest";
import { changingRows } from "../../test/changing-rows.ts";
import { pullContext } from "../../test/pull-context.ts";
import { run } from "../../test/run-pull.ts";
import { createWaybill } from "../engine.ts";
import type { Mutation } from "../push/mutation.ts";
import { here, mutation } from "./conformance/fixtures.ts";
import { acknowledgeLoss, createMemoryStore, noticeLoss } from "./index.ts";
import type { Store } from "./index.ts";

function page() {
  const items = new Map<string, string>();
  const reminder = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
  const options = { reminder, key: "t1" };
  return Object.assign((store: Store, key = "t1") => noticeLoss(store, { reminder, key }), { options });
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

describe("invariant 107: an outbox that was lost with its store", () => {
  const change = (id: string, state: Mutation["state"] = "queued") => mutation(id, Number(id), state);

  /** A page whose browser empties the database when a store is opened without one. */
  async function lost(...mutations: readonly Mutation[]) {
    const opened = page();
    const first = await opened(createMemoryStore());
    await first.commit({ ...here, mutations });
    await counted();
    return { opened, store: await opened(createMemoryStore()) };
  }

  /** A change is counted after the commit that tells of it. */
  const counted = () => new Promise((resolve) => setImmediate(resolve));

  const outboxOf = (store: Store) => createWaybill({ store }).status.outbox(here.connection);

  test("is told by the outbox, with as many changes as were open, until somebody takes note", async () => {
    const settled = [change("3", "applied"), change("4", "rejected"), change("5", "discarded")];
    const { opened, store } = await lost(change("1"), change("2", "unknown"), ...settled);
    expect(store.lostBecause?.message).toContain("2 changes that had not been sent cannot be read again.");
    expect(await outboxOf(store)).toMatchObject({ pending: 0, lost: 2 });
    await store.commit({ connection: here.connection });
    const later = await opened(store);
    expect(later.lostBecause).toBeDefined();
    expect(await outboxOf(later)).toMatchObject({ lost: 2 });
    acknowledgeLoss(opened.options);
    expect(await outboxOf(later)).not.toHaveProperty("lost");
  });

  test("is not told where everything had been sent", async () => {
    const { store } = await lost(change("1", "applied"));
    expect(store.lostBecause?.message).not.toContain("had not been sent");
    expect(await outboxOf(store)).not.toHaveProperty("lost");
  });

  test("adds up over two losses, and goes with a connection that is erased", async () => {
    const { opened, store } = await lost(change("1"));
    await store.commit({ ...here, mutations: [change("1"), change("2")] });
    await counted();
    const again = await opened(createMemoryStore());
    expect(await outboxOf(again)).toMatchObject({ lost: 3 });
    await again.erase(here.connection);
    expect(await outboxOf(again)).not.toHaveProperty("lost");
  });

  test.each(["1", "{}", "null", '{"lost":{"crm":"many"}}', "{"])(
    "is none where the reminder holds %s",
    async (kept) => {
      const opened = page();
      opened.options.reminder.setItem("waybill t1", kept);
      const store = await opened(createMemoryStore());
      expect(store.lostBecause).toMatchObject({ code: "storage" });
      expect(await outboxOf(store)).not.toHaveProperty("lost");
    },
  );
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
