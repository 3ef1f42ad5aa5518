import { bearer } from "@waybill/transport";
import { expect, test } from "vitest";
import { datedBy, contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { actionsOn, callsOf } from "../../test/every-call.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import type { Waybill } from "../engine.ts";
import type { RecordSource, StatusSource } from "../status/source.ts";
import type { Connection } from "./connection.ts";

const target = { connection: "acme", stream: "contacts" } as const;
const told = { code: "aborted", message: expect.stringMatching(/closed by dispose.*new engine/) };

type Engine = ReturnType<typeof engineOver>;

/** An engine with something stored, which is asked for the vendor's answers and the commits since it was disposed of. */
async function disposed(end: (engine: Engine) => Promise<unknown>) {
  const fake = fakeVendor(rowsOf(3, () => ({ updated_at: "1970-01-01T00:00:00.000Z" })));
  const engine = engineOver({ vendor: fake.vendor, streams: [contractWith({ incremental: datedBy })] });
  const { clock, store, connection } = engine;
  await clock.settle(connection.sync());
  await clock.settle(end(engine));
  const before = [fake.asked.length, await store.head()];
  return { ...engine, before, now: async () => [fake.asked.length, await store.head()] };
}

const ends: readonly (readonly [string, (engine: Engine) => Promise<unknown>])[] = [
  ["the engine", ({ waybill }) => waybill.dispose()],
  ["the connection", ({ connection }) => connection.dispose()],
];

type Refused = Exclude<keyof Connection, "id" | "baseUrl" | "client" | "dispose">;

/** Each method of a connection: the compiler asks for a new one here. */
const methods: Record<Refused, (connection: Connection) => Promise<unknown>> = {
  fetch: (connection) => connection.fetch(`${connection.baseUrl}/me`),
  streams: (connection) => connection.streams(),
  ...callsOf("contacts"),
  disconnect: (connection) => connection.disconnect(),
  erase: (connection) => connection.erase(),
  reconnect: (connection) => connection.reconnect(bearer("second")),
};

test.each(ends.flatMap(([what, end]) => Object.entries(methods).map(([name, call]) => ({ what, end, name, call }))))(
  "$name() is refused once $what is disposed of, and begins nothing",
  async ({ end, call }) => {
    const { clock, connection, before, now } = await disposed(end);
    await expect(clock.settle(call(connection))).rejects.toMatchObject(told);
    await clock.advance(60_000);
    expect(await now()).toEqual(before);
  },
);

test.each(ends.flatMap(([what, end]) => Object.values(actionsOn(target)).map((action) => ({ what, end, action }))))(
  "a person who asks on a screen for $action.kind once $what is disposed of is told that it was not done",
  async ({ end, action }) => {
    const { clock, waybill, before, now } = await disposed(end);
    expect(await waybill.status.act(action, "k")).toMatchObject({ state: "rejected", failure: told });
    await clock.advance(60_000);
    expect(await now()).toEqual(before);
  },
);

/** What is stored can be read for as long as the store is open. */
const reads: Record<
  Exclude<keyof (StatusSource & RecordSource), "runsWithoutPage" | "act">,
  (status: StatusSource & RecordSource) => unknown
> = {
  snapshot: (status) => status.snapshot(target),
  snapshots: (status) => status.snapshots([target]),
  streams: (status) => status.streams("acme"),
  subscribe: (status) => new Promise((resolve, reject) => status.subscribe(target, resolve, reject)),
  history: (status) => status.history(target, { limit: 1 }),
  receipt: (status) => status.receipt("none").then(() => "read"),
  failed: (status) => status.failed(target, { limit: 1 }),
  outbox: (status) => status.outbox("acme"),
  ledger: (status) => status.ledger("acme").then(() => "read"),
  health: (status) => status.health(target),
  records: (status) => status.records(target, { limit: 1 }),
  recordsBy: (status) =>
    status.recordsBy(target, { index: "/none", limit: 1 }).catch(({ code }) => code === "contract"),
  record: async (status) =>
    status.record(target, (await status.records(target, { limit: 1 }))[0]?.key ?? expect.fail()),
  count: (status) => status.count(target),
  subscribeRecords: (status) => status.subscribeRecords(target, () => {}),
};

test.each(Object.entries(reads))("%s() of the status still reads what is stored", async (_, read) => {
  const { clock, waybill } = await disposed((engine) => engine.waybill.dispose());
  expect(await clock.settle(Promise.resolve(read(waybill.status)))).toBeTruthy();
});

/** Each method of an engine, and what it comes to. */
const ofEngine: Record<Exclude<keyof Waybill, "status">, (engine: Engine) => Promise<unknown>> = {
  connection: async ({ waybill, connector, connection }) => {
    expect(waybill.connection("acme", { connector })).toBe(connection);
    expect(() => waybill.connection("other", { connector })).toThrow(expect.objectContaining(told));
  },
  start: async ({ waybill }) => waybill.start(),
  stop: ({ waybill }) => waybill.stop(),
  dispose: async ({ waybill }) => expect(await waybill.dispose()).toEqual({ unended: [], unsaved: [] }),
};

test.each(Object.entries(ofEngine))("%s() of an engine that was disposed of begins nothing", async (_, call) => {
  const engine = await disposed(({ waybill }) => waybill.dispose());
  await engine.clock.settle(call(engine));
  await engine.clock.advance(60_000);
  expect(await engine.now()).toEqual(engine.before);
});

test.each([Number.NaN, -1])(
  "an engine without connections refuses %d milliseconds, too, and goes on",
  async (withinMs) => {
    const { open, connector } = engineOver({ vendor: fakeVendor([]).vendor });
    const waybill = open();
    await expect(waybill.dispose({ withinMs })).rejects.toThrow(RangeError);
    expect(waybill.connection("other", { connector }).id).toBe("other");
  },
);
