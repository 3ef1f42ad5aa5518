import { FailureError, bearer, failure } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { contractWith, datedBy } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import type { FakeVendor } from "../../test/vendor.ts";
import { verifyReceipts } from "../receipt/verify-receipts.ts";
import type { Connection } from "./connection.ts";

const target = { connection: "acme", stream: "contacts" };
const day = (number: number) => `1970-01-0${number}T00:00:00.000Z`;

function over(fake: FakeVendor, change: Parameters<typeof contractWith>[0] = {}) {
  return engineOver({ vendor: fake.vendor, streams: [contractWith(change)] });
}

describe("removals that a sudden shrink holds", () => {
  async function held() {
    const fake = fakeVendor(rowsOf(10));
    const engine = over(fake);
    await engine.clock.settle(engine.connection.pull("contacts"));
    fake.remove("c0", "c1", "c2", "c3");
    await engine.clock.settle(engine.connection.pull("contacts"));
    return { ...engine, fake };
  }

  test("are shown, and made after a person confirmed them and the list was read once more", async () => {
    const { clock, store, waybill, connection } = await held();
    expect(await waybill.status.snapshot(target)).toMatchObject({ heldRemovals: 4 });
    expect(await store.count("acme", "contacts")).toBe(10);
    const receipt = await clock.settle(connection.confirmRemovals("contacts", 4));
    expect(receipt).toMatchObject({ outcome: "complete", mode: "full", counts: { unchanged: 6, swept: 4 } });
    expect((await waybill.status.snapshot(target)).heldRemovals).toBeUndefined();
    expect(await connection.confirmRemovals("contacts")).toBeUndefined();
  });

  test("can be confirmed on a screen", async () => {
    const { clock, store, waybill, connection } = await held();
    const act = { kind: "confirm", target, removals: 4 } as const;
    expect(await clock.settle(waybill.status.act(act, "k"))).toEqual({ state: "accepted" });
    await clock.settle(connection.pull("contacts"));
    expect(await store.count("acme", "contacts")).toBe(6);
  });

  test("can be confirmed for the whole connection, by the sum that a person was told", async () => {
    const { clock, store, waybill, connection } = await held();
    const whole = { connection: "acme" };
    const wrong = { kind: "confirm", target: whole, removals: 5 } as const;
    expect(await waybill.status.act(wrong, "wrong")).toMatchObject({
      state: "rejected",
      failure: { code: "conflict" },
    });
    const act = { kind: "confirm", target: whole, removals: 4 } as const;
    expect(await clock.settle(waybill.status.act(act, "k"))).toEqual({ state: "accepted" });
    await clock.settle(connection.pull("contacts"));
    expect(await store.count("acme", "contacts")).toBe(6);
  });

  test("are not confirmed by somebody who saw another number", async () => {
    const { clock, store, waybill, connection } = await held();
    await expect(connection.confirmRemovals("contacts", 3)).rejects.toMatchObject({ code: "conflict" });
    const act = { kind: "confirm", target, removals: 3 } as const;
    expect(await waybill.status.act(act, "k")).toMatchObject({ state: "rejected", failure: { code: "conflict" } });
    await clock.settle(connection.pull("contacts"));
    expect(await store.count("acme", "contacts")).toBe(10);
  });

  test("are held again when more is gone than was confirmed", async () => {
    const { clock, store, waybill, connection, fake } = await held();
    fake.clear();
    expect(await clock.settle(connection.confirmRemovals("contacts", 4))).toMatchObject({ counts: { swept: 0 } });
    expect(await store.count("acme", "contacts")).toBe(10);
    expect(await waybill.status.snapshot(target)).toMatchObject({ heldRemovals: 10 });
    expect(await clock.settle(connection.confirmRemovals("contacts", 10))).toMatchObject({ counts: { swept: 10 } });
  });
});

test("removals stay held while no run can prove what is gone", async () => {
  const fake = fakeVendor(rowsOf(10));
  const { clock, waybill, connection } = over(fake);
  await clock.settle(connection.pull("contacts"));
  fake.remove("c0", "c1", "c2", "c3");
  await clock.settle(connection.pull("contacts"));
  fake.faults.push(() => json({ data: [{ id: "c5" }], next: null, total: 6 }));
  expect(await clock.settle(connection.pull("contacts"))).toMatchObject({ outcome: "partial" });
  expect(await waybill.status.snapshot(target)).toMatchObject({ heldRemovals: 4 });
});

