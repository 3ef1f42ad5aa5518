import { bearer, failure, FailureError } from "@waybill/transport";
import type { Fetch, Lock } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { delays } from "../../test/delayed-store.ts";
import { engineOver } from "../../test/engine.ts";
import { freezer } from "../../test/freezer.ts";
import { tabLocks } from "../../test/tab-locks.ts";
import type { LocksOfTab } from "../../test/tab-locks.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { pullDefaults } from "../pull/settings.ts";
import { verifyReceipts } from "../receipt/verify-receipts.ts";
import type { Store } from "../store/index.ts";
import type { Connection } from "./connection.ts";

const names = ["a", "b", "c", "d"];
const { leaseMs } = pullDefaults;
const never = (): Promise<never> => new Promise(() => {});

/** As where there are no locks: nobody is told that a tab is gone. */
const deaf: Lock = {
  hold: (_name, _run, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
    }),
};

const none = (): LocksOfTab => ({ lock: deaf, die: () => {} });

type Chance = (below: number) => number;

function chanceOf(seed: number): Chance {
  const next = delays(seed, 1);
  return (below) => Math.floor(next() * below) % below;
}

/** Tabs over one store; each may freeze and die, and each may have calls of its store refused, before or after they took effect. */
function world(chance: Chance, areLocked: boolean) {
  const fake = fakeVendor(rowsOf(30), { streams: names });
  const vendor = async (request: Request): Promise<Response> => {
    await engine.clock.sleep(100 + chance(2000), request.signal);
    return fake.vendor(request);
  };
  const streams = names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } }));
  const engine: ReturnType<typeof engineOver> = engineOver({ streams, vendor });
  const { clock, store, connector, open } = engine;
  const locksOf = areLocked ? tabLocks(() => clock.sleep(chance(100))) : none;
  const tab = () => {
    const locks = locksOf();
    const ice = freezer();
    let isDead = false;
    let refusals = 0;
    const refused = (): void => {
      if (refusals === 0 || chance(2) === 0) return;
      refusals -= 1;
      throw new FailureError(failure("storage", { message: "the disk is full" }));
    };
    const own = new Proxy(store, {
      get(of, name: keyof Store) {
        const member = of[name];
        if (typeof member !== "function" || name === "subscribe" || name === "seen" || name === "recall") return member;
        return async (...given: unknown[]): Promise<unknown> => {
          if (isDead) return never();
          refused();
          const result: unknown = await Reflect.apply(member, of, given);
          if (isDead) return never();
          refused();
          return result;
        };
      },
    });
    const fetch: Fetch = async (input, init) => (isDead ? never() : vendor(new Request(input, init)));
    const waybill = open({
      store: ice.store(own),
      lock: locks.lock,
      fetch: ice.fetch(fetch),
      clock: ice.clock(clock),
    });
    const connection = waybill.connection("acme", { connector, credential: bearer("first"), revoke: async () => {} });
    const die = (): void => {
      isDead = true;
      locks.die();
    };
    return { waybill, connection, ice, die, refuse: () => (refusals += 1 + chance(4)) };
  };
  return { ...engine, fake, tab };
}

const deeds: readonly ((connection: Connection, stream: string) => Promise<unknown>)[] = [
  (connection) => connection.sync(),
  (connection) => connection.sync(),
  (connection, stream) => connection.pull(stream),
  (connection, stream) => connection.pull(stream, { mode: "full" }),
  (connection, stream) => connection.cancel(stream),
  (connection, stream) => connection.reset(stream),
  (connection, stream) => connection.pause(stream),
  (connection, stream) => connection.resume(stream),
  (connection) => connection.erase(),
  (connection) => connection.disconnect(),
  (connection) => connection.reconnect(bearer("second")),
  (connection, stream) => connection.step(stream),
];

const pauses = [0, 10, 500, 3000, leaseMs + 5000];

type World = ReturnType<typeof world>;

