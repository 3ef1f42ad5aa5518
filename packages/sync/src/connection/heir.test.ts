import { bearer } from "@waybill/transport";
import type { Fetch, Lock } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import { pullDefaults } from "../pull/settings.ts";
import type { Store } from "../store/index.ts";

const names = ["a", "b", "c", "d"];

/** Locks of a platform that frees those of a tab at its death. */
function locks(): () => { readonly lock: Lock; readonly die: () => void } {
  const last = new Map<string, Promise<unknown>>();
  return () => {
    const death = new AbortController();
    const died = new Promise<void>((resolve) =>
      death.signal.addEventListener("abort", () => resolve(), { once: true }),
    );
    const lock: Lock = {
      hold: async (name, run, signal) => {
        const ahead = last.get(name) ?? Promise.resolve();
        const gone = new Promise<never>((_, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
        });
        const turn = Promise.race([ahead, gone]).then(() => Promise.race([run(), died]));
        last.set(name, Promise.allSettled([ahead, turn]));
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a dead tab gets, nobody reads
        return turn as ReturnType<typeof run>;
      },
    };
    return { lock, die: () => death.abort() };
  };
}

/** As where there are no locks: nobody is told that a tab is gone. */
const deaf: Lock = {
  hold: (_name, _run, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
    }),
};

/** A tab that reads a page a second of two of four streams, until it is dead; and one that comes after it. */
async function leftBy(work: "sync" | "pull", fake = fakeVendor(rowsOf(30), { streams: names })) {
  const platform = locks();
  const tabs = [platform(), platform()] as const;
  const vendor = async (request: Request): Promise<Response> => {
    await engine.clock.sleep(1000, request.signal);
    return fake.vendor(request);
  };
  const streams = names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } }));
  const engine = engineOver({ streams, vendor });
  const { clock, connector, open } = engine;
  const dead = { is: false };
  const never = () => new Promise<never>(() => {});
  const store: Store = { ...engine.store, commit: (batch) => (dead.is ? never() : engine.store.commit(batch)) };
  const tab = (options: Parameters<typeof open>[0]) => {
    const waybill = open(options);
    return { waybill, connection: waybill.connection("acme", { connector, credential: bearer("first") }) };
  };
  const fetch: Fetch = (input, init) => (dead.is ? never() : vendor(new Request(input, init)));
  const first = tab({ store, fetch, lock: tabs[0].lock });
  const begun = work === "sync" ? first.connection.sync() : first.connection.pull("a");
  begun.catch(() => {});
  await clock.advance(1500);
  const die = () => {
    dead.is = true;
    tabs[0].die();
  };
  const counts = () => Promise.all(names.map((name) => engine.store.count("acme", name)));
  return { ...engine, fake, begun, die, counts, ...tab({ lock: tabs[1].lock }) };
}

test("where the platform frees the locks of a dead tab, its sync goes on at once, with no page read twice but those under way", async () => {
  const { clock, fake, waybill, die, counts } = await leftBy("sync");
  waybill.start();
  await clock.advance(100);
  die();
  await clock.advance(pullDefaults.leaseMs / 2);
  expect(await counts()).toEqual([30, 30, 30, 30]);
  // Three pages of each stream, and what two of them had asked for when their tab died.
  expect(fake.asked.length).toBeLessThanOrEqual(14);
  await clock.settle(waybill.dispose());
});

