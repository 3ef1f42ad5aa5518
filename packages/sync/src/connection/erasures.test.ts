import { bearer, isFailureError } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import type { Store } from "../store/index.ts";
import type { Connection } from "./connection.ts";

const names = ["a", "b", "c"];
const minute = 60_000;

/** A tab that hears of nothing that others commit, before each of whose calls to the store something may happen. */
function deafTab(before: (nth: number) => Promise<void>) {
  const fake = fakeVendor(rowsOf(15), { streams: names });
  const engine = engineOver({
    vendor: fake.vendor,
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
  });
  let calls = 0;
  const deaf = new Proxy(engine.store, {
    get(store, name: keyof Store) {
      const member = store[name];
      if (name === "subscribe") return () => () => {};
      if (typeof member !== "function" || name === "seen") return member;
      return async (...given: unknown[]): Promise<unknown> => {
        await before((calls += 1));
        return Reflect.apply(member, store, given);
      };
    },
  });
  const tab = engine.open({ store: deaf });
  const connection = tab.connection("acme", { connector: engine.connector, credential: bearer("first") });
  const left = async () => {
    const { items: receipts } = await engine.store.receipts("acme", { limit: 9 });
    const checkpoints = await Promise.all(names.map((name) => engine.store.checkpoint("acme", name)));
    const counts = await Promise.all(names.map((name) => engine.store.count("acme", name)));
    return { receipts, checkpoints, counts };
  };
  return { ...engine, fake, tab, deaf: connection, calls: () => calls, left };
}

const nothing = { receipts: [], checkpoints: [undefined, undefined, undefined], counts: [0, 0, 0] };

describe.each([{ times: 0 }, { times: 1 }])("a connection that was read $times times before", ({ times }) => {
  /** One sync, before whose nth call to the store another tab erases. */
  async function erasedBefore(call: number) {
    let first = Infinity;
    let isErased = false;
    const one = deafTab(async (nth) => {
      if (nth !== first + call) return;
      isErased = true;
      await one.store.erase("acme");
    });
    for (let n = 0; n < times; n += 1) await one.clock.settle(one.deaf.sync());
    first = one.calls();
    const end = await one.clock.settle(one.deaf.sync().catch((error: unknown) => error));
    await one.clock.advance(minute);
    return { ...one, isErased, end };
  }

  test("stays empty, whenever another tab erases it during a sync that hears nothing of it", async () => {
    // The first calls find out in which life of the connection the sync is asked for: an erasure before them is one before the sync.
    const asking = times === 0 ? 5 : 2;
    let call = asking + 1;
    for (let one = await erasedBefore(call); one.isErased; one = await erasedBefore(call)) {
      expect({ call, ...(await one.left()) }).toEqual({ call, ...nothing });
      const isTold = isFailureError(one.end) && one.end.failure.message.includes("erased");
      expect({ call, isTold: isTold || Array.isArray(one.end) }).toEqual({ call, isTold: true });
      call += 1;
    }
    expect(call).toBeGreaterThan(50);
  });
});

test("a schedule whose tab heard nothing of the erasure reads nothing again, until it is started again", async () => {
  const { clock, store, tab, deaf, left, fake } = deafTab(async () => {});
  await deaf.schedule("a", { kind: "interval", everyMs: 10 * minute });
  tab.start();
  await clock.advance(minute);
  await store.erase("acme");
  const asked = fake.asked.length;
  await clock.advance(60 * minute);
  expect([await left(), fake.asked.length]).toEqual([nothing, asked]);
  tab.start();
  await clock.advance(minute);
  expect(await store.count("acme", "a")).toBe(15);
  await clock.settle(tab.dispose());
});

test("a start that is asked for while the connection is being erased comes after it", async () => {
  const { clock, store, waybill, connection } = deafTab(async () => {});
  await connection.schedule("a", { kind: "interval", everyMs: 10 * minute });
  waybill.start();
  await clock.advance(minute);
  const erased = connection.erase();
  waybill.start();
  expect(await clock.settle(erased)).toMatchObject({ records: 15 });
  await clock.advance(15 * minute);
  expect(await store.count("acme", "a")).toBe(15);
  await clock.settle(waybill.dispose());
});

test("a stop that is asked for after such a start counts", async () => {
  const { clock, store, waybill, connection } = deafTab(async () => {});
  await connection.schedule("a", { kind: "interval", everyMs: 10 * minute });
  const erased = connection.erase();
  waybill.start();
  await clock.settle(waybill.stop());
  await clock.settle(erased);
  await clock.advance(60 * minute);
  expect(await store.count("acme", "a")).toBe(0);
});

test("a start right after an erasure that is heard of late is not taken for one before it", async () => {
  const { clock, store, connector, open } = deafTab(async () => {});
  const slow: Store = {
    ...store,
    head: async () => {
      await clock.sleep(100);
      return store.head();
    },
    subscribe: (listener) => store.subscribe((event) => void clock.sleep(50).then(() => listener(event))),
  };
  const other = open({ store: slow });
  const late = other.connection("acme", { connector, credential: bearer("first") });
  await late.schedule("a", { kind: "interval", everyMs: 10 * minute });
  await store.erase("acme");
  other.start();
  await clock.advance(25 * minute);
  expect((await store.receipts("acme", { limit: 9 })).items).toHaveLength(3);
  await clock.settle(other.dispose());
});

