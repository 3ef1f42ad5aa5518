import { bearer } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { delayedStore, delays } from "../../test/delayed-store.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";

const names = ["a", "b"];

/** A tab whose store answers after `delay`, in which both streams were read once. */
async function readOnce(delay: () => number = () => 0) {
  const fake = fakeVendor(rowsOf(15), { streams: names });
  let before = async (): Promise<void> => {};
  let revoked = 0;
  const engine = engineOver({
    vendor: fake.vendor,
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
  });
  const { clock, store, connector, open } = engine;
  const slow = delayedStore(store, async () => {
    await before();
    const ms = delay();
    if (ms > 0) await clock.sleep(ms);
  });
  const waybill = open({ store: slow });
  const revoke = async (): Promise<void> => void (revoked += 1);
  const connection = waybill.connection("acme", { connector, credential: bearer("first"), revoke });
  await clock.settle(connection.sync());
  const counts = () => Promise.all(names.map((name) => store.count("acme", name)));
  const blockers = async () => {
    const all = await Promise.all(names.map((name) => store.checkpoint("acme", name)));
    return all.map((checkpoint) => checkpoint?.blocker);
  };
  return {
    ...engine,
    fake,
    waybill,
    connection,
    counts,
    blockers,
    revoked: () => revoked,
    onCall: (next: () => Promise<void>) => (before = next),
  };
}

describe("a reconnection that waits until the connection is left", () => {
  test("brings nothing back that is erased after it, in whatever order the store answers", async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const { clock, connection, counts } = await readOnce(delays(seed, 40));
      const ended = connection.disconnect();
      const back = connection.reconnect(bearer("second")).catch(() => undefined);
      await clock.settle(connection.erase());
      await clock.settle(Promise.all([ended, back]));
      await clock.advance(60_000);
      expect({ seed, counts: await counts() }).toEqual({ seed, counts: [0, 0] });
    }
  });

  test("is over when the engine has stopped", async () => {
    const { clock, waybill, connection, fake } = await readOnce(delays(1, 40));
    const ended = connection.disconnect();
    const back = connection.reconnect(bearer("second")).catch((error: unknown) => error);
    await clock.settle(waybill.stop());
    const asked = fake.asked.length;
    expect(await clock.settle(back)).toMatchObject({ code: "aborted" });
    await clock.settle(ended);
    await clock.advance(60_000);
    expect(fake.asked).toHaveLength(asked);
  });

  test("is over when the connection is left again", async () => {
    const { clock, connection, blockers, revoked } = await readOnce();
    const ended = connection.disconnect();
    const back = connection.reconnect(bearer("second")).catch((error: unknown) => error);
    const again = connection.disconnect();
    const same = connection.disconnect();
    expect(await clock.settle(back)).toMatchObject({ code: "aborted" });
    await clock.settle(Promise.all([ended, again, same]));
    expect(await blockers()).toEqual(["auth", "auth"]);
    expect(revoked()).toBe(2);
    await expect(clock.settle(connection.sync())).rejects.toMatchObject({ code: "unauthorized" });
  });
});

test("a reconnection reads nothing of what another tab erases meanwhile", async () => {
  for (let call = 3, isErased = true; isErased; call += 1) {
    isErased = false;
    const { clock, store, connection, counts, onCall } = await readOnce();
    await clock.settle(connection.disconnect());
    let calls = 0;
    onCall(async () => {
      calls += 1;
      if (calls !== call) return;
      isErased = true;
      await store.erase("acme");
    });
    await clock.settle(connection.reconnect(bearer("second")));
    await clock.advance(60_000);
    expect({ call, counts: isErased ? await counts() : [0, 0] }).toEqual({ call, counts: [0, 0] });
  }
});

test("a reconnection reads also the streams to which the refused credentials were never shown", async () => {
  const all = [...names, "c"];
  const fake = fakeVendor(rowsOf(15), { streams: all });
  const { clock, store, connection } = engineOver({
    streams: all.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
    vendor: fake.vendor,
  });
  // Those of both streams that are read at the same time: whichever ends first, the third is not begun.
  const refuse = () => json({}, { status: 401 });
  fake.faults.push(refuse, refuse);
  await expect(clock.settle(connection.sync())).rejects.toMatchObject({ code: "unauthorized" });
  expect(fake.asked).toHaveLength(2);
  const counts = () => Promise.all(all.map((name) => store.count("acme", name)));
  expect(await counts()).toEqual([0, 0, 0]);
  await clock.settle(connection.reconnect(bearer("second")));
  await clock.advance(60_000);
  expect(await counts()).toEqual([15, 15, 15]);
});

test("a credential that is renewed before it is refused begins no sync", async () => {
  const fake = fakeVendor(rowsOf(15));
  const { clock, connection } = engineOver({ vendor: fake.vendor });
  await clock.settle(connection.reconnect(bearer("second")));
  await clock.advance(60_000);
  expect(fake.asked).toEqual([]);
});
