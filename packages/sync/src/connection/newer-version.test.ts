import "fake-indexeddb/auto";
import { bearer, isFailureError } from "@waybill/transport";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { pullDefaults } from "../pull/settings.ts";
import { databaseName } from "../store/idb/database/database-name.ts";
import { openIdbStore } from "../store/idb/index.ts";

const names = ["a", "b", "c"];
const whole = { connection: "acme" };
const reload = {
  code: "storage",
  retryable: false,
  action: "reload",
  message: expect.stringContaining("Reload the page"),
};

/** Two tabs over one database, each with a started engine whose status is watched; the vendor takes a second for a page. */
async function twoTabs() {
  const indexedDB = new IDBFactory();
  const fake = fakeVendor(rowsOf(50), { streams: names });
  const engine: ReturnType<typeof engineOver> = engineOver({
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
    vendor: async (request) => {
      await engine.clock.sleep(1000, request.signal);
      return fake.vendor(request);
    },
  });
  const { clock, connector, open } = engine;
  const tab = async () => {
    const store = await openIdbStore({ tenant: "t", indexedDB });
    const waybill = open({ store });
    const connection = waybill.connection("acme", { connector, credential: bearer("first") });
    waybill.start();
    let says: unknown;
    const hear = (word: unknown) => {
      says = isFailureError(word) ? word.failure : word;
    };
    waybill.status.subscribe(whole, hear, hear);
    const close = async () => {
      await clock.settle(waybill.dispose());
      await store.close();
    };
    const phase = (): unknown => Reflect.get(Object(says), "phase");
    return { connection, status: waybill.status, says: () => says, phase, close };
  };
  const tabs = [await tab(), await tab()] as const;
  await clock.advance(1000);
  /** What another tab does that has a newer version of the product. */
  const takenByNewer = async () => {
    const request = indexedDB.open(databaseName("default", "t"), 99);
    await new Promise((resolve) => {
      request.addEventListener("success", resolve);
    });
    request.result.close();
  };
  const close = async () => {
    for (const one of tabs) await one.close();
  };
  return { clock, tabs, takenByNewer, close };
}

test("a sync whose database a newer version of the product takes ends with what to do, and so does the status of every tab", async () => {
  const { clock, tabs, takenByNewer, close } = await twoTabs();
  const [works, watches] = tabs;
  const syncing = works.connection.sync().catch((error: unknown) => error);
  // Word between tabs takes a moment that no clock shows.
  while (watches.phase() !== "running") await clock.advance(100);
  await takenByNewer();
  expect(await clock.settle(syncing)).toMatchObject({ failure: reload });
  await clock.advance(pullDefaults.leaseMs);
  expect(tabs.map(({ says }) => says())).toMatchObject([reload, reload]);
  await close();
});

test("a tab at rest says so too, and whatever is asked of it", async () => {
  const { clock, tabs, takenByNewer, close } = await twoTabs();
  const [{ connection, status, phase }] = tabs;
  while (phase() !== "idle") await clock.advance(100);
  await takenByNewer();
  await clock.advance(5 * pullDefaults.leaseMs);
  expect(tabs.map(({ says }) => says())).toMatchObject([reload, reload]);
  const asked = [
    () => connection.sync(),
    () => connection.pull("a"),
    () => connection.pull("a", { dryRun: true }),
    () => connection.step("a"),
    () => connection.pause("a"),
    () => connection.resume("a"),
    () => connection.cancel("a"),
    () => connection.reset("a"),
    () => connection.confirmRemovals("a"),
    () => connection.reconnect(bearer("second")),
    () => connection.erase(),
    () => status.snapshot(whole),
    () => status.history(whole, { limit: 9 }),
  ];
  for (const ask of asked) await expect(clock.settle<unknown>(ask())).rejects.toMatchObject({ failure: reload });
  await close();
});
