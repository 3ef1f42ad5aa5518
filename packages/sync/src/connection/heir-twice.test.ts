import { bearer } from "@waybill/transport";
import type { Fetch, Lock } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { pullDefaults } from "../pull/settings.ts";
import type { Store } from "../store/index.ts";

const { leaseMs } = pullDefaults;
const names = ["a", "b", "c", "d"];

/** As where there are no locks: nobody is told that a tab is gone. */
const deaf: Lock = {
  hold: (_name, _run, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
    }),
};

const never = (): Promise<never> => new Promise(() => {});

/** Tabs over one store, of a vendor that takes a second for a page of three and answers nothing below the paths that are `silent`. */
function tabs() {
  const fake = fakeVendor(rowsOf(30), { streams: names });
  const silent = new Set<string>();
  const vendor = async (request: Request): Promise<Response> => {
    if (silent.has(new URL(request.url).pathname.slice(1))) return never();
    await engine.clock.sleep(1000, request.signal);
    return fake.vendor(request);
  };
  const engine: ReturnType<typeof engineOver> = engineOver({
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
    vendor,
  });
  const { connector, open, store } = engine;
  let looks = 0;
  const tab = () => {
    let isDead = false;
    const own: Store = {
      ...store,
      commit: (batch) => (isDead ? never() : store.commit(batch)),
      lease: async (...of) => {
        looks += 1;
        return store.lease(...of);
      },
    };
    const fetch: Fetch = async (input, init) => (isDead ? never() : vendor(new Request(input, init)));
    const waybill = open({ store: own, lock: deaf, fetch });
    const connection = waybill.connection("acme", { connector, credential: bearer("first") });
    return { waybill, connection, die: () => (isDead = true) };
  };
  const counts = () => Promise.all(names.map((name) => store.count("acme", name)));
  return { ...engine, tab, silent, counts, looks: () => looks };
}

test("a tab that has gone over to other streams since it was looked at, and died, is waited for once", async () => {
  const { clock, tab, counts, store } = tabs();
  const [dying, heir] = [tab(), tab()];
  dying.connection.sync().catch(() => {});
  await clock.advance(1500);
  heir.waybill.start();
  // The first two of four streams are read, and of the others a page.
  while ((await counts())[3] !== 10) await clock.advance(100);
  dying.die();
  expect(await counts()).toEqual([30, 30, 10, 10]);
  // Until its silence is seen, and for two pages.
  await clock.advance((7 / 5) * leaseMs + 3000);
  expect(await counts()).toEqual([30, 30, 30, 30]);
  expect((await store.receipts("acme", { limit: 9 })).items).toHaveLength(4);
  await clock.settle(heir.waybill.dispose());
});

test("a tab that goes on with what one dead tab left looks after another one that dies meanwhile, and no more often than while it waits", async () => {
  const { clock, tab, counts, silent, looks } = tabs();
  const [first, second, heir] = [tab(), tab(), tab()];
  first.connection.pull("a").catch(() => {});
  await clock.advance(1500);
  heir.waybill.start();
  first.die();
  silent.add("a");
  const takenOver = async () => (await heir.waybill.status.snapshot({ connection: "acme", stream: "a" })).phase;
  await clock.advance(2 * leaseMs);
  expect(await takenOver()).toBe("running");
  second.connection.pull("b").catch(() => {});
  await clock.advance(1500);
  expect(await counts()).toEqual([10, 10, 0, 0]);
  second.die();
  const before = looks();
  await clock.advance(2 * leaseMs);
  expect(await counts()).toEqual([10, 30, 0, 0]);
  // Five looks in the time of a lease, each of all streams and of the connection itself; and the leases that it takes.
  expect(looks() - before).toBeLessThanOrEqual(2 * 5 * (names.length + 1) + 30);
  await clock.settle(heir.waybill.dispose());
});
