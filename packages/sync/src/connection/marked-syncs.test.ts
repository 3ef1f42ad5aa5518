import { bearer } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";

const names = ["a", "b", "c", "d", "e"];

/** Two tabs that may sync five streams, two at a time and a page a second, and a third one that looks on. */
function tabs() {
  const fake = fakeVendor(rowsOf(15), { streams: names });
  const engine: ReturnType<typeof engineOver> = engineOver({
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
    vendor: async (request) => {
      await engine.clock.sleep(1000, request.signal);
      return fake.vendor(request);
    },
  });
  const { clock, connector, open } = engine;
  const tab = () => {
    const waybill = open();
    return { waybill, connection: waybill.connection("acme", { connector, credential: bearer("first") }) };
  };
  const [{ connection: here }, { connection: other }, { waybill: onlooker }] = [tab(), tab(), tab()];
  const phases = async () => {
    const all = names.map((stream) => onlooker.status.snapshot({ connection: "acme", stream }));
    return (await clock.settle(Promise.all(all))).map(({ phase }) => phase).join(" ");
  };
  return { ...engine, here, other, phases };
}

test.each(["here", "other"] as const)(
  "a stream that is cancelled (%s) before its turn in a sync is shown at rest in every tab at once",
  async (where) => {
    const { clock, phases, ...both } = tabs();
    const syncing = both.here.sync().catch(() => {});
    await clock.advance(500);
    expect(await phases()).toBe("running running pending pending pending");
    await clock.settle(both[where].cancel("d"));
    expect(await phases()).toBe("running running pending idle pending");
    await clock.settle(both[where].cancel("a"));
    expect(await phases()).toMatch(/^idle running \w+ idle pending$/);
    await clock.settle(syncing);
    expect(await phases()).toBe("idle idle idle idle idle");
  },
);

test("streams that wait for their turn in a sync of some are shown in other tabs, and no others", async () => {
  const { clock, here, phases } = tabs();
  const syncing = here.sync({ streams: ["a", "b", "d"] });
  await clock.advance(500);
  expect(await phases()).toBe("running running idle pending idle");
  await clock.settle(syncing);
  expect(await phases()).toBe("idle idle idle idle idle");
});

test("a sync of fewer streams, there or here, hides none that wait in a greater one", async () => {
  const { clock, here, other, phases } = tabs();
  const syncing = here.sync();
  await clock.advance(500);
  const lesser = [other.sync({ streams: ["d", "e"] }), here.sync({ streams: ["a", "b"] })];
  await clock.advance(100);
  expect(await phases()).toBe("running running pending running running");
  await clock.settle(Promise.all(lesser));
  expect(await phases()).toMatch(/^idle idle (pending|running) /);
  await clock.settle(syncing);
  expect(await phases()).toBe("idle idle idle idle idle");
});

test("a sync that began after a smaller one is shown until its own end", async () => {
  const { clock, here, phases } = tabs();
  const lesser = here.sync({ streams: ["a", "b"] });
  await clock.advance(500);
  const syncing = here.sync();
  await clock.settle(lesser);
  expect(await phases()).toMatch(/^idle idle \w+ \w+ pending$/);
  await clock.settle(syncing);
  expect(await phases()).toBe("idle idle idle idle idle");
});

test("a sync of fewer streams that begins in the same moment hides none of a greater one", async () => {
  const { clock, here, phases } = tabs();
  const syncing = here.sync();
  const lesser = here.sync({ streams: ["a", "b"] });
  await clock.advance(500);
  expect(await phases()).toBe("running running pending pending pending");
  await clock.settle(lesser);
  expect(await phases()).toMatch(/^idle idle \w+ \w+ pending$/);
  await clock.settle(syncing);
});

test.each(["here", "other"] as const)(
  "of two syncs of the same streams, the end of one (%s) hides none that waits in the other",
  async (where) => {
    const { clock, phases, ...both } = tabs();
    const left = new AbortController();
    const signalOf = (one: string) => (one === where ? { signal: left.signal } : {});
    const syncing = [both.here.sync(signalOf("here")).catch(() => {})];
    await clock.advance(200);
    syncing.push(both.other.sync(signalOf("other")).catch(() => {}));
    await clock.advance(200);
    left.abort();
    await clock.advance(100);
    expect(await phases()).toBe("running running pending pending pending");
    await clock.settle(Promise.all(syncing));
  },
);
