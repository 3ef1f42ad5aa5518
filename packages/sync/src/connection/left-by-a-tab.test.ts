import { bearer } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith, datedBy } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { pullDefaults } from "../pull/settings.ts";
import type { Store } from "../store/index.ts";

const names = ["contacts", "companies", "deals", "activities"];
const streams = names.map((name) => contractWith({ name, incremental: datedBy }));
const [contacts, , deals] = names.map((stream) => ({ connection: "acme", stream }));

/** All was synced once; a second sync of all streams was begun by a tab that is `dead` once its commits come to nothing, while two of four had not begun. */
async function inTheMiddle() {
  const fake = fakeVendor(rowsOf(10));
  const engine = engineOver({ streams, vendor: (request) => fake.vendor(request) });
  const { clock, connector, open } = engine;
  const connected = (waybill: ReturnType<typeof open>, schedule?: object) =>
    waybill.connection("acme", { connector, credential: bearer("first"), ...schedule });
  await clock.settle(engine.connection.sync());
  const tab = { dead: false };
  const store: Store = {
    ...engine.store,
    commit: (batch) => (tab.dead ? new Promise<number>(() => {}) : engine.store.commit(batch)),
  };
  const syncing = open({ store, fetch: () => new Promise<Response>(() => {}) });
  connected(syncing)
    .sync()
    .catch(() => {});
  await clock.advance(10);
  const successor = open();
  return { ...engine, tab, successor, connected, fake };
}

async function afterADeath() {
  const at = await inTheMiddle();
  at.tab.dead = true;
  return at;
}

const phasesIn = async ({ status }: Awaited<ReturnType<typeof inTheMiddle>>["successor"]) =>
  (await Promise.all(names.map((stream) => status.snapshot({ connection: "acme", stream })))).map(({ phase }) => phase);

test("what a dead tab was reading or had not begun is not shown for longer than a lease is respected", async () => {
  const { clock, successor, connected } = await afterADeath();
  connected(successor);
  expect(await phasesIn(successor)).toEqual(["running", "running", "pending", "pending"]);
  await clock.advance(pullDefaults.leaseMs);
  expect(await phasesIn(successor)).toEqual(names.map(() => "idle"));
});

test.each([contacts, deals])(
  "whoever watches %o hears of the end of what a dead tab did within a lease and a look",
  async (target) => {
    const { clock, successor, connected } = await afterADeath();
    connected(successor);
    const told: string[] = [];
    successor.status.subscribe(target ?? { connection: "acme" }, ({ phase }) => told.push(phase));
    await clock.advance(10);
    expect(told.at(-1)).not.toBe("idle");
    await clock.advance((pullDefaults.leaseMs * 4) / 3);
    expect(told.at(-1)).toBe("idle");
  },
);

test("a tab that lives is believed for as long as the vendor is slow", async () => {
  const { clock, successor, connected } = await inTheMiddle();
  connected(successor);
  for (let turn = 0; turn < 9; turn += 1) {
    await clock.advance(3_000);
    expect(await phasesIn(successor)).toEqual(["running", "running", "pending", "pending"]);
  }
});

test("a hidden tab whose timers are slow is believed while it commits pages", async () => {
  const { clock, store, successor, connected } = await afterADeath();
  connected(successor);
  const lease = await store.lease("acme", "contacts");
  if (lease === undefined) throw new Error("nobody reads contacts");
  await clock.advance(30_000);
  const { token } = lease;
  await store.commit({
    ...contacts,
    connection: "acme",
    expect: { lease: { token } },
    lease: { ...lease, heartbeat: clock.now() },
  });
  expect(await phasesIn(successor)).toEqual(["running", "pending", "pending", "pending"]);
});

/** The second sync of what it asked the vendor for, by its end. */
const endsIn = async ({ store }: Awaited<ReturnType<typeof inTheMiddle>>, since: number) =>
  (await Promise.all(names.map((stream) => store.checkpoint("acme", stream)))).map(
    (checkpoint) => checkpoint?.run === undefined && (checkpoint?.last?.finishedAt ?? 0) > since,
  );

const hourly = { schedule: { "*": { kind: "interval", everyMs: 3_600_000 } } };

test.each([
  ["with a schedule", hourly],
  ["without one", {}],
])(
  "a tab that was started, %s, goes on with all that a dead one left, also what that had not begun",
  async (_, schedule) => {
    const at = await inTheMiddle();
    const { clock, successor, connected, tab } = at;
    await clock.advance(1000);
    connected(successor, schedule);
    successor.start();
    await clock.advance(20_000);
    expect(await endsIn(at, 0)).toEqual([false, false, true, true]);
    const since = clock.now();
    tab.dead = true;
    await clock.advance(2 * pullDefaults.leaseMs + pullDefaults.leaseMs);
    expect(await endsIn(at, since)).toEqual(names.map(() => true));
    expect((await at.store.receipts("acme", { limit: 20 })).items).toHaveLength(8);
    await successor.dispose();
  },
);