test("an engine at rest looks now and then, at all leases at once, and goes on at once with what a tab begins and leaves then", async () => {
  const { clock, store, open, connector, connection } = engineOver({
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
    vendor: (request) => fakeVendor(rowsOf(30), { streams: names }).vendor(request),
  });
  await clock.settle(connection.sync());
  let [looks, atOnce, most] = [0, 0, 0];
  const watched: Store = {
    ...store,
    lease: async (...of) => {
      most = Math.max(most, (atOnce += 1));
      looks += 1;
      await Promise.resolve();
      atOnce -= 1;
      return store.lease(...of);
    },
  };
  const resting = open({ store: watched, lock: deaf });
  resting.connection("acme", { connector, credential: bearer("first") });
  resting.start();
  await clock.advance(3_600_000);
  expect([looks <= (3600 / 60) * 5, most >= 5]).toEqual([true, true]);
  const dead = { owner: "dead", heartbeat: clock.now() };
  for (const [stream, over] of [["", names.map((name) => [name, 0] as const)], ["a"]] as const) {
    const { token = 0 } = (await store.lease("acme", stream)) ?? {};
    await store.commit({ connection: "acme", stream, lease: { ...dead, token, since: clock.now(), over } });
  }
  const since = clock.now();
  // Until it is looked at, and until it has been silent for long enough.
  await clock.advance((7 / 5) * pullDefaults.leaseMs + 1000);
  const ends = await Promise.all(names.map(async (name) => (await store.checkpoint("acme", name))?.last?.finishedAt));
  expect(ends.filter((at = 0) => at > since)).toHaveLength(4);
  await clock.settle(resting.dispose());
});

test("what another tab cancels at any moment of a takeover is not begun anew", async () => {
  /** The stream is cancelled before the call of the heir's store with this number, counted from the death. */
  const cancelledBefore = async (call: number) => {
    let calls = 0;
    let isCancelled = false;
    const cancel = async (): Promise<void> => {
      isCancelled = true;
      await onlooker.cancel("a");
    };
    const { clock, die, connector, open, store } = await leftBy("pull");
    const onlooker = open().connection("acme", { connector, credential: bearer("first") });
    const late = new Proxy(store, {
      get(of, name: keyof Store) {
        const member = of[name];
        if (typeof member !== "function" || name === "subscribe" || name === "seen") return member;
        return async (...given: unknown[]): Promise<unknown> => {
          if ((calls += 1) === call) await cancel();
          return Reflect.apply(member, of, given);
        };
      },
    });
    const heir = open({ store: late, lock: deaf });
    heir.connection("acme", { connector, credential: bearer("first") });
    heir.start();
    await clock.advance(100);
    die();
    await clock.advance(pullDefaults.leaseMs - 100);
    calls = 0;
    await clock.advance(pullDefaults.leaseMs);
    const { items } = await store.receipts("acme", { limit: 9 });
    await clock.settle(heir.dispose());
    return { isCancelled, outcomes: items.map((receipt) => receipt.kind === "run" && receipt.outcome) };
  };
  let call = 1;
  for (let one = await cancelledBefore(call); one.isCancelled; one = await cancelledBefore(call)) {
    expect({ call, outcomes: one.outcomes }).toEqual({ call, outcomes: ["cancelled"] });
    call += 1;
  }
  expect(call).toBeGreaterThan(20);
});

test("what a tab leaves that dies during a takeover from another one is gone on with afterwards", async () => {
  const { clock, store, die, open, connector, counts } = await leftBy("pull");
  const never = () => new Promise<never>(() => {});
  let isDead = false;
  const dying: Store = { ...store, commit: (batch) => (isDead ? never() : store.commit(batch)) };
  const [second, heir] = [open({ store: dying, lock: deaf, fetch: never }), open({ lock: deaf })].map((waybill) => ({
    waybill,
    connection: waybill.connection("acme", { connector, credential: bearer("first") }),
  }));
  second?.connection.pull("b").catch(() => {});
  heir?.waybill.start();
  await clock.advance(100);
  die();
  const [own, holder] = [await store.lease("acme", "b"), await store.lease("acme", "a")];
  while ((await store.lease("acme", "a"))?.owner === holder?.owner) await clock.advance(100);
  isDead = true;
  expect((await store.lease("acme", "b"))?.owner).toBe(own?.owner);
  await clock.advance(4 * pullDefaults.leaseMs);
  expect(await counts()).toEqual([30, 30, 0, 0]);
  await clock.settle(Promise.resolve(heir?.waybill.dispose()));
});

