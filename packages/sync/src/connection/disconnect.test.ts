import { bearer } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import type { Checkpoint } from "../pull/checkpoint.ts";

const whole = { connection: "acme" };
const names = ["contacts", "deals"];

/** Two streams that are read, a page a second, at a vendor that says whose credentials it is asked with. */
async function readOnce() {
  const fake = fakeVendor(rowsOf(15), { streams: names });
  const asked: string[] = [];
  const engine: ReturnType<typeof engineOver> = engineOver({
    identity: { path: "/me", account: "/id" },
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

test.each(["pause", "resume", "disconnect"] as const)(
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
