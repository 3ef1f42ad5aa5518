import { bearer } from "@waybill/transport";
import { describe, expect, onTestFinished, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { connectorOf, engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { asRecordKey } from "../record/record-key.ts";
import { connectWaybill, serveWaybill } from "../worker/index.ts";
import type { RecordSource, StatusSource } from "./source.ts";

const misspelt = { connection: "acme", stream: "contcts" };
const right = { connection: "acme", stream: "contacts" };
const told = 'There is no stream "contcts". Streams that run: contacts, deals.';

const contracts = ["contacts", "deals"].map((name) =>
  contractWith({ name, list: { method: "GET", path: `/${name}` } }),
);

function engine() {
  return engineOver({ vendor: fakeVendor(rowsOf(3), { streams: ["contacts", "deals"] }).vendor, streams: contracts });
}

type Source = StatusSource & RecordSource;
/** Reads that take no stream: an id of a receipt, or a connection as a whole. */
type Nameless = "receipt" | "streams" | "outbox" | "ledger";
type Read = Exclude<keyof Source, Nameless | "runsWithoutPage" | "act" | "subscribe" | "subscribeRecords">;

const key = asRecordKey("1");

/** Each read of a stream: the compiler asks for a new one here, or above. */
const readsOf = (target: typeof right): Record<Read, (status: Source) => Promise<unknown>> => ({
  snapshot: (status) => status.snapshot(target),
  snapshots: (status) => status.snapshots([right, target]),
  history: (status) => status.history(target, { limit: 5 }),
  failed: (status) => status.failed(target, { limit: 5 }),
  health: (status) => status.health(target),
  records: (status) => status.records(target, { limit: 5 }),
  recordsBy: (status) => status.recordsBy(target, { index: "/name", limit: 5 }),
  record: (status) => status.record(target, key),
  count: (status) => status.count(target),
});

/** Without an index that a connector declares, there is none to read by, whatever the stream. */
const entriesOf = (target: typeof right) => Object.entries(readsOf(target)).filter(([name]) => name !== "recordsBy");

const refusal = { name: "RangeError", message: told };
/** What a read comes to, were it an error. */
const outcome = (read: Promise<unknown>) => read.catch((error: unknown) => error);

describe("a stream that the connector does not have", () => {
  test.each(Object.entries(readsOf(misspelt)))("is refused by %s, here and through a worker", async (_, read) => {
    const { waybill, connection } = engine();
    const { port1, port2 } = new MessageChannel();
    serveWaybill({ waybill, connection: () => connection, port: port2 });
    const remote = connectWaybill(port1);
    onTestFinished(() => remote.terminate());
    expect(await outcome(read(waybill.status))).toMatchObject(refusal);
    expect(await outcome(read(remote.status))).toMatchObject(refusal);
  });

  test("is told to those who subscribe to it, and keeps those who watch another one from nothing", async () => {
    const { waybill, clock } = engine();
    const heard: string[] = [];
    const unreadable: unknown[] = [];
    const stops = [misspelt, right].map((target) =>
      waybill.status.subscribe(
        target,
        ({ stream }) => heard.push(String(stream)),
        (reason) => unreadable.push(reason),
      ),
    );
    await clock.advance(1000);
    expect({ heard, unreadable }).toMatchObject({ heard: ["contacts"], unreadable: [refusal] });
    for (const stop of stops) stop();
  });

  test.each(entriesOf(misspelt))("is answered for by %s while no connection is open", async (_, read) => {
    expect(await outcome(read(engine().open().status))).not.toBeInstanceOf(Error);
  });

  test("is refused as soon as the connection is open that a widget mounted before", async () => {
    const { open, clock, connector } = engine();
    const waybill = open();
    const heard: unknown[] = [];
    const stop = waybill.status.subscribe(
      misspelt,
      ({ phase }) => heard.push(phase),
      (reason) => heard.push(reason),
    );
    await clock.advance(1000);
    const connection = waybill.connection("acme", { connector, credential: bearer("t") });
    await clock.settle(connection.sync());
    await clock.advance(1000);
    expect(heard[0]).toBe("idle");
    expect(heard.at(-1)).toMatchObject(refusal);
    stop();
  });

  test("is read as long as something of it is stored, as an older connector had it", async () => {
    const { waybill, connection, clock, open } = engine();
    const receipt = await clock.settle(connection.pull("deals"));
    await waybill.dispose();
    const newer = open();
    const without = connectorOf(contracts.filter(({ name }) => name !== "deals"));
    const again = newer.connection("acme", { connector: without, credential: bearer("t") });
    const dropped = { connection: "acme", stream: "deals" };
    expect(await newer.status.snapshot(dropped)).toMatchObject({ lastOutcome: "complete" });
    expect((await newer.status.history(dropped, { limit: 5 })).items).toEqual([receipt]);
    expect(await newer.status.count(dropped)).toBe(3);
    await clock.settle(again.erase());
    await expect(newer.status.history(dropped, { limit: 5 })).rejects.toThrow(/no stream "deals"/);
  });
});

test.each(entriesOf(right))("%s answers for a stream that the connector has", async (_, read) => {
  expect(await outcome(read(engine().waybill.status))).not.toBeInstanceOf(Error);
});

test("a stream that the connector has, and that does not run, is answered for", async () => {
  const connection = { streams: ["deals"] };
  const { waybill } = engineOver({ vendor: fakeVendor(rowsOf(3)).vendor, streams: contracts, connection });
  expect(await waybill.status.snapshot(right)).toMatchObject({ phase: "idle", lastOutcome: "none" });
});
