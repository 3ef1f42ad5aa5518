import { expect, test } from "vitest";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import type { FakeVendor } from "../../test/vendor.ts";

const over = (fake: FakeVendor) => engineOver({ vendor: fake.vendor });

test("a paused stream stays at its checkpoint, is left out of syncs, and goes on when it is resumed", async () => {
  const fake = fakeVendor(rowsOf(25));
  const { clock, waybill, connection } = over(fake);
  await clock.settle(connection.step("contacts"));
  await connection.pause("contacts");
  expect(await clock.settle(connection.sync())).toEqual([]);
  expect(await waybill.status.snapshot({ connection: "acme" })).toMatchObject({ blocker: "paused", phase: "idle" });
  await expect(clock.settle(connection.pull("contacts"))).rejects.toThrow(/paused/);
  await connection.resume("contacts");
  const receipt = await clock.settle(connection.pull("contacts"));
  expect(receipt).toMatchObject({ outcome: "complete", pages: 3 });
  expect(fake.asked).toEqual(["?limit=10", "?limit=10&cursor=10", "?limit=10&cursor=20"]);
});

test("pausing stops a pull that is under way at its checkpoint", async () => {
  const fake = fakeVendor(rowsOf(25));
  const { clock, store, connection } = over(fake);
  fake.faults.push(undefined, () => json({}, { status: 429, headers: { "retry-after": "50" } }));
  const pulling = connection.pull("contacts");
  const refused = clock.settle(pulling).catch((error: unknown) => error);
  await connection.pause("contacts");
  expect(await refused).toMatchObject({ code: "aborted" });
  expect((await store.checkpoint("acme", "contacts"))?.blocker).toBe("paused");
});

test("cancelling ends the run with a receipt, and the next sync begins anew", async () => {
  const fake = fakeVendor(rowsOf(25));
  const { clock, connection } = over(fake);
  await clock.settle(connection.step("contacts"));
  expect(await clock.settle(connection.cancel("contacts"))).toMatchObject({ outcome: "cancelled", pages: 1 });
  const [receipt] = await clock.settle(connection.sync());
  expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 15, unchanged: 10 } });
});