test("what a dead tab held is free once another one has seen that nobody goes on with it, and then looked at no more often than at rest", async () => {
  const { clock, store, connector, open, die } = await leftBy("pull");
  let looks = 0;
  const watched: Store = {
    ...store,
    lease: async (...of) => {
      looks += 1;
      return store.lease(...of);
    },
  };
  const heir = open({ store: watched, lock: deaf });
  const connection = heir.connection("acme", { connector, credential: bearer("first") });
  heir.start();
  await clock.advance(100);
  die();
  await connection.pause("a");
  await clock.advance(2 * pullDefaults.leaseMs);
  expect(await store.lease("acme", "a")).toMatchObject({ owner: "" });
  looks = 0;
  await clock.advance(600_000);
  expect(looks).toBeLessThanOrEqual((600 / 60) * 5);
  await clock.settle(heir.dispose());
});

test("a run that waits for its retry goes on in a tab that is started after its own is gone", async () => {
  const fake = fakeVendor(rowsOf(30), { streams: names });
  fake.faults.push(undefined, () => json({}, { status: 429, headers: { "retry-after": "3600" } }));
  const { clock, store, waybill, die, counts } = await leftBy("pull", fake);
  const waits = async () => (await store.checkpoint("acme", "a"))?.run?.nextAttemptAt !== undefined;
  while (!(await waits())) await clock.advance(1000);
  die();
  waybill.start();
  await clock.advance(3_700_000);
  expect(await counts()).toEqual([30, 0, 0, 0]);
  expect((await store.receipts("acme", { limit: 9 })).items).toHaveLength(1);
  await clock.settle(waybill.dispose());
});

test.each([
  { besides: "its pages move", quietMs: 0 },
  { besides: "its pages move again after a slow one", quietMs: 17_000 },
])(
  "a tab that lives is not taken for dead because the timer of its mark is slow, while $besides",
  async ({ quietMs }) => {
    const fake = fakeVendor(rowsOf(300), { streams: names });
    const { clock, store, begun, open, connector } = await leftBy("sync", fake);
    let mark = await store.lease("acme", "");
    // As where a browser slows the timers of a hidden tab: its mark stands still, and its pages do not.
    const quiet = new Map(
      await Promise.all(["a", "b"].map(async (name) => [name, await store.lease("acme", name)] as const)),
    );
    const since = clock.now();
    const still: Store = {
      ...store,
      lease: async (id, stream) => {
        if (stream === "" && clock.now() < since + quietMs / 2) mark = await store.lease(id, stream);
        if (stream === "") return mark;
        return clock.now() < since + quietMs && quiet.has(stream) ? quiet.get(stream) : store.lease(id, stream);
      },
    };
    const beside = open({ store: still, lock: deaf });
    beside.connection("acme", { connector, credential: bearer("first") });
    beside.start();
    await clock.advance(25_000);
    const { owner } = (await store.lease("acme", "")) ?? {};
    expect(owner).toBe(mark?.owner);
    await clock.settle(begun.then(() => undefined));
    await clock.settle(beside.dispose());
  },
);

test.each(["cancel", "pause"] as const)("what a person ended (%s) is not gone on with", async (word) => {
  const { clock, waybill, connection, die, counts } = await leftBy("sync");
  die();
  await clock.settle(Promise.all([connection[word]("a"), connection[word]("d")]));
  waybill.start();
  await clock.advance(2 * pullDefaults.leaseMs);
  expect(await counts()).toEqual([10, 30, 30, 0]);
  await clock.settle(waybill.dispose());
});

test("an engine that is stopped as it takes over asks for nothing more", async () => {
  const { clock, fake, waybill, die } = await leftBy("sync");
  waybill.start();
  die();
  while (fake.asked.length < 6) await clock.advance(100);
  await clock.settle(waybill.stop());
  const asked = fake.asked.length;
  await clock.advance(60_000);
  expect(fake.asked).toHaveLength(asked);
});
