import { bearer } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { delayedStore } from "../../test/delayed-store.ts";
import { engineOver } from "../../test/engine.ts";
import { tabLocks } from "../../test/tab-locks.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { pullDefaults } from "../pull/settings.ts";
import type { Waybill } from "../engine.ts";
import type { Store } from "../store/index.ts";

const names = ["a", "b", "c"];
const { leaseMs } = pullDefaults;
const never = (): Promise<never> => new Promise(() => {});

/** A tab dies in a sync, and its heir is ended before its call of the store with this number since then: what it does afterwards. */
async function endedBefore(call: number, end: (heir: Waybill) => Promise<unknown>) {
  const fake = fakeVendor(rowsOf(20), { streams: names });
  const vendor = async (request: Request): Promise<Response> => {
    await engine.clock.sleep(1000, request.signal);
    return fake.vendor(request);
  };
  const streams = names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } }));
  const engine: ReturnType<typeof engineOver> = engineOver({ streams, vendor });
  const { clock, store, connector, open } = engine;
  const locksOf = tabLocks(() => clock.sleep(20));
  const [dyingLocks, heirLocks] = [locksOf(), locksOf()];
  let isDead = false;
  const dying = open({
    store: delayedStore(store, async () => (isDead ? never() : undefined)),
    lock: dyingLocks.lock,
    fetch: async (input, init) => (isDead ? never() : vendor(new Request(input, init))),
  });
  let calls = 0;
  const ended: Promise<unknown>[] = [];
  const late = async (): Promise<void> => {
    const isTheOne = isDead && (calls += 1) === call;
    await clock.sleep(1);
    if (!isTheOne) return;
    ended.push(end(heir));
    await clock.sleep(30);
  };
  const done: string[] = [];
  const noting: Store = { ...store, commit: (batch) => (done.push(`wrote ${batch.stream}`), store.commit(batch)) };
  const heir = open({
    store: delayedStore(noting, late),
    lock: heirLocks.lock,
    fetch: async (input, init) => (done.push("asked"), vendor(new Request(input, init))),
  });
  const given = { connector, credential: bearer("first") };
  dying
    .connection("acme", given)
    .sync()
    .catch(() => {});
  heir.connection("acme", given);
  await clock.advance(1500);
  heir.start();
  await clock.advance(500);
  isDead = true;
  dyingLocks.die();
  for (let n = 0; n < 200 && ended.length === 0; n += 1) await clock.advance(100);
  await clock.settle(Promise.all(ended));
  const before = done.length;
  await clock.advance(4 * leaseMs);
  return { isEnded: ended.length > 0, late: done.slice(before) };
}

test.each([
  ["stopped", (heir: Waybill) => heir.stop()],
  ["disposed", (heir: Waybill) => heir.dispose()],
])("an heir that is %s at any moment of a takeover asks and writes nothing afterwards", async (_, end) => {
  let call = 1;
  for (let one = await endedBefore(call, end); one.isEnded; one = await endedBefore(call, end)) {
    expect({ call, ...one }).toMatchObject({ call, late: [] });
    call += 1;
  }
  expect(call).toBeGreaterThan(40);
});