test("a schedule that was started again outlives nothing when its first start fails late", async () => {
  const { clock, store, connector, open, fake } = deafTab(async () => {});
  let fail = (): void => {};
  let isFirst = true;
  const failing: Store = {
    ...store,
    subscribe: () => () => {},
    lease: async (connection, stream) => {
      if (stream !== "" || !isFirst) return store.lease(connection, stream);
      isFirst = false;
      return new Promise((_resolve, reject) => {
        fail = () => reject(new Error("the connection to the database was lost"));
      });
    },
  };
  const tab = open({ store: failing });
  const connection = tab.connection("acme", { connector, credential: bearer("first") });
  await connection.schedule("a", { kind: "interval", everyMs: 10 * minute });
  tab.start();
  await clock.advance(1000);
  await clock.settle(tab.stop());
  tab.start();
  await clock.advance(minute);
  fail();
  await clock.advance(1000);
  await store.erase("acme");
  const asked = fake.asked.length;
  await clock.advance(60 * minute);
  expect([asked > 0, fake.asked.length - asked]).toEqual([true, 0]);
  await clock.settle(tab.dispose());
});

test("an erasure whose connection is worked on meanwhile says what is there again", async () => {
  const { clock, store, connector, open, deaf } = deafTab(async () => {});
  await clock.settle(deaf.sync());
  const racing: Store = {
    ...store,
    erase: async (connection) => {
      await store.erase(connection);
      await deaf.pause("a");
    },
  };
  const other = open({ store: racing }).connection("acme", { connector, credential: bearer("first") });
  await expect(clock.settle(other.erase())).rejects.toThrow(/there again \(positions: 1\)/);
});

test("an erasure says of a lease that is there again, too", async () => {
  const { clock, store, connector, open, deaf } = deafTab(async () => {});
  await clock.settle(deaf.sync());
  const racing: Store = {
    ...store,
    erase: async (connection) => {
      await store.erase(connection);
      await store.commit({ connection: "acme", stream: "a", lease: { owner: "", token: 99, heartbeat: 0 } });
    },
  };
  const other = open({ store: racing }).connection("acme", { connector, credential: bearer("first") });
  await expect(clock.settle(other.erase())).rejects.toThrow(/there again \(leases: 1\)/);
});

test("what a person wants of a stream is done before the connection is erased", async () => {
  const { clock, deaf, left } = deafTab(async () => clock.sleep(5));
  await clock.settle(deaf.sync());
  const wanted = Promise.all([deaf.cancel("a"), deaf.cancel("a"), deaf.pause("a")]);
  expect(await clock.settle(deaf.erase())).toMatchObject({ records: 45 });
  await clock.settle(wanted);
  expect(await left()).toEqual(nothing);
});

test("a stream that is resumed while another tab erases the connection is not read", async () => {
  const { clock, store, deaf, left } = deafTab(async () => clock.sleep(5));
  await clock.settle(deaf.sync());
  await clock.settle(deaf.pause("a"));
  const resumed = deaf.resume("a");
  await clock.advance(12);
  await store.erase("acme");
  await clock.settle(resumed);
  await clock.advance(minute);
  expect(await left()).toEqual(nothing);
});

test.each(["cancel", "reset"] as const)(
  "a %s of the very moment in which another tab erases leaves nothing",
  async (word) => {
    const erasedBefore = async (call: number) => {
      let first = Infinity;
      let isErased = false;
      const one = deafTab(async (nth) => {
        if (nth !== first + call) return;
        isErased = true;
        await one.store.erase("acme");
      });
      await one.clock.settle(one.deaf.sync());
      first = one.calls();
      await one.clock.settle(one.deaf[word]("a"));
      return { ...one, isErased };
    };
    let call = 1;
    for (let one = await erasedBefore(call); one.isErased; one = await erasedBefore(call)) {
      expect({ call, ...(await one.left()) }).toEqual({ call, ...nothing });
      call += 1;
    }
    expect(call).toBeGreaterThan(5);
  },
);

test.each([
  { asked: "resumed", ask: (one: Connection) => one.resume("a") },
  { asked: "read", ask: (one: Connection) => one.sync() },
  { asked: "cancelled", ask: (one: Connection) => one.cancel("a") },
])("a stream that is $asked as the erasure begins leaves no lease either", async ({ ask }) => {
  const held: unknown[] = [];
  for (let gap = 0; gap < 48; gap += 1) {
    const { clock, store, deaf } = deafTab(async () => {});
    await clock.settle(deaf.sync());
    const erased = deaf.erase().catch(() => {});
    for (let turn = 0; turn < gap; turn += 1) await Promise.resolve();
    const asked = ask(deaf).catch(() => {});
    await clock.settle(Promise.all([erased, asked]));
    await clock.advance(1000);
    // One that is begun anew has its life beside it.
    if ((await store.lease("acme", "")) === undefined)
      held.push(...(await Promise.all(names.map((stream) => store.lease("acme", stream)))));
  }
  expect(new Set(held)).toEqual(new Set([undefined]));
});