/** Three tabs that are started, in each of which something happens now and then, until all die at work. */
async function live({ clock, tab }: World, chance: Chance): Promise<void> {
  const tabs = [tab(), tab(), tab()];
  for (const { waybill } of tabs) waybill.start();
  for (let turn = 0; turn < 30; turn += 1) {
    const at = chance(3);
    const one = tabs[at] ?? tab();
    const stream = names[chance(4)] ?? "a";
    const happens = [
      () => {
        one.die();
        tabs[at] = tab();
        tabs[at]?.waybill.start();
      },
      () => void one.refuse(),
      () => one.ice.freeze(),
      () => one.ice.thaw(),
      () => one.waybill.start(),
    ];
    const asked = (): void => void deeds[chance(deeds.length)]?.(one.connection, stream).catch(() => {});
    (happens[chance(14)] ?? asked)();
    await clock.advance(pauses[chance(pauses.length)] ?? 0);
  }
  for (const { connection } of tabs) connection.sync().catch(() => {});
  await clock.advance(chance(5000));
  for (const { die } of tabs) die();
}

async function heldIn({ store }: World): Promise<readonly string[]> {
  const leases = await Promise.all(["", ...names].map((stream) => store.lease("acme", stream)));
  return leases.flatMap((lease) => (lease === undefined || lease.owner === "" ? [] : [lease.owner]));
}

async function storedIn({ store }: World, stream: string) {
  const checkpoint = await store.checkpoint("acme", stream);
  const { items } = await store.receipts("acme", { stream, limit: 500 });
  const created = items.reduce((sum, one) => sum + (one.kind === "run" ? one.counts.created : 0), 0);
  const { ok } = await verifyReceipts(store, { connection: "acme", stream });
  const count = await store.count("acme", stream);
  return { count, created, ok, open: checkpoint?.run?.id, blocker: checkpoint?.blocker };
}

/** What is left when three tabs have lived through it: once a last one has looked after it, and once that has read everything. */
async function historyOf(seed: number, areLocked: boolean) {
  const chance = chanceOf(seed);
  const at = world(chance, areLocked);
  const { clock, fake, tab } = at;
  await live(at, chance);
  const dead = await heldIn(at);
  const last = tab();
  last.waybill.start();
  // Silence tells of nobody before that.
  await clock.advance(leaseMs - 1);
  const heldLong = areLocked ? (await heldIn(at)).filter((owner) => dead.includes(owner)) : [];
  await clock.advance(3 * leaseMs);
  const heldOfDead = [...heldLong, ...(await heldIn(at))];
  await clock.settle(last.connection.reconnect(bearer("last")));
  for (const name of names) await clock.settle(last.connection.resume(name));
  await clock.advance(4 * leaseMs);
  last.waybill.start();
  await clock.settle(last.connection.sync());
  await clock.advance(8 * leaseMs);
  const stored = await Promise.all(names.map((stream) => storedIn(at, stream)));
  const asked = fake.asked.length;
  await clock.advance(20 * leaseMs);
  const left = { heldOfDead, stored, held: await heldIn(at), late: fake.asked.length - asked };
  await clock.settle(last.waybill.dispose());
  return left;
}

const seeds = process.env["WAYBILL_LONG"] === "1" ? 300 : 10;
const whole = { count: 30, created: 30, ok: true, open: undefined, blocker: undefined };

test.each([
  { locks: "no locks", areLocked: false },
  { locks: "locks that are freed when their tab dies", areLocked: true },
])(
  "three tabs with $locks that freeze, die, are refused by their store, erase, leave and join at random lose nothing, double nothing, and leave nothing held",
  async ({ areLocked }) => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const left = await historyOf(seed, areLocked);
      expect({ seed, ...left }).toEqual({ seed, heldOfDead: [], stored: names.map(() => whole), held: [], late: 0 });
    }
  },
  seeds * 6000,
);
