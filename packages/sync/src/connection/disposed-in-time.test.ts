import { bearer } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { pullDefaults } from "../pull/settings.ts";
import type { Store } from "../store/index.ts";
import type { Connection } from "./connection.ts";

const names = ["a", "b", "c"];
const never = (): Promise<never> => new Promise(() => {});

/** Which calls of a store are never answered, by their number. */
type IsSilent = (call: number) => boolean;

/** A store of which calls are never answered, and how many it was asked. */
function silent(store: Store, isSilent: IsSilent) {
  let calls = 0;
  const over = new Proxy(store, {
    get(of, name: keyof Store) {
      const member = of[name];
      if (typeof member !== "function" || ["subscribe", "seen", "recall"].includes(name)) return member;
      return (...given: unknown[]): unknown => (isSilent((calls += 1)) ? never() : Reflect.apply(member, of, given));
    },
  });
  return { store: over, calls: () => calls };
}

/** An engine that is at work over such a store, and what is left when it is disposed of. */
async function disposedOver(isSilent: IsSilent, work: (connection: Connection) => Promise<unknown>) {
  const fake = fakeVendor(rowsOf(20), { streams: names });
  const engine: ReturnType<typeof engineOver> = engineOver({
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
    vendor: async (request) => {
      await engine.clock.sleep(1000, request.signal);
      return fake.vendor(request);
    },
  });
  const { clock, connector, open } = engine;
  const { store, calls } = silent(engine.store, isSilent);
  const waybill = open({ store });
  const connection = waybill.connection("acme", {
    connector,
    credential: bearer("first"),
    revoke: async () => {},
    schedule: { a: { kind: "interval", everyMs: 60_000 } },
  });
  waybill.start();
  connection.sync().catch(() => {});
  await clock.advance(1500);
  const before = calls();
  work(connection).catch(() => {});
  await clock.advance(700);
  const [since, asked] = [clock.monotonic(), calls()];
  const { unended, unsaved } = await clock.settle(waybill.dispose({ withinMs: 100 }));
  const tookMs = clock.monotonic() - since;
  // A word that a person gave, which nothing calls back, has shown once more by then that it lives.
  await clock.advance(pullDefaults.leaseMs);
  const { sleepers } = clock;
  return {
    before,
    asked,
    told: unended.map(({ connection: of, failure: { code } }) => [of, code]),
    unsaved,
    tookMs,
    sleepers,
  };
}

const works: readonly (readonly [string, (connection: Connection) => Promise<unknown>])[] = [
  ["pulled", (connection) => connection.pull("c")],
  ["stepped", (connection) => connection.step("c")],
  ["read dry", (connection) => connection.pull("c", { dryRun: true })],
  ["paused", (connection) => connection.pause("a")],
  ["cancelled", (connection) => connection.cancel("a")],
  ["disconnected", (connection) => connection.disconnect()],
  ["reconnected", (connection) => connection.reconnect(bearer("second"))],
  ["erased", (connection) => connection.erase()],
];

describe.each(works)("while a connection is %s", (what, work) => {
  test.each([
    ["no call from one on", (first: number) => (call: number) => call >= first],
    ["one call never", (first: number) => (call: number) => call === first],
  ])("a store that answers %s holds nobody up who disposes of an engine, and leaves no timer", async (how, of) => {
    const { before, asked } = await disposedOver(() => false, work);
    let late = 0;
    for (let first = what === "pulled" ? 1 : before + 1; first <= asked; first += 3) {
      const left = await disposedOver(of(first), work);
      const isLate = left.tookMs === 100;
      // What a person wants of a stream is not called off, and shows that it lives for as long as it takes.
      const sleepers = what === "cancelled" && how === "one call never" ? left.sleepers : 0;
      const told = isLate ? [["acme", "storage"]] : [];
      expect({ first, ...left }).toMatchObject({ first, tookMs: isLate ? 100 : 0, told, unsaved: [], sleepers });
      late += Number(isLate);
    }
    expect(late).toBeGreaterThan(0);
  });
});

test("code of the product's that never answers holds nobody up either, and the store is not blamed for it", async () => {
  const { clock, store, connector, open } = engineOver({ vendor: fakeVendor(rowsOf(3)).vendor });
  const waybill = open();
  const schema = { "~standard": { version: 1, vendor: "own", validate: never } } as const;
  const connection = waybill.connection("acme", { connector, runtime: { contacts: { schema, version: "1" } } });
  connection.sync().catch(() => {});
  await clock.advance(50);
  const { unended } = await clock.settle(waybill.dispose({ withinMs: 100 }));
  expect(unended).toMatchObject([{ connection: "acme", failure: { code: "storage" } }]);
  expect(unended[0]?.failure.message).toContain("its store, or code of the product's, does not answer");
  expect(clock.sleepers).toBe(0);
  expect(await store.count("acme", "contacts")).toBe(0);
});
