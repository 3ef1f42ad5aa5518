import { bearer } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { delayedStore } from "../../test/delayed-store.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";

const names = ["a", "b"];
const hour = 3_600_000;
/** Due some minutes after a start at the earliest. */
const laterOn = { kind: "interval", everyMs: hour, jitterMs: 12 * hour } as const;

/** A tab that erases what was synced once, while another one with schedules is started before its call of the store with this number. */
async function startedBefore(call: number) {
  const fake = fakeVendor(rowsOf(15), { streams: names });
  let calls = 0;
  let happens = async (): Promise<void> => {};
  const { clock, store, connector, open } = engineOver({
    vendor: fake.vendor,
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
  });
  const told = { connector, credential: bearer("first"), schedule: { "*": laterOn } } as const;
  const erasing = open({ store: delayedStore(store, async () => ((calls += 1) === call ? happens() : undefined)) });
  const connection = erasing.connection("acme", told);
  await clock.settle(connection.sync());
  calls = 0;
  let isStarted = false;
  const starting = open();
  starting.connection("acme", told);
  happens = async () => {
    isStarted = true;
    starting.start();
    await clock.sleep(10);
  };
  const erased = await clock.settle(connection.erase().catch((error: unknown) => error));
  await clock.settle(starting.dispose());
  const counts = await Promise.all(names.map((name) => store.count("acme", name)));
  return { isStarted, erased, counts };
}

test("an erasure is through although another tab is started at any moment of it, which has read nothing", async () => {
  let call = 1;
  for (let one = await startedBefore(call); one.isStarted; one = await startedBefore(call)) {
    const { erased, counts } = one;
    const want = { connection: "acme", records: 30, quarantined: 0, receipts: 2 };
    expect({ call, erased, counts }).toEqual({ call, erased: want, counts: [0, 0] });
    call += 1;
  }
  expect(call).toBeGreaterThan(20);
});
