import { FailureError, bearer, failure } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import type { ConnectionOptions } from "../engine.ts";
import type { Checkpoint } from "../pull/checkpoint/checkpoint.ts";
import type { Store } from "../store/index.ts";

const whole = { connection: "acme" };
const names = ["contacts", "deals"];

/** Two streams that are read, a page a second, at a vendor that says whose credentials it is asked with. */
async function readOnce(options: Partial<ConnectionOptions> = {}) {
  const fake = fakeVendor(rowsOf(15), { streams: names });
  const asked: string[] = [];
  const engine: ReturnType<typeof engineOver> = engineOver({
    identity: { path: "/me", account: "/id" },
    connection: options,
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
    vendor: async (request) => {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      await engine.clock.sleep(1000);
      return pathname === "/me" ? json({ id: "harbour" }) : fake.vendor(request);
    },
  });
  await engine.clock.settle(engine.connection.sync());
  asked.length = 0;
  const amend = async (change: Partial<Checkpoint>): Promise<void> => {
    const now = await engine.store.checkpoint("acme", "contacts");
    if (now === undefined) throw new Error("contacts were never read");
    await engine.store.commit({
      connection: "acme",
      stream: "contacts",
      expect: { checkpoint: now.version },
      checkpoint: { ...now, ...change, version: now.version + 1 },
    });
  };
  const blockers = async () => {
    const all = await Promise.all(names.map((name) => engine.store.checkpoint("acme", name)));
    return all.map((checkpoint) => checkpoint?.blocker);
  };
  return { ...engine, asked, amend, blockers };
}

test.each(["paused", "schema"] as const)(
  "a disconnection goes over a stream that is stopped (%s), in every tab, and leaves it stopped when the customer reconnects",
  async (blocker) => {
    const { clock, waybill, connection, connector, open, asked, amend, blockers } = await readOnce();
    await amend({ blocker });
    await clock.settle(connection.disconnect());
    expect(await blockers()).toEqual(["auth", "auth"]);
    expect(await waybill.status.snapshot(whole)).toMatchObject({ connected: false, blocker: "auth" });
    const other = open().connection("acme", { connector, credential: bearer("first") });
    const tried = await Promise.allSettled(
      [connection, other].flatMap((each) => [
        clock.settle(each.sync()),
        clock.settle(each.pull("contacts", { dryRun: true })),
      ]),
    );
    expect(tried).toMatchObject(tried.map(() => ({ reason: { code: "unauthorized" } })));
    expect(asked).toEqual([]);
    await clock.settle(connection.reconnect(bearer("second")));
    expect(await blockers()).toEqual([blocker, undefined]);
  },
);

test("a stream that is resumed while its connection is over is read when the customer has reconnected, and not before", async () => {
  const { clock, connection, connector, open, asked, blockers } = await readOnce();
  await clock.settle(connection.pause("contacts"));
  await clock.settle(connection.disconnect());
  const other = open().connection("acme", { connector, credential: bearer("first") });
  await clock.settle(other.resume("contacts"));
  await clock.advance(60_000);
  expect(asked).toEqual([]);
  expect(await blockers()).toEqual(["auth", "auth"]);
  await clock.settle(connection.reconnect(bearer("second")));
  await clock.advance(60_000);
  expect(await blockers()).toEqual([undefined, undefined]);
  expect(asked).toEqual(["/me", "/contacts", "/deals", "/contacts", "/deals"]);
});

test("a disconnection stops a reconnection that began before it", async () => {
  const { clock, waybill, connection, asked, blockers } = await readOnce();
  const renewed = connection.reconnect(bearer("second")).catch((error: unknown) => error);
  await clock.advance(500);
  await clock.settle(connection.disconnect());
  expect(await renewed).toMatchObject({ code: "aborted" });
  await clock.advance(60_000);
  expect(asked).toEqual(["/me"]);
  expect(await blockers()).toEqual(["auth", "auth"]);
  expect(await waybill.status.snapshot(whole)).toMatchObject({ connected: false });
});

describe("a customer who reconnects while the connection is being left", () => {
  /** A connection whose grant takes two seconds to end, and whose vendor says which credentials it is asked with. */
  async function leaving(end: () => void = () => {}) {
    const fake = fakeVendor(rowsOf(15), { streams: names });
    const used: (string | null)[] = [];
    const engine: ReturnType<typeof engineOver> = engineOver({
      streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
      vendor: async (request) => {
        used.push(request.headers.get("authorization"));
        return fake.vendor(request);
      },
      connection: {
        revoke: async () => {
          await engine.clock.sleep(2000);
          end();
        },
      },
    });
    await engine.clock.settle(engine.connection.sync());
    used.length = 0;
    return { ...engine, used };
  }

  test.each([0, 1, 1000, 1999])(
    "%i ms after that was asked for stays connected, with the new credential",
    async (ms) => {
      const { clock, waybill, connection, used } = await leaving();
      const left = connection.disconnect();
      if (ms > 0) await clock.advance(ms);
      const joined = connection.reconnect(bearer("second"));
      expect(await clock.settle(left)).toEqual({ connection: "acme", unreadable: [] });
      await clock.settle(joined);
      expect(await waybill.status.snapshot(whole)).toMatchObject({ connected: true, blocker: null });
      expect(await clock.settle(connection.sync())).toHaveLength(2);
      expect(new Set(used)).toEqual(new Set(["Bearer second"]));
      await clock.settle(connection.disconnect());
      await connection.fetch("https://api.harbor.test/contacts").catch(() => undefined);
      expect(used.at(-1)).toBeNull();
    },
  );

  test("with tokens that were renewed in place goes on using them", async () => {
    const { clock, connection, used } = await leaving();
    const left = connection.disconnect();
    await clock.advance(1000);
    await clock.settle(connection.reconnect());
    await clock.settle(left);
    expect(await clock.settle(connection.sync())).toHaveLength(2);
    expect(new Set(used)).toEqual(new Set(["Bearer first"]));
  });

  test("stays connected also where the grant could not be ended", async () => {
    const { clock, waybill, connection } = await leaving(() => {
      throw new Error("the vendor refused");
    });
    const left = connection.disconnect().catch((error: unknown) => error);
    const again = connection.disconnect().catch((error: unknown) => error);
    await clock.advance(1000);
    await clock.settle(connection.reconnect(bearer("second")));
    expect(await clock.settle(Promise.all([left, again]))).toMatchObject([{}, {}].map(() => ({ message: /refused/ })));
    expect(await waybill.status.snapshot(whole)).toMatchObject({ connected: true, blocker: null });
  });
});

