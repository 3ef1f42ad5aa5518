import { bearer } from "@waybill/transport";
import type { Lock } from "@waybill/transport";
import { expect, test } from "vitest";
import { engineOver } from "../../test/engine.ts";
import { ownLocks } from "../../test/own-locks.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import type { Store } from "../store/index.ts";

/** Two tabs, each of which hears 50 ms late of what it committed and of a lock that it got, as from another process. */
function tabs() {
  const fake = fakeVendor(rowsOf(30));
  const engine: ReturnType<typeof engineOver> = engineOver({
    vendor: async (request) => {
      await engine.clock.sleep(1000);
      return fake.vendor(request);
    },
  });
  const { clock, store, connector, open } = engine;
  const late = () => clock.sleep(50);
  const slow: Store = {
    ...store,
    commit: async (batch) => {
      const commit = await store.commit(batch);
      await late();
      return commit;
    },
  };
  const locks = ownLocks();
  const lock: Lock | undefined = locks && {
    hold: (name, run, signal) => locks.hold(name, () => late().then(run), signal),
  };
  const tab = () => open({ store: slow, lock }).connection("acme", { connector, credential: bearer("first") });
  return { clock, fake, one: tab(), other: tab() };
}

test("a stream that two tabs are asked for at once is read once, however late they hear of locks and commits", async () => {
  const { clock, fake, one, other } = tabs();
  const both = [one.pull("contacts"), other.pull("contacts")];
  const [first, second] = await clock.settle(Promise.all(both));
  expect(second).toEqual(first);
  expect(fake.asked).toEqual(["?limit=10", "?limit=10&cursor=10", "?limit=10&cursor=20"]);
});

test("a run that is cancelled for one of them is over for both, and neither begins another", async () => {
  const { clock, fake, one, other } = tabs();
  const both = [one, other].map((tab) => tab.pull("contacts").catch(() => undefined));
  await clock.advance(1500);
  const receipt = await clock.settle(one.cancel("contacts"));
  expect(receipt).toMatchObject({ outcome: "cancelled", counts: { created: 10 } });
  const ends = await clock.settle(Promise.all(both));
  expect(ends.filter((end) => end !== undefined)).toEqual([receipt]);
  await clock.advance(60_000);
  expect(fake.asked.filter((query) => query === "?limit=10")).toHaveLength(1);
});
