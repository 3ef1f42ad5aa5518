import { bearer } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { changingRows } from "../../test/changing-rows.ts";
import { contractWith } from "../../test/contract.ts";
import { connectorOf } from "../../test/engine.ts";
import { pullContext } from "../../test/pull-context.ts";
import { run } from "../../test/run-pull.ts";
import { createWaybill } from "../engine.ts";
import type { Mutation } from "../push/mutation.ts";
import { here, mutation } from "./conformance/fixtures.ts";
import { NoDatabase } from "./idb/database/no-database.ts";
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

/** A change is counted after the commit that tells of it. */
const counted = () => new Promise((resolve) => setImmediate(resolve));

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

  const outboxOf = (store: Store) => createWaybill({ store }).status.outbox(here.connection);

  test("is told by the outbox, with as many changes as were open, until somebody takes note", async () => {
    const settled = [change("3", "applied"), change("4", "rejected"), change("5", "discarded")];
    const { opened, store } = await lost(change("1"), change("2", "unknown"), ...settled);
    expect(store.lostBecause?.message).toContain(
      "2 changes that are not known to have arrived cannot be read again: look",
    );
    expect(await outboxOf(store)).toMatchObject({ pending: 0, lost: 2 });
    await store.commit({ connection: here.connection });
    const later = await opened(store);
    expect(later.lostBecause).toBeDefined();
    expect(await outboxOf(later)).toMatchObject({ lost: 2 });
    acknowledgeLoss(opened.options);
    expect(await outboxOf(later)).not.toHaveProperty("lost");
  });

  test("is put away by a person who was told the number, on a screen, and by nobody who saw another", async () => {
    const { opened, store } = await lost(change("1"), change("2"));
    const waybill = createWaybill({ store });
    waybill.connection(here.connection, { connector: connectorOf([contractWith()]), credential: bearer("key") });
    const told = (number: number) =>
      waybill.status.act({ kind: "acknowledge", target: here, lost: number }, `key ${number}`);
    expect(await told(3)).toMatchObject({ state: "rejected", failure: { code: "conflict" } });
    expect(await outboxOf(store)).toMatchObject({ lost: 2 });
    expect(await told(2)).toEqual({ state: "accepted" });
    expect(await outboxOf(await opened(store))).not.toHaveProperty("lost");
    // Another tab still shows it.
    expect(await told(1)).toEqual({ state: "accepted" });
    await waybill.dispose();
  });

  test("stays told of where the browser does not let anybody write that note was taken of it", async () => {
    const { opened, store } = await lost(change("1"));
    opened.options.reminder.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    expect(() => store.acknowledgeLoss?.(here.connection, 1)).toThrow(/Allow this site to store data/);
    expect(await outboxOf(store)).toMatchObject({ lost: 1 });
  });

  test("is not told where everything had been sent", async () => {
    const { store } = await lost(change("1", "applied"));
    expect(store.lostBecause?.message).not.toContain("known to have arrived");
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

  /** A store that answers how many changes are open when it is let. */
  function slow(store: Store) {
    let asked = 0;
    let answer: () => void = () => undefined;
    const letIt = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const mutations: Store["mutations"] = async (...of) => {
      asked += 1;
      await letIt;
      return store.mutations(...of);
    };
    return { store: { ...store, mutations }, answer, asked: () => asked };
  }

  test("is counted by the next page, where one ended before it had counted", async () => {
    const opened = page();
    const kept = createMemoryStore();
    const ended = await opened(slow(kept).store);
    await ended.commit({ ...here, mutations: [change("1")] });
    await opened(kept);
    await counted();
    expect(await outboxOf(await opened(createMemoryStore()))).toMatchObject({ lost: 1 });
  });

  test("is counted once for all that is committed while it is counted", async () => {
    const opened = page();
    const { store, answer, asked } = slow(createMemoryStore());
    const first = await opened(store);
    for (const id of ["1", "2", "3", "4"]) await first.commit({ ...here, mutations: [change(id)] });
    answer();
    await counted();
    expect(asked()).toBe(2);
    expect(await outboxOf(await opened(createMemoryStore()))).toMatchObject({ lost: 4 });
  });

  test("is not remembered of a connection that is erased while it is counted", async () => {
    const opened = page();
    const { store, answer } = slow(createMemoryStore());
    const first = await opened(store);
    await first.commit({ ...here, mutations: [change("1")] });
    await first.erase(here.connection);
    answer();
    await counted();
    expect(opened.options.reminder.getItem("waybill t1")).not.toContain(here.connection);
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

test("a database that is refused is not taken for emptied, and what was counted of it stands", async () => {
  const opened = page();
  const kept = createMemoryStore();
  await (await opened(kept)).commit({ ...here, mutations: [mutation("1", 1)] });
  await counted();
  const reminded = opened.options.reminder.getItem("waybill t1");
  const refused = await opened({ ...createMemoryStore(), notDurableBecause: new NoDatabase().failure });
  expect(refused.lostBecause).toBeUndefined();
  await refused.commit({ ...here, mutations: [mutation("2", 1), mutation("3", 2)] });
  await counted();
  expect(opened.options.reminder.getItem("waybill t1")).toBe(reminded);
  expect((await opened(createMemoryStore())).lostChanges?.(here.connection)).toBe(1);
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
