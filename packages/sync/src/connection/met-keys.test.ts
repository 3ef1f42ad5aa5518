import { expect, test, vi } from "vitest";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import type * as metMemory from "../pull/proof/met-memory.ts";
import type { MetMemory } from "../pull/proof/met-memory.ts";
import { createMemoryStore } from "../store/index.ts";

const memories: MetMemory[] = [];
vi.mock("../pull/proof/met-memory.ts", async (original) => {
  const { createMetMemory } = await original<typeof metMemory>();
  const made = (): MetMemory => {
    const memory = createMetMemory();
    memories.push(memory);
    return memory;
  };
  return { createMetMemory: made };
});

/** A stream of eight pages that was read once, and a tab that reads it again, page by page. */
async function rereading() {
  const store = createMemoryStore();
  const seen = vi.spyOn(store, "seen");
  const source = fakeVendor(rowsOf(75));
  const rig = engineOver({ vendor: source.vendor, waybill: { store } });
  const { clock, connection, connector } = rig;
  const stepOf = (of: typeof connection) => clock.settle(of.step("contacts", { mode: "full", maxPages: 1 }));
  await clock.settle(connection.pull("contacts"));
  seen.mockClear();
  const openRun = async () => (await store.checkpoint("acme", "contacts"))?.run;
  return {
    ...rig,
    store,
    seen,
    source,
    stepOf,
    openRun,
    tab: () => rig.open().connection("acme", { connector }),
  };
}

test("a run of many steps asks the store for no key that it met", async () => {
  const { connection, seen, stepOf } = await rereading();
  const states: string[] = [];
  while (states.at(-1) !== "done") states.push((await stepOf(connection)).state);
  expect(states).toHaveLength(8);
  expect(seen).not.toHaveBeenCalled();
});

test("a tab that takes a run over asks once, and so does the first when it comes back to it", async () => {
  const { clock, connection, store, seen, source, stepOf, tab } = await rereading();
  source.remove("c74");
  await stepOf(connection);
  const other = tab();
  for (let step = 0; step < 3; step += 1) await stepOf(other);
  expect(seen).toHaveBeenCalledTimes(1);
  await clock.settle(connection.pull("contacts"));
  expect(seen).toHaveBeenCalledTimes(2);
  const [receipt] = (await store.receipts("acme", { limit: 1 })).items;
  expect(receipt).toMatchObject({ counts: { unchanged: 74, swept: 1, duplicate: 0 } });
});

test.each(["erase", "dispose"] as const)(
  "what runs have met is forgotten with a connection that ends: %s",
  async (end) => {
    const { clock, connection, connector, waybill, seen, stepOf } = await rereading();
    const other = waybill.connection("other", { connector });
    await clock.settle(other.pull("contacts"));
    await stepOf(other);
    await stepOf(other);
    expect(seen).not.toHaveBeenCalled();
    await clock.settle<unknown>(connection[end]());
    await stepOf(other);
    expect(seen).toHaveBeenCalledTimes(1);
  },
);

test("what a run has met is forgotten once another tab has ended it", async () => {
  const { clock, connection, stepOf, openRun, tab } = await rereading();
  const [mine] = memories.slice(-1);
  await stepOf(connection);
  const of = mine?.of((await openRun())?.id ?? "");
  const keeps = () =>
    Array.from({ length: 30 }, (_, version) => of?.recall(version)).some((kept) => kept !== undefined);
  expect(keeps()).toBe(true);
  await clock.settle(tab().cancel("contacts"));
  expect(keeps()).toBe(false);
});

test("nothing is kept of a dry run, which ends without a word", async () => {
  const { clock, connection } = await rereading();
  const [mine] = memories.slice(-1);
  if (mine === undefined) throw new Error("The engine has no memory.");
  const of = vi.spyOn(mine, "of");
  await clock.settle(connection.pull("contacts", { dryRun: true }));
  expect(of).not.toHaveBeenCalled();
});
