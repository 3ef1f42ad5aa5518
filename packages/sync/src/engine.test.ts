import { bearer } from "@waybill/transport";
import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";
import { contractVersion } from "./connector/index.ts";
import type { Connector, StreamContract } from "./connector/index.ts";
import { contractWith } from "../test/contract.ts";
import { fakeVendor, json, rowsOf } from "../test/vendor.ts";
import type { FakeVendor } from "../test/vendor.ts";
import { createWaybill } from "./engine.ts";
import type { SyncSnapshot } from "./status/index.ts";
import { createMemoryStore } from "./store/index.ts";

const connectorOf = (...streams: readonly StreamContract[]): Connector => ({
  contractVersion,
  vendor: "harbor-crm",
  title: "Harbor CRM",
  version: "1.0.0",
  baseUrl: "https://api.harbor.test",
  auth: [{ kind: "bearer" }],
  streams: Object.fromEntries(streams.map((stream) => [stream.name, stream])),
});

function engineOver(fake: FakeVendor, ...streams: readonly StreamContract[]) {
  const clock = createVirtualClock();
  const store = createMemoryStore();
  const waybill = createWaybill({ store, clock, fetch: async (input, init) => fake.vendor(new Request(input, init)) });
  const connector = connectorOf(...(streams.length > 0 ? streams : [contractWith()]));
  const connection = waybill.connection("acme", { connector, credential: bearer("first") });
  return { clock, store, waybill, connection };
}

test("a connection syncs its streams over the transport and shows it as complete", async () => {
  const fake = fakeVendor(rowsOf(25));
  const { clock, waybill, connection } = engineOver(fake);
  const [receipt] = await clock.settle(connection.sync());
  expect(receipt).toMatchObject({ outcome: "complete", requests: 3, retries: 0 });
  const snapshot = await waybill.status.snapshot({ connection: "acme" });
  expect(snapshot).toMatchObject({ phase: "idle", lastOutcome: "complete", blocker: null, connected: true });
  expect(snapshot.counts).toMatchObject({ checked: 25, created: 25, failed: 0 });
  expect(await waybill.status.count({ connection: "acme", stream: "contacts" })).toBe(25);
});

test("refused credentials block the connection, and reconnecting goes on from the page that was refused", async () => {
  const fake = fakeVendor(rowsOf(25));
  const { clock, waybill, connection } = engineOver(fake);
  fake.faults.push(undefined, () => json({}, { status: 401 }));
  await expect(clock.settle(connection.sync())).rejects.toMatchObject({ code: "unauthorized" });
  const before = await waybill.status.snapshot({ connection: "acme" });
  expect(before).toMatchObject({
    blocker: "auth",
    connected: false,
    lastOutcome: "none",
    failure: { action: "reconnect" },
  });
  const asked = fake.asked.length;
  await expect(clock.settle(connection.sync())).rejects.toMatchObject({ code: "unauthorized" });
  expect(fake.asked).toHaveLength(asked);
  await connection.reconnect(bearer("second"));
  await clock.advance(10_000);
  expect(await waybill.status.snapshot({ connection: "acme" })).toMatchObject({
    blocker: null,
    lastOutcome: "complete",
  });
  expect(fake.asked.slice(asked)).toEqual(["?limit=10&cursor=10", "?limit=10&cursor=20"]);
});

test("while the vendor asks for patience, the status says until when", async () => {
  const fake = fakeVendor(rowsOf(5));
  const { clock, waybill, connection } = engineOver(fake);
  fake.faults.push(() => json({}, { status: 429, headers: { "retry-after": "20" } }));
  const seen: SyncSnapshot[] = [];
  waybill.status.subscribe({ connection: "acme" }, (snapshot) => seen.push(snapshot));
  const done = connection.sync();
  await clock.advance(1000);
  const waiting = await waybill.status.snapshot({ connection: "acme" });
  expect(waiting).toMatchObject({ blocker: "rate_limited", phase: "running" });
  expect(waiting.resumesAt).toBeGreaterThan(clock.now());
  const [receipt] = await clock.settle(done);
  expect(receipt?.outcome).toBe("complete");
  expect(receipt?.waitedMs).toBeGreaterThanOrEqual(19_000);
  await clock.advance(1000);
  expect(seen.some((one) => one.blocker === "rate_limited")).toBe(true);
  expect(seen.at(-1)).toMatchObject({ lastOutcome: "complete", blocker: null });
});