test("invariant 52: a reset reads everything again and keeps records and the audit trail", async () => {
  const fake = fakeVendor(rowsOf(12, () => ({ updated_at: day(1) })));
  const { clock, store, connection } = over(fake, { incremental: datedBy });
  await clock.settle(connection.pull("contacts"));
  await clock.advance(60_000);
  await clock.settle(connection.step("contacts", { mode: "full" }));
  expect(await clock.settle(connection.reset("contacts"))).toMatchObject({ outcome: "cancelled", pages: 1 });
  expect((await store.checkpoint("acme", "contacts"))?.watermark).toBeUndefined();
  expect(await store.count("acme", "contacts")).toBe(12);
  expect(await clock.settle(connection.pull("contacts"))).toMatchObject({ mode: "full", counts: { unchanged: 12 } });
  const { items } = await store.receipts("acme", { stream: "contacts", limit: 9 });
  expect(items.map(({ outcome, previous }) => [outcome, previous !== undefined])).toEqual([
    ["complete", true],
    ["cancelled", true],
    ["complete", false],
  ]);
  expect(await verifyReceipts(store, target)).toMatchObject({ ok: true, checked: 3 });
});

describe("a backfill", () => {
  const rows = () => rowsOf(9, (index) => ({ updated_at: day(index + 1) }));

  test("invariant 56: reads its range again and moves nothing that incremental runs go on from", async () => {
    const fake = fakeVendor(rows());
    const { clock, store, waybill, connection } = over(fake, {
      incremental: { ...datedBy, until: "updated_until" },
    });
    await clock.settle(connection.pull("contacts"));
    const before = await store.checkpoint("acme", "contacts");
    const shown = await waybill.status.snapshot(target);
    fake.put({ id: "c7", updated_at: day(8), name: "corrected in silence" });
    const receipt = await clock.settle(connection.backfill("contacts", { from: day(7), to: day(9) }));
    expect(receipt).toMatchObject({
      mode: "backfill",
      outcome: "complete",
      counts: { updated: 1, unchanged: 2, swept: 0 },
    });
    expect(decodeURIComponent(fake.asked.at(-1) ?? "")).toContain(`updated_since=${day(7)}&updated_until=${day(9)}`);
    const after = await store.checkpoint("acme", "contacts");
    expect([after?.watermark, after?.last, after?.lastCompleteAt]).toEqual([
      before?.watermark,
      before?.last,
      before?.lastCompleteAt,
    ]);
    const { lastOutcome, lastCompleteAt } = await waybill.status.snapshot(target);
    expect([lastOutcome, lastCompleteAt]).toEqual([shown.lastOutcome, shown.lastCompleteAt]);
  });

  test("finishes the run that is open first", async () => {
    const fake = fakeVendor(rowsOf(25, () => ({ updated_at: day(1) })));
    const { clock, store, connection } = over(fake, { incremental: datedBy });
    await clock.settle(connection.step("contacts"));
    expect(await clock.settle(connection.backfill("contacts", { from: day(1) }))).toMatchObject({ mode: "backfill" });
    const { items } = await store.receipts("acme", { limit: 9 });
    expect(items.map((receipt) => receipt.kind === "run" && receipt.mode)).toEqual(["backfill", "full"]);
  });

  test("of a stream without an incremental parameter, or of no range, is refused", async () => {
    const plain = over(fakeVendor([]));
    await expect(plain.connection.backfill("contacts", { from: day(1) })).rejects.toMatchObject({ code: "contract" });
    const timed = over(fakeVendor([]), { incremental: datedBy });
    await expect(timed.connection.backfill("contacts", { from: "yesterday" })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(timed.connection.backfill("contacts", { from: day(3), to: day(2) })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("ends before it begins"),
    });
  });
});

