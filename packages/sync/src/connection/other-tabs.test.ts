import { bearer } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import type { FakeVendor } from "../../test/vendor.ts";

const target = { connection: "acme", stream: "contacts" };

function slowEngine(fake: FakeVendor): ReturnType<typeof engineOver> {
  const engine = engineOver({
    vendor: async (request): Promise<Response> => {
      await engine.clock.sleep(1000);
      return fake.vendor(request);
    },
  });
  return engine;
}

/** A tab that pulls a hundred records, a page a second, and another tab on the same store. */
async function twoTabs(fake = fakeVendor(rowsOf(100))) {
  const engine = slowEngine(fake);
  const other = engine.open();
  const follower = other.connection("acme", { connector: engine.connector, credential: bearer("first") });
  const leading = engine.connection.pull("contacts").catch((error: unknown) => error);
  await engine.clock.advance(2500);
  return { ...engine, fake, other, follower, leading };
}

describe("while another tab pulls the stream", () => {
  test("a run is cancelled at once, and whoever pulled it gets its receipt and begins no other", async () => {
    const { clock, store, fake, follower, leading } = await twoTabs();
    const asked = clock.monotonic();
    const receipt = await clock.settle(follower.cancel("contacts"));
    expect(receipt).toMatchObject({ outcome: "cancelled", pages: 2, counts: { created: 20 } });
    expect(clock.monotonic()).toBe(asked);
    expect(await clock.settle(leading)).toEqual(receipt);
    await clock.advance(60_000);
    expect(fake.asked.filter((query) => query === "?limit=10")).toHaveLength(1);
    expect(await store.count("acme", "contacts")).toBe(20);
  });

  test("a reset ends the run and forgets the position in one commit", async () => {
    const { clock, store, follower, leading } = await twoTabs();
    const head = await store.head();
    expect(await clock.settle(follower.reset("contacts"))).toMatchObject({ outcome: "cancelled" });
    // The lease taken, the end of the run, the lease given back.
    expect(await store.head()).toBe(head + 3);
    expect(await clock.settle(leading)).toMatchObject({ outcome: "cancelled" });
  });

  test("a record that was kept aside is replayed at once, and the pull goes on where it was", async () => {
    const fake = fakeVendor(rowsOf(100));
    fake.faults.push(() => json({ data: [{ name: "without a key" }], next: "1", total: 100 }));
    const { clock, store, other, leading } = await twoTabs(fake);
    const { items } = await other.status.failed(target, { limit: 9 });
    const asked = clock.monotonic();
    const records = items.map(({ id }) => id);
    await clock.settle(other.status.act({ kind: "replay", target, records }, "k"));
    expect(clock.monotonic()).toBe(asked);
    const pulled = await clock.settle(leading);
    expect(pulled).toMatchObject({ outcome: "partial", counts: { created: 99, quarantined: 1 } });
    const history = await store.receipts("acme", { limit: 9 });
    expect(history.items.map(({ kind }) => kind)).toEqual(["run", "replay"]);
  });

  test("an erasure leaves nothing that comes back: the pull ends, and says why", async () => {
    const { clock, store, follower, leading } = await twoTabs();
    expect(await clock.settle(follower.erase())).toMatchObject({ records: 20 });
    expect(await clock.settle(leading)).toMatchObject({ code: "aborted", message: /erased/ });
    await clock.advance(120_000);
    expect([await store.count("acme", "contacts"), await store.checkpoint("acme", "contacts")]).toEqual([0, undefined]);
  });
});

test("an erasure ends the schedules of other tabs, until they are started again", async () => {
  const { clock, store, waybill, connection, follower, leading } = await twoTabs();
  await clock.settle(leading);
  await connection.schedule("contacts", { kind: "interval", everyMs: 3_600_000 });
  waybill.start();
  await clock.advance(1000);
  await clock.settle(follower.erase());
  await clock.advance(10 * 3_600_000);
  expect(await store.count("acme", "contacts")).toBe(0);
  waybill.start();
  await clock.advance(3_700_000);
  expect(await store.count("acme", "contacts")).toBe(100);
  await clock.settle(waybill.dispose());
});
