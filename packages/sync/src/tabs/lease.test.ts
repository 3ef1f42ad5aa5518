import { createVirtualClock } from "@waybill/transport/testing";
import { describe, expect, test } from "vitest";
import { createMemoryStore } from "../store/index.ts";
import type { Store } from "../store/index.ts";
import { knownLife, lifeOf, withLease, withLeaseAtOnce } from "./lease.ts";
import type { LeaseOptions } from "./lease.ts";
import type { Lock } from "@waybill/transport";

const signal = new AbortController().signal;
const never = new Promise<never>(() => {});

function setup() {
  const clock = createVirtualClock();
  const store = createMemoryStore();
  const options = (owner: string, change: Partial<LeaseOptions> = {}): LeaseOptions => ({
    store,
    clock,
    connection: "acme",
    stream: "contacts",
    owner,
    queue: {},
    leaseMs: 15_000,
    ...change,
  });
  return { clock, store, options };
}

/** Locks as a browser gives them: to one after the other, as they were asked for. */
function locksInOrder(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return {
    hold: async (_name, run, asked) => {
      const ahead = last;
      const gone = new Promise<never>((_, reject) => {
        asked?.addEventListener("abort", () => reject(asked.reason), { once: true });
      });
      const turn = Promise.race([ahead, gone]).then(run);
      last = Promise.allSettled([ahead, turn]);
      return turn;
    },
  };
}

const write = (store: Store, token: number) =>
  store.commit({ connection: "acme", stream: "contacts", expect: { lease: { token } } });

describe("the life of a connection", () => {
  test("is another one, of a greater number, after each erasure", async () => {
    const { store } = setup();
    expect(await knownLife(store, "acme")).toBeUndefined();
    const lives: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const [one, other] = await Promise.all([lifeOf(store, "acme"), lifeOf(store, "acme")]);
      expect([other, await knownLife(store, "acme")]).toEqual([one, one]);
      lives.push(one);
      await store.erase("acme");
      expect(await knownLife(store, "acme")).toBeUndefined();
    }
    expect(lives).toEqual([...new Set(lives)].toSorted((a, b) => a - b));
  });

  test("is not ended by the erasure of another connection", async () => {
    const { store } = setup();
    const life = await lifeOf(store, "acme");
    await lifeOf(store, "other");
    await store.erase("other");
    expect(await lifeOf(store, "acme")).toBe(life);
  });
});

