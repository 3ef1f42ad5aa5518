import { bearer } from "@waybill/transport";
import { expect, test } from "vitest";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import type { Connection } from "./connection.ts";

const whole = { connection: "acme" };

/** Two tabs with one credential at a vendor that takes some, and takes a moment to answer. */
async function twoTabs() {
  const fake = fakeVendor(rowsOf(15));
  const good = new Set(["Bearer first"]);
  const used: (string | null)[] = [];
  const engine: ReturnType<typeof engineOver> = engineOver({
    vendor: async (request) => {
      const shown = request.headers.get("authorization");
      used.push(shown);
      await engine.clock.sleep(100);
      return shown !== null && good.has(shown) ? fake.vendor(request) : json({}, { status: 401 });
    },
  });
  const { clock, store, connector, open } = engine;
  const tab = () => {
    const waybill = open();
    const schedule = { "*": { kind: "interval", everyMs: 600_000 } } as const;
    const revoke = async () => clock.sleep(2000);
    const connection = waybill.connection("acme", { connector, credential: bearer("first"), schedule, revoke });
    return { waybill, connection };
  };
  const [here, other] = [tab(), tab()];
  await clock.settle(here.connection.sync());
  used.length = 0;
  const says = async () => ({
    blocker: (await store.checkpoint("acme", "contacts"))?.blocker,
    connected: (await other.waybill.status.snapshot(whole)).connected,
  });
  const told = async ({ waybill }: typeof here) => {
    const { lastOutcome, failure } = await waybill.status.snapshot(whole);
    return { lastOutcome, action: failure?.action };
  };
  return { clock, good, used, here, other, says, told };
}

const goesOn = { blocker: undefined, connected: true };
const refused = { code: "unauthorized" };

test("a tab that was left asks nothing of the vendor, and stops nothing, once another one has reconnected", async () => {
  const { clock, used, here, other, says } = await twoTabs();
  await clock.settle(here.connection.disconnect());
  await clock.settle(other.connection.reconnect());
  await clock.advance(30_000);
  used.length = 0;
  await expect(clock.settle(here.connection.sync())).rejects.toMatchObject(refused);
  await expect(clock.settle(here.connection.pull("contacts", { dryRun: true }))).rejects.toMatchObject(refused);
  here.waybill.start();
  await clock.advance(1_300_000);
  expect(used).toEqual([]);
  expect(await says()).toEqual(goesOn);
  await clock.settle(here.connection.reconnect());
  await clock.settle(here.connection.sync());
  expect(new Set(used)).toEqual(new Set(["Bearer first"]));
  expect(await says()).toEqual(goesOn);
});

test("nor does a tab that is still being left", async () => {
  const { clock, good, used, here, other, says } = await twoTabs();
  const left = here.connection.disconnect();
  await clock.advance(1000);
  good.clear();
  good.add("Bearer second");
  await clock.settle(other.connection.reconnect(bearer("second")));
  await clock.advance(500);
  await expect(clock.settle(here.connection.sync())).rejects.toMatchObject(refused);
  await clock.settle(left);
  await expect(clock.settle(here.connection.sync())).rejects.toMatchObject(refused);
  expect(new Set(used)).toEqual(new Set(["Bearer second"]));
  expect(await says()).toEqual(goesOn);
});

test.each(["before", "after"])(
  "a credential that was refused only %s another tab renewed it stops nothing",
  async (when) => {
    const { clock, good, used, here, other, says } = await twoTabs();
    const refuse = () => {
      good.clear();
      good.add("Bearer second");
    };
    if (when === "before") refuse();
    await clock.settle(here.connection.sync()).catch(() => {});
    await clock.settle(here.connection.reconnect(bearer("second")));
    await clock.advance(30_000);
    refuse();
    used.length = 0;
    for (let times = 0; times < 2; times += 1) {
      await expect(clock.settle(other.connection.sync())).rejects.toMatchObject(refused);
      expect(await says()).toEqual(goesOn);
    }
    expect(used).toEqual(["Bearer first"]);
    await clock.settle(here.connection.sync());
    await clock.settle(other.connection.reconnect(bearer("second")));
    await clock.settle(other.connection.sync());
    good.clear();
    await expect(clock.settle(other.connection.sync())).rejects.toMatchObject(refused);
    expect(await says()).toEqual({ blocker: "auth", connected: false });
  },
);