describe("the end of a connection", () => {
  const revocable = (revoke: () => Promise<void>) => {
    const fake = fakeVendor(rowsOf(5));
    return { ...engineOver({ vendor: fake.vendor, connection: { revoke } }), fake };
  };

  test("disconnecting ends the grant, keeps what was stored, and asks the vendor for nothing more", async () => {
    let revoked = 0;
    const { clock, store, waybill, connection, fake } = revocable(async () => void (revoked += 1));
    await clock.settle(connection.sync());
    await connection.disconnect();
    expect(revoked).toBe(1);
    const asked = fake.asked.length;
    await expect(clock.settle(connection.sync())).rejects.toMatchObject({ code: "unauthorized" });
    expect(fake.asked).toHaveLength(asked);
    expect(await waybill.status.snapshot({ connection: "acme" })).toMatchObject({ connected: false, blocker: "auth" });
    expect(await store.count("acme", "contacts")).toBe(5);
    await connection.reconnect(bearer("new"));
    expect(await clock.settle(connection.sync())).toMatchObject([{ outcome: "complete" }]);
  });

  test("a vendor that cannot say whether the grant is over leaves the connection as it was", async () => {
    const { clock, connection } = revocable(async () => {
      throw new FailureError(failure("unavailable", { message: "down" }));
    });
    await expect(connection.disconnect()).rejects.toMatchObject({ code: "unavailable" });
    expect(await clock.settle(connection.sync())).toMatchObject([{ outcome: "complete" }]);
  });

  test.each([
    { what: "a reconnection", revoke: async () => {}, end: (c: Connection) => c.disconnect() },
    {
      what: "a disconnection that failed",
      revoke: () => Promise.reject(new FailureError(failure("unavailable", { message: "down" }))),
      end: (c: Connection) => c.disconnect().catch(() => {}),
    },
  ])("schedules go on after $what", async ({ revoke, end }) => {
    const { clock, waybill, connection, fake } = revocable(revoke);
    await connection.schedule("contacts", { kind: "interval", everyMs: 60_000 });
    waybill.start();
    await clock.advance(1000);
    await clock.settle(end(connection));
    await clock.settle(connection.reconnect(bearer("new")));
    await clock.advance(1000);
    const asked = fake.asked.length;
    await clock.advance(600_000);
    expect(fake.asked.length).toBeGreaterThanOrEqual(asked + 9);
    await waybill.dispose();
  });

  test("schedules rest while a connection is disconnected, and plan nothing", async () => {
    const { clock, waybill, connection, fake } = revocable(async () => {});
    await connection.schedule("contacts", { kind: "interval", everyMs: 60_000 });
    waybill.start();
    await clock.advance(1000);
    await clock.settle(connection.disconnect());
    await clock.advance(600_000);
    expect(fake.asked).toHaveLength(1);
    expect((await waybill.status.snapshot(target)).nextAttemptAt).toBeUndefined();
    await waybill.dispose();
  });

  test("erasing says what is gone, and nothing is left", async () => {
    const { clock, store, connection, fake } = revocable(async () => {});
    fake.faults.push(() => json({ data: [{ id: "c0" }, { name: "no key" }], next: null, total: 2 }));
    await clock.settle(connection.sync());
    expect(await connection.erase()).toEqual({ connection: "acme", records: 1, quarantined: 1, receipts: 1 });
    expect(await store.count("acme", "contacts")).toBe(0);
    expect(await store.checkpoint("acme", "contacts")).toBeUndefined();
    expect((await store.receipts("acme", { limit: 9 })).items).toEqual([]);
  });

  test("erasing does not claim what it did not see", async () => {
    const fake = fakeVendor(rowsOf(3));
    const stubborn = engineOver({ vendor: fake.vendor });
    await stubborn.clock.settle(stubborn.connection.sync());
    const store = { ...stubborn.store, erase: async () => {} };
    const other = stubborn.open({ store }).connection("acme", { connector: stubborn.connector });
    await expect(other.erase()).rejects.toMatchObject({ code: "storage" });
  });
});

test("the product's own calls go over the connection's transport, with its credential", async () => {
  const seen: (string | null)[] = [];
  const engine = engineOver({
    vendor: (request) => {
      seen.push(`${request.url} ${request.headers.get("authorization")}`);
      return json({ ok: true });
    },
  });
  const { clock, connection } = engine;
  await clock.settle(connection.fetch(`${connection.baseUrl}/me`));
  await connection.reconnect(bearer("second"));
  await clock.settle(connection.fetch(`${connection.baseUrl}/me`));
  expect(seen.filter((line) => line?.includes("/me"))).toEqual([
    "https://api.harbor.test/me Bearer first",
    "https://api.harbor.test/me Bearer second",
  ]);
});