describe("a lease", () => {
  test("is given back, so that the next engine need not wait", async () => {
    const { clock, options } = setup();
    await withLease(options("a"), signal, async () => {});
    const began = clock.monotonic();
    const waited = await clock.settle(withLease(options("b"), signal, async (held) => held.waited));
    expect([waited, clock.monotonic() - began]).toEqual([false, 0]);
  });

  test("is not taken while its holder works, however long that takes", async () => {
    const { clock, options } = setup();
    const log: string[] = [];
    const long = withLease(options("a"), signal, async () => {
      await clock.sleep(120_000);
      log.push("a ends");
    });
    const second = withLease(options("b"), signal, async () => log.push("b works"));
    await clock.settle(Promise.all([long, second]));
    expect(log).toEqual(["a ends", "b works"]);
  });

  test("invariant 101: is taken over from a holder that died, once its heartbeat has not moved for long enough", async () => {
    const { clock, store, options } = setup();
    await store.commit({ connection: "acme", stream: "contacts", lease: { owner: "dead", token: 4, heartbeat: 9 } });
    const token = await clock.settle(withLease(options("b"), signal, async (held) => held.token));
    expect(token).toBe(5);
    expect(clock.monotonic()).toBe(15_000);
  });

  test("fences a holder from before an erasure: its token is never given again", async () => {
    const { clock, store, options } = setup();
    const old = await clock.settle(withLease(options("a"), signal, async (held) => held.token));
    await store.erase("acme");
    await clock.settle(
      withLease(options("b"), signal, async (held) => {
        expect(held.token).toBeGreaterThan(old);
        await expect(write(store, old)).rejects.toMatchObject({ code: "superseded" });
        await write(store, held.token);
      }),
    );
  });

  test.each([1, 2, 3, 4, 5])(
    "is never given under a token from before an erasure, also by an engine that stalls before its call %i",
    async (stalled) => {
      const { store, options } = setup();
      const tokens: number[] = [];
      const take = (owner: string, over: Store) =>
        withLeaseAtOnce({ ...options(owner), store: over }, async ({ token }) => void tokens.push(token));
      let calls = 0;
      const stalls = async (): Promise<void> => {
        if ((calls += 1) !== stalled) return;
        await take("b", store);
        await store.erase("acme");
      };
      const late: Store = {
        ...store,
        lease: async (...of) => stalls().then(() => store.lease(...of)),
        head: async () => stalls().then(() => store.head()),
        commit: async (batch) => stalls().then(() => store.commit(batch)),
      };
      await take("a", late);
      await take("c", store);
      expect(tokens.length).toBeGreaterThan(1);
      expect(tokens).toEqual([...new Set(tokens)].toSorted((a, b) => a - b));
    },
  );

  test("is taken from a holder who works, where a person's word goes before it", async () => {
    const { clock, store, options } = setup();
    const working = withLease(options("a"), signal, async (held) => {
      await clock.sleep(1000);
      await write(store, held.token);
    }).catch((error: unknown) => error);
    await clock.advance(500);
    await withLeaseAtOnce(options("b"), async (held) => write(store, held.token));
    expect(clock.monotonic()).toBe(500);
    expect(await clock.settle(working)).toMatchObject({ code: "superseded" });
  });

  test("invariant 102: fences a holder that was frozen: its commit is refused, and it is told", async () => {
    const { clock, store, options } = setup();
    let frozen: number | undefined;
    const held = withLease(options("a"), signal, async (lease, inner) => {
      frozen = lease.token;
      return new Promise((_, reject) => {
        inner.addEventListener("abort", () => reject(inner.reason), { once: true });
      });
    });
    await clock.advance(0);
    await store.commit({ connection: "acme", stream: "contacts", lease: { owner: "b", token: 2, heartbeat: 0 } });
    await expect(write(store, frozen ?? 0)).rejects.toMatchObject({ code: "superseded" });
    await expect(clock.settle(held)).rejects.toMatchObject({ code: "superseded" });
    expect(await store.lease("acme", "contacts")).toMatchObject({ owner: "b", token: 2 });
  });

  test("invariant 101: goes to exactly one of many engines that begin at once", async () => {
    const { clock, options } = setup();
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await clock.sleep(10);
      inside -= 1;
    };
    const all = ["a", "b", "c", "d"].map((owner) => withLease(options(owner), signal, work));
    await clock.settle(Promise.all(all));
    expect(most).toBe(1);
  });

  test("has works of one engine go one after the other, and those of another engine with its name apart", async () => {
    const [one, other] = [setup(), setup()];
    const log: string[] = [];
    const works = (name: string, ms: number) => async () => {
      await one.clock.sleep(ms);
      log.push(name);
    };
    const options = one.options("a");
    const first = withLease(options, signal, works("first", 20));
    const second = withLease(options, signal, works("second", 0));
    await other.clock.settle(withLease(other.options("a"), signal, async () => log.push("elsewhere")));
    await one.clock.settle(Promise.all([first, second]));
    expect(log).toEqual(["elsewhere", "first", "second"]);
  });

  test("is taken at once when a lock shows that the holder is gone", async () => {
    const { clock, store, options } = setup();
    await store.commit({ connection: "acme", stream: "contacts", lease: { owner: "dead", token: 1, heartbeat: 0 } });
    const free: Lock = { hold: (_, run) => run() };
    await clock.settle(withLease(options("b", { lock: free }), signal, async () => {}));
    expect(clock.monotonic()).toBe(0);
  });

  test("is not taken from a holder that lives, however early a waiter with locks finds it", async () => {
    const { clock, store, options } = setup();
    const lock = locksInOrder();
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, (inside += 1));
      await clock.sleep(10);
      inside -= 1;
    };
    let second: Promise<void> | undefined;
    const slow: Store = {
      ...store,
      commit: async (batch) => {
        const commit = await store.commit(batch);
        second ??= withLease(options("b", { lock }), signal, work);
        for (let turns = 0; turns < 50; turns += 1) await Promise.resolve();
        return commit;
      },
    };
    await clock.settle(withLease(options("a", { lock, store: slow }), signal, work));
    await clock.settle(second ?? never);
    expect(most).toBe(1);
  });

  test("leaves no lock behind where somebody else was faster", async () => {
    const { clock, store, options } = setup();
    const lock = locksInOrder();
    const other = { owner: "", token: 9, heartbeat: 0 };
    const late: Store = {
      ...store,
      head: async () => {
        const head = await store.head();
        await store.commit({ connection: "acme", stream: "contacts", lease: other });
        return head;
      },
    };
    const token = await clock.settle(
      withLease(options("b", { lock, store: late }), signal, async (held) => held.token),
    );
    let isFree = false;
    lock.hold("waybill:acme:contacts", async () => void (isFree = true)).catch(() => {});
    await clock.advance(0);
    expect([token, isFree]).toEqual([10, true]);
  });

  test("goes by the heartbeat where a browser refuses locks with the storage of a site", async () => {
    const { clock, store, options } = setup();
    await store.commit({ connection: "acme", stream: "contacts", lease: { owner: "dead", token: 1, heartbeat: 0 } });
    const refused = new DOMException("The request was denied.", "SecurityError");
    const lock: Lock = { hold: () => Promise.reject(refused) };
    const { leaseMs } = options("b");
    await clock.settle(withLease(options("b", { lock }), signal, async () => {}));
    expect(clock.monotonic()).toBe(leaseMs);
  });

  test("keeps a lock for as long as it is held", async () => {
    const { clock, options } = setup();
    const log: string[] = [];
    const lock: Lock = {
      hold: async (name, run) => {
        log.push(`locked ${name}`);
        const result = await run();
        log.push("unlocked");
        return result;
      },
    };
    await clock.settle(withLease(options("a", { lock }), signal, async () => log.push("works")));
    await clock.advance(0);
    expect(log).toEqual(["locked waybill:acme:contacts", "works", "unlocked"]);
  });

  test("is waited for only as long as the caller wants", async () => {
    const { clock, store, options } = setup();
    await store.commit({ connection: "acme", stream: "contacts", lease: { owner: "other", token: 1, heartbeat: 0 } });
    const caller = new AbortController();
    const waiting = withLease(options("b"), caller.signal, () => never);
    await clock.advance(1000);
    caller.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    expect(clock.sleepers).toBe(0);
  });
});
