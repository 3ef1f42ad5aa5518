import { expect, test } from "vitest";
import { changingRows } from "../../test/changing-rows.ts";
import { engineOver } from "../../test/engine.ts";
import { contractWith } from "../../test/contract.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";

type Engine = ReturnType<typeof engineOver>;

const never = new Promise<never>(() => {});

test.each([
  { what: "a request that nobody answers", trouble: () => never },
  {
    what: "a wait that the vendor asked for",
    trouble: () => json({}, { status: 429, headers: { "retry-after": "50" } }),
  },
  { what: "the pause before another attempt", trouble: () => json({}, { status: 503 }) },
])(
  "invariant 119: an engine that is told to stop in $what stops at once, and goes on there later",
  async ({ trouble }) => {
    const source = changingRows(25);
    let requests = 0;
    const engine = engineOver({
      vendor: (request) => ((requests += 1) === 2 ? trouble() : source.vendor(request)),
    });
    const { clock, store, connection, waybill } = engine;
    const pulling = connection.pull("contacts").catch((error: unknown) => error);
    await clock.advance(0);
    const stoppedAt = clock.monotonic();
    await waybill.stop();
    expect(clock.monotonic()).toBe(stoppedAt);
    expect(await pulling).toMatchObject({ code: "aborted" });
    expect(await store.checkpoint("acme", "contacts")).toMatchObject({ run: { pages: 1 } });
    const receipt = await clock.settle(connection.pull("contacts"));
    expect(receipt).toMatchObject({ outcome: "complete", pages: 3, counts: { received: 25 } });
    expect(source.asked).toEqual(["?limit=10", "?limit=10&cursor=10", "?limit=10&cursor=20"]);
  },
);

test.each<{ readonly what: string; readonly end: (engine: Engine) => Promise<unknown> }>([
  { what: "is stopped", end: ({ waybill }: Engine) => waybill.stop() },
  { what: "is closed", end: ({ waybill }: Engine) => waybill.dispose() },
  { what: "is disconnected", end: ({ connection }: Engine) => connection.disconnect() },
  { what: "is erased", end: ({ connection }: Engine) => connection.erase() },
  {
    what: "is cancelled as a whole",
    end: ({ waybill }: Engine) => waybill.status.act({ kind: "cancel", target: { connection: "acme" } }, "k"),
  },
])("a sync that $what begins none of the streams that wait for their turn", async ({ what, end }) => {
  const names = ["a", "b", "c", "d", "e"];
  const fake = fakeVendor(rowsOf(25), { streams: names });
  const engine: Engine = engineOver({
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
    vendor: async (request) => {
      await engine.clock.sleep(1000);
      return fake.vendor(request);
    },
  });
  const { clock, store, connection } = engine;
  const syncing = connection.sync().catch((error: unknown) => error);
  await clock.advance(1500);
  await clock.settle(end(engine));
  expect(await clock.settle(syncing)).toMatchObject({ code: "aborted" });
  await clock.advance(60_000);
  expect(fake.asked.filter((query) => query === "?limit=10")).toHaveLength(2);
  const stored = await Promise.all(names.map((name) => store.count("acme", name)));
  expect(stored).toEqual(what === "is erased" ? [0, 0, 0, 0, 0] : [10, 10, 0, 0, 0]);
});
