import { bearer } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith, datedBy } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import type { Connection } from "./connection.ts";

const day = (number: number) => `1970-01-0${number}T00:00:00.000Z`;
const early = { from: day(1), to: day(5) };
const late = { from: day(7), to: day(8) };

/** A stream that was read, of which a page takes a second. */
async function readOnce() {
  const fake = fakeVendor(rowsOf(32, (index) => ({ updated_at: day(1 + (index % 8)) })));
  const engine: ReturnType<typeof engineOver> = engineOver({
    streams: [
      contractWith({
        incremental: { ...datedBy, until: "updated_until" },
      }),
    ],
    vendor: async (request) => {
      await engine.clock.sleep(1000);
      return fake.vendor(request);
    },
  });
  await engine.clock.settle(engine.connection.pull("contacts"));
  const other = engine.open().connection("acme", { connector: engine.connector, credential: bearer("first") });
  return { ...engine, other };
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
