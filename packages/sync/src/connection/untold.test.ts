import { bearer, failure, FailureError } from "@waybill/transport";
import { expect, test } from "vitest";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import type { Store } from "../store/index.ts";

const whole = { connection: "acme" };
const unread = { lastOutcome: "failed", failure: { code: "storage", message: "The disk is on fire." } };
const well = { lastOutcome: "complete", failure: undefined };

/** A tab whose store refuses one kind of call for as long as it is broken, and another tab that has read the stream. */
async function brokenAt(call: "checkpoint" | "lease" | "quarantineCount" | "commit") {
  const { clock, store, connector, open, connection } = engineOver({ vendor: fakeVendor(rowsOf(15)).vendor });
  await clock.settle(connection.sync());
  const broken = { is: true };
  const failing: Store = {
    ...store,
    [call]: async (...of: unknown[]): Promise<unknown> => {
      if (broken.is) throw new FailureError(failure("storage", { message: "The disk is on fire." }));
      return Reflect.apply(store[call], store, of);
    },
  };
  const waybill = open({ store: failing });
  const own = waybill.connection("acme", { connector, credential: bearer("first") });
  const says = async () => {
    broken.is = false;
    return waybill.status.snapshot(whole);
  };
  return { clock, connection, waybill, own, says, store };
}

test.each(["checkpoint", "lease", "quarantineCount"] as const)(
  "a sync that a person asked for, and that ends at the store (%s) before it has begun, is told of until somebody has read the stream",
  async (call) => {
    const { clock, connection, waybill, says } = await brokenAt(call);
    await waybill.status.act({ kind: "sync", target: whole }, "key");
    await clock.advance(1000);
    expect(await says()).toMatchObject(unread);
    await clock.settle(connection.sync());
    const after = await says();
    // Where it stood could not be read either: only this engine's own next one shows that it is over.
    expect(after).toMatchObject(call === "checkpoint" ? unread : well);
  },
);

test("what ended at the store is told of no more once the next one has begun", async () => {
  const { clock, waybill, says } = await brokenAt("checkpoint");
  await waybill.status.act({ kind: "sync", target: whole }, "first");
  await clock.advance(1000);
  expect(await says()).toMatchObject(unread);
  await waybill.status.act({ kind: "sync", target: whole }, "second");
  await clock.advance(1000);
  expect(await says()).toMatchObject(well);
});

test("nor once the next step has begun", async () => {
  const { clock, own, says } = await brokenAt("checkpoint");
  await expect(clock.settle(own.step("contacts"))).rejects.toMatchObject({ code: "storage" });
  expect(await says()).toMatchObject(unread);
  await clock.settle(own.step("contacts"));
  expect(await says()).toMatchObject(well);
});

test("nor of a stream that the next sync leaves out, as it is paused", async () => {
  const { clock, connection, own, says } = await brokenAt("lease");
  await clock.settle(connection.pause("contacts"));
  await expect(clock.settle(own.sync())).rejects.toMatchObject({ code: "storage" });
  expect(await says()).toMatchObject(unread);
  await clock.settle(own.sync());
  expect(await says()).toMatchObject(well);
});

test.each(["commit", "checkpoint"] as const)(
  "nothing is told of what ended at the store (%s) once the connection is erased",
  async (call) => {
    const { clock, connection, waybill, says, store } = await brokenAt(call);
    await waybill.status.act({ kind: "sync", target: whole }, "key");
    await clock.advance(1000);
    expect(await says()).toMatchObject(unread);
    await clock.settle(connection.erase());
    expect(await store.checkpoint("acme", "contacts")).toBeUndefined();
    expect(await says()).toMatchObject({ lastOutcome: "none", failure: undefined });
  },
);

/** A tab whose store says that it failed to write the end of a run, and wrote it; and that `then`. */
async function unsure(then: "is read again" | "cannot be read for a while") {
  const { clock, store, connector, open } = engineOver({ vendor: fakeVendor(rowsOf(15)).vendor });
  let isUnread = false;
  const failed = () => new FailureError(failure("storage", { message: "The connection is gone." }));
  const failing: Store = {
    ...store,
    checkpoint: async (...of) => {
      if (isUnread) throw failed();
      return store.checkpoint(...of);
    },
    commit: async (batch) => {
      const number = await store.commit(batch);
      if (batch.receipt === undefined) return number;
      isUnread = then === "cannot be read for a while";
      throw failed();
    },
  };
  const waybill = open({ store: failing });
  const own = waybill.connection("acme", { connector, credential: bearer("first") });
  const says = async () => {
    isUnread = false;
    return waybill.status.snapshot(whole);
  };
  return { clock, own, says };
}

test("a run whose end storage wrote although it said that it failed is told as it ended", async () => {
  const { clock, own, says } = await unsure("is read again");
  expect(await clock.settle(own.sync())).toMatchObject([{ outcome: "complete" }]);
  expect(await says()).toMatchObject(well);
});

test("and where that cannot be read at once, as soon as it can be", async () => {
  const { clock, own, says } = await unsure("cannot be read for a while");
  await expect(clock.settle(own.pull("contacts"))).rejects.toMatchObject({ code: "storage" });
  expect(await says()).toMatchObject(well);
});