test("a disconnection ends the grant and everything else where another version wrote one stream's checkpoint, and names it", async () => {
  let revoked = 0;
  const { clock, store, amend, connection, blockers, waybill } = await readOnce({
    revoke: async () => void (revoked += 1),
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what another version may have written
  await amend({ format: 2 } as unknown as Partial<Checkpoint>);
  const before = await store.checkpoint("acme", "contacts");
  expect(await clock.settle(connection.disconnect())).toEqual({ connection: "acme", unreadable: ["contacts"] });
  expect([revoked, await blockers()]).toEqual([1, [undefined, "auth"]]);
  expect(await store.checkpoint("acme", "contacts")).toEqual(before);
  expect(await waybill.status.snapshot(whole)).toMatchObject({ connected: false });
  await clock.settle(connection.reconnect(bearer("second")));
  expect(await blockers()).toEqual([undefined, undefined]);
  await expect(clock.settle(connection.pull("contacts"))).rejects.toMatchObject({ code: "storage" });
});

test("a row that cannot be read keeps no grant alive either", async () => {
  let revoked = 0;
  const { clock, store, connector, open } = await readOnce();
  const damaged: Store = {
    ...store,
    checkpoint: async (connection, stream) => {
      if (stream === "deals") throw new FailureError(failure("storage", { message: "The row cannot be read." }));
      return store.checkpoint(connection, stream);
    },
  };
  const revoke = async (): Promise<void> => void (revoked += 1);
  const other = open({ store: damaged }).connection("acme", { connector, credential: bearer("first"), revoke });
  expect(await clock.settle(other.disconnect())).toMatchObject({ unreadable: ["deals"] });
  expect(revoked).toBe(1);
});

test.each(["pause", "resume"] as const)(
  "a checkpoint that another version wrote stops a %s before it changes anything",
  async (word) => {
    const { clock, store, connection, amend, blockers } = await readOnce();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what another version may have written
    await amend({ format: 2 } as unknown as Partial<Checkpoint>);
    const before = await store.head();
    await expect(clock.settle(connection[word]("contacts"))).rejects.toMatchObject({ code: "storage" });
    await clock.advance(60_000);
    expect(await store.head()).toBe(before);
    expect(await blockers()).toEqual([undefined, undefined]);
  },
);

/** Two tabs that share a token, which the vendor refuses from the second grant on. `wrong`: as another account's; else with 401. */
async function tabsOfOneToken(wrong: boolean) {
  const shared: { token: string | undefined } = { token: "grant-1" };
  const ended: (string | undefined)[] = [];
  const fake = fakeVendor(rowsOf(15));
  const { clock, connector, open } = engineOver({
    ...(wrong && { identity: { path: "/me", account: "/id" } }),
    vendor: (request) => {
      const isRefused = shared.token === "grant-2";
      if (new URL(request.url).pathname === "/me") return json({ id: isRefused ? "other" : "harbour" });
      return isRefused && !wrong ? json({}, { status: 401 }) : fake.vendor(request);
    },
  });
  const tab = () =>
    open().connection("acme", {
      connector,
      credential: bearer("in the store"),
      revoke: async () => {
        if (shared.token !== undefined) ended.push(shared.token);
        shared.token = undefined;
      },
    });
  return { clock, shared, ended, here: tab(), other: tab() };
}

test.each([
  { what: "every stream", wrong: false },
  { what: "its account", wrong: true },
])("a grant that was given in another tab, and that the vendor refused for $what, is ended too", async ({ wrong }) => {
  const { clock, shared, ended, here, other } = await tabsOfOneToken(wrong);
  await clock.settle(here.sync());
  await clock.settle(here.disconnect());
  shared.token = "grant-2";
  await clock.settle(other.reconnect()).catch(() => {});
  await clock.advance(60_000);
  await clock.settle(here.disconnect());
  expect(ended).toEqual(["grant-1", "grant-2"]);
  await clock.settle(here.disconnect());
  expect(ended).toHaveLength(2);
});

test("a grant that could not be ended is ended by the next try", async () => {
  let tries = 0;
  const revoke = async (): Promise<void> => {
    tries += 1;
    if (tries === 1) throw new FailureError(failure("unavailable", { message: "down" }));
  };
  const { clock, connection, connector, open } = await readOnce({ revoke });
  // Every stream is stopped already.
  await clock.settle(open().connection("acme", { connector }).disconnect());
  await expect(clock.settle(connection.disconnect())).rejects.toMatchObject({ code: "unavailable" });
  await clock.settle(connection.disconnect());
  expect(tries).toBe(2);
});
