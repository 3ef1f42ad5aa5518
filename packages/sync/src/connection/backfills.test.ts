import { bearer } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith, datedBy } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import type { StreamContract } from "../connector/index.ts";
import { explainOpenRun, explainRun } from "../explain/index.ts";
import { exportReceipts, exportReceiptsCsv } from "../export/index.ts";
import type { Connection } from "./connection.ts";

const place = { connection: "acme", stream: "contacts" };

const day = (number: number) => `1970-01-0${number}T00:00:00.000Z`;
const early = { from: day(1), to: day(5) };
const late = { from: day(7), to: day(8) };

/** A stream that was read, of which a page takes a second. */
async function readOnce(classes?: StreamContract["classes"]) {
  const fake = fakeVendor(rowsOf(32, (index) => ({ updated_at: day(1 + (index % 8)) })));
  const engine: ReturnType<typeof engineOver> = engineOver({
    streams: [
      contractWith({
        incremental: { ...datedBy, until: "updated_until" },
        classes,
      }),
    ],
    vendor: async (request) => {
      await engine.clock.sleep(1000);
      return fake.vendor(request);
    },
  });
  await engine.clock.settle(engine.connection.pull("contacts"));
  const other = engine.open().connection("acme", { connector: engine.connector, credential: bearer("first") });
  return { ...engine, other, vendorAsked: fake.asked };
}

type Tab = (tabs: { readonly connection: Connection; readonly other: Connection }) => Connection;

test.each<{ readonly where: string; readonly tab: Tab }>([
  { where: "here", tab: ({ connection }) => connection },
  { where: "in another tab", tab: ({ other }) => other },
])("a range that is asked for $where while others are read is read after them", async ({ tab }) => {
  const engine = await readOnce();
  const { clock, store, connection } = engine;
  const pulled = connection.pull("contacts");
  const first = connection.backfill("contacts", early);
  await clock.advance(500);
  const second = tab(engine).backfill("contacts", late);
  await clock.settle(pulled);
  expect(await clock.settle(first)).toMatchObject({ mode: "backfill", since: early.from, until: early.to });
  expect(await clock.settle(second)).toMatchObject({
    mode: "backfill",
    outcome: "complete",
    since: late.from,
    until: late.to,
    counts: { unchanged: 8 },
  });
  const { items } = await store.receipts("acme", { limit: 9 });
  expect(items.map((each) => each.kind === "run" && each.mode)).toEqual([
    "backfill",
    "backfill",
    "incremental",
    "full",
  ]);
});

test("a range whose reading was stopped is finished before the one that is asked for next", async () => {
  const { clock, store, waybill, connection } = await readOnce();
  const first = connection.backfill("contacts", early).catch((error: unknown) => error);
  await clock.advance(1500);
  await clock.settle(waybill.stop());
  expect(await first).toMatchObject({ code: "aborted" });
  expect(await clock.settle(connection.backfill("contacts", late))).toMatchObject({ since: late.from });
  const { items } = await store.receipts("acme", { limit: 9 });
  expect(items.slice(0, 2)).toMatchObject([{ since: late.from }, { since: early.from, outcome: "complete" }]);
});

test.each(["pii", "secret"] as const)(
  "a range of a field that is classed %s is told by no receipt, export or explanation, and read all the same",
  async (kind) => {
    const { clock, store, connection, vendorAsked } = await readOnce({ "/updated_at": kind });
    const first = connection.backfill("contacts", early).catch((error: unknown) => error);
    await clock.advance(1500);
    const open = await explainOpenRun(store, { ...place, now: clock.now() });
    expect(open?.planned).toBe("Read again what is dated in a range (backfill).");
    await clock.settle(first);
    const second = await clock.settle(connection.backfill("contacts", late));
    expect(second).toMatchObject({ mode: "backfill", outcome: "complete", counts: { unchanged: 8 } });
    const incremental = await clock.settle(connection.pull("contacts"));
    expect(incremental.mode).toBe("incremental");
    expect(vendorAsked.at(-1)).toMatch(/updated_since=\d/);
    const { items } = await store.receipts("acme", { limit: 9 });
    expect(items.flatMap((each) => (each.kind === "run" ? [each.since, each.until] : []))).toEqual(
      Array.from({ length: 8 }, () => undefined),
    );
    let told = "";
    for (const pieces of [exportReceipts(store, place), exportReceiptsCsv(store, place)])
      for await (const piece of pieces) told += piece;
    expect(told).toContain(second.id);
    expect(told).not.toContain("1970-01-0");
    expect((await explainRun(store, second.id))?.planned).toBe(open?.planned);
  },
);

test("a range of a classed field that another tab stopped reading is finished before the one that is asked for next", async () => {
  const { clock, store, waybill, connection, other } = await readOnce({ "/updated_at": "pii" });
  const first = connection.backfill("contacts", early).catch((error: unknown) => error);
  await clock.advance(1500);
  await clock.settle(waybill.stop());
  expect(await first).toMatchObject({ code: "aborted" });
  expect(await clock.settle(other.backfill("contacts", late))).toMatchObject({ counts: { unchanged: 8 } });
  expect((await store.receipts("acme", { limit: 9 })).items).toHaveLength(3);
});

test.each([undefined, "pii"] as const)(
  "a range that another tab reads is not read again by the one that asked for it, too, meanwhile (%s)",
  async (kind) => {
    const { clock, store, connection, other } = await readOnce(kind && { "/updated_at": kind });
    const first = connection.backfill("contacts", early);
    await clock.advance(1500);
    const second = other.backfill("contacts", early);
    expect(await clock.settle(second)).toEqual(await clock.settle(first));
    expect((await store.receipts("acme", { limit: 9 })).items).toHaveLength(2);
  },
);