const fine = { lastOutcome: "complete", action: undefined };
const toReload = { lastOutcome: "failed", action: "reload" };

/** One of the tabs has a credential that the vendor refuses since the other one was given a newer one. */
async function reconnectedElsewhere() {
  const tabs = await twoTabs();
  await tabs.clock.settle(tabs.here.connection.reconnect(bearer("second")));
  tabs.good.clear();
  tabs.good.add("Bearer second");
  return tabs;
}

test.each<{ asks: string; ask: (one: Connection) => Promise<unknown> }>([
  { asks: "syncs", ask: (one) => one.sync() },
  { asks: "takes a step", ask: (one) => one.step("contacts") },
])(
  "a tab that $asks with an older credential than another one's says to load it again, alone and until it has a new one",
  async ({ ask }) => {
    const { clock, here, other, told } = await reconnectedElsewhere();
    for (let times = 0; times < 2; times += 1) {
      await clock.settle(ask(other.connection)).catch(() => {});
      expect([await told(here), await told(other)]).toEqual([fine, toReload]);
    }
    await clock.settle(other.connection.reconnect(bearer("second")));
    expect(await told(other)).toEqual(fine);
  },
);

test("nor does it say so any more once another tab has read the stream", async () => {
  const { clock, here, other, told } = await reconnectedElsewhere();
  await clock.settle(other.connection.sync()).catch(() => {});
  expect(await told(other)).toEqual(toReload);
  await clock.settle(here.connection.sync());
  expect([await told(here), await told(other)]).toEqual([fine, fine]);
});

test("a tab that was left says to load it again where another one has reconnected since", async () => {
  const { clock, here, other, told } = await twoTabs();
  await clock.settle(here.connection.disconnect());
  await expect(clock.settle(here.connection.pull("contacts"))).rejects.toMatchObject({
    failure: { action: "reconnect" },
  });
  await clock.settle(other.connection.reconnect());
  await clock.advance(30_000);
  await expect(clock.settle(here.connection.pull("contacts"))).rejects.toMatchObject({ failure: { action: "reload" } });
  expect([await told(here), await told(other)]).toEqual([toReload, fine]);
});

test("a tab that was left says to reconnect where another one has begun anew after an erasure", async () => {
  const { clock, here, other, told } = await twoTabs();
  await clock.settle(here.connection.disconnect());
  await clock.settle(here.connection.erase());
  await clock.settle(other.connection.sync());
  await expect(clock.settle(here.connection.sync())).rejects.toMatchObject(refused);
  expect([await told(here), await told(other)]).toEqual([{ lastOutcome: "failed", action: "reconnect" }, fine]);
  await clock.settle(here.connection.reconnect());
  expect(await told(here)).toEqual(fine);
});

test("a tab that waited for its customer to reconnect says nothing of it any more once another one has", async () => {
  const { clock, good, here, other, told } = await twoTabs();
  good.clear();
  await clock.settle(other.connection.sync()).catch(() => {});
  expect((await other.waybill.status.snapshot(whole)).blocker).toBe("auth");
  good.add("Bearer second");
  await clock.settle(here.connection.reconnect(bearer("second")));
  await clock.advance(10_000);
  expect(await told(other)).toEqual(fine);
});

test("a credential that both tabs take from one place, and that the vendor took since, is refused for both", async () => {
  const { clock, good, here, other, says } = await twoTabs();
  await clock.settle(here.connection.reconnect());
  await clock.settle(other.connection.sync());
  good.clear();
  await expect(clock.settle(other.connection.sync())).rejects.toMatchObject(refused);
  expect(await says()).toEqual({ blocker: "auth", connected: false });
});
