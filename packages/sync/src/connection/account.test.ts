import { bearer } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";

const target = { connection: "acme" };

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** A vendor that knows two accounts by their tokens, and whose tokens can end. */
function accounts() {
  const streams = ["contacts", "deals"];
  const rows = { harbour: fakeVendor(rowsOf(15), { streams }), lighthouse: fakeVendor(rowsOf(3), { streams }) };
  const owners = new Map([
    ["first", "harbour"],
    ["second", "lighthouse"],
    ["renewed", "harbour"],
  ] as const);
  const asked: string[] = [];
  const faults: (() => Response)[] = [];
  /** Answers that are ready, and held back. */
  const held = new Map<string, () => Promise<void>>();
  const hold = (line: string) => {
    const reached = gate();
    const released = gate();
    held.set(line, () => {
      held.delete(line);
      reached.open();
      return released.opened;
    });
    return { reached: reached.opened, release: released.open };
  };
  const vendor = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const token = request.headers.get("authorization")?.replace("Bearer ", "") ?? "";
    const line = `${token} ${pathname}`;
    asked.push(line);
    const wait = held.get(line);
    const answer = await answerTo(request, { pathname, token });
    await wait?.();
    return answer;
  };
  const answerTo = (request: Request, { pathname, token }: { pathname: string; token: string }) => {
    const owner = [...owners].find(([name]) => name === token)?.[1];
    const fault = pathname === "/me" ? faults.shift() : undefined;
    if (fault !== undefined) return fault();
    if (owner === undefined) return json({}, { status: 401 });
    return pathname === "/me" ? json({ account: { id: owner } }) : rows[owner].vendor(request);
  };
  const engine = engineOver({
    vendor,
    identity: { path: "/me", account: "/account/id" },
    streams: streams.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
  });
  return { ...engine, owners, asked, faults, hold };
}

test("a connection that is renewed with another account is refused, and nothing is read of it", async () => {
  const { clock, store, connection, waybill, owners, asked } = accounts();
  await clock.settle(connection.sync());
  owners.delete("first");
  await expect(clock.settle(connection.sync())).rejects.toMatchObject({ code: "unauthorized" });
  const before = asked.length;
  await expect(clock.settle(connection.reconnect(bearer("second")))).rejects.toMatchObject({ code: "wrong_account" });
  expect(asked.slice(before)).toEqual(["second /me"]);
  expect(await waybill.status.snapshot(target)).toMatchObject({ blocker: "auth", connected: false });
  expect(await store.count("acme", "contacts")).toBe(15);
  await clock.settle(connection.reconnect(bearer("renewed")));
  const receipts = await clock.settle(connection.sync());
  expect(receipts.map(({ outcome }) => outcome)).toEqual(["complete", "complete"]);
  expect(asked.filter((line) => line.startsWith("second"))).toEqual(["second /me"]);
});

test("a person who reconnects with another account is told so", async () => {
  const { clock, connection, waybill, owners } = accounts();
  await clock.settle(connection.sync());
  owners.set("first", "lighthouse");
  const outcome = await clock.settle(waybill.status.act({ kind: "reconnect", target }, "once"));
  expect(outcome).toMatchObject({ state: "rejected", failure: { code: "wrong_account", action: "reconnect" } });
  expect(await waybill.status.snapshot(target)).toMatchObject({ blocker: "auth", connected: false });
});

test("an engine that is opened with another account's credential reads nothing, and its stream says why until the right one is there", async () => {
  const { clock, store, connection, connector, open, asked } = accounts();
  await clock.settle(connection.pull("contacts"));
  const other = open();
  const second = other.connection("acme", { connector, credential: bearer("second") });
  const before = asked.length;
  // Also a stream that was never read is another account's.
  for (const stream of ["contacts", "deals"]) {
    await expect(clock.settle(second.pull(stream))).rejects.toMatchObject({ code: "wrong_account" });
    expect(await other.status.snapshot({ connection: "acme", stream })).toMatchObject({
      blocker: "auth",
      failure: { code: "wrong_account" },
    });
  }
  expect(asked.slice(before)).toEqual(["second /me"]);
  await clock.settle(second.reconnect(bearer("renewed")));
  expect((await clock.settle(second.sync())).map(({ outcome }) => outcome)).toEqual(["complete", "complete"]);
  expect(await store.count("acme", "deals")).toBe(15);
});

test("an account that cannot be learned now is asked for again before anything is read", async () => {
  const { clock, connection, asked, faults } = accounts();
  faults.push(...Array.from({ length: 8 }, () => () => json({}, { status: 503 })));
  const receipt = await clock.settle(connection.pull("contacts"));
  expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 15 } });
  expect(asked.slice(0, 9).every((line) => line === "first /me")).toBe(true);
});

test("an answer that names no account fails the run and says what to compare", async () => {
  const { clock, store, connection, faults } = accounts();
  faults.push(() => json({ account: {} }));
  const receipt = await clock.settle(connection.pull("contacts"));
  expect(receipt).toMatchObject({
    outcome: "failed",
    failure: { code: "contract", message: expect.stringContaining("`identity`") },
  });
  expect(await store.count("acme", "contacts")).toBe(0);
});

describe("credentials that change while a pull is under way", () => {
  /** The connection is bound, and the first page of a pull is on its way. */
  async function underWay(change: (made: ReturnType<typeof accounts>) => void = () => {}) {
    const made = accounts();
    await made.clock.settle(made.connection.pull("contacts"));
    change(made);
    const { reached, release } = made.hold("first /deals");
    const pulled = made.connection.pull("deals");
    pulled.catch(() => {});
    await made.clock.settle(reached);
    return { ...made, pulled, release };
  }

  test("are not used before it is known whose they are", async () => {
    const { clock, connection, store, asked, hold, pulled, release } = await underWay();
    const second = hold("second /me");
    const renewed = connection.reconnect(bearer("second"));
    renewed.catch(() => {});
    await clock.settle(second.reached);
    release();
    expect(await clock.settle(pulled)).toMatchObject({ outcome: "complete", counts: { created: 15 } });
    second.release();
    await expect(clock.settle(renewed)).rejects.toMatchObject({ code: "wrong_account" });
    expect(asked.filter((line) => line.startsWith("second"))).toEqual(["second /me"]);
    expect(await store.count("acme", "deals")).toBe(15);
  });

  test("are asked about again before the next page, where nobody could tell whose they are", async () => {
    const { clock, connection, asked, faults, pulled, release } = await underWay();
    const down = Array.from({ length: 50 }, () => () => json({}, { status: 503 }));
    faults.push(...down);
    await clock.settle(connection.reconnect(bearer("second")));
    faults.length = 0;
    release();
    await expect(clock.settle(pulled)).rejects.toMatchObject({ code: "wrong_account" });
    expect(asked.filter((line) => line.startsWith("second") && line !== "second /me")).toEqual([]);
  });

  test("leave a page that was asked with the ones before", async () => {
    const { clock, connection, owners, store, pulled, release } = await underWay((made) =>
      made.owners.set("first", "lighthouse"),
    );
    owners.set("first", "harbour");
    await clock.settle(connection.reconnect());
    release();
    expect(await clock.settle(pulled)).toMatchObject({ outcome: "complete", counts: { received: 15 } });
    expect(await store.count("acme", "deals")).toBe(15);
  });
});

test("a refusal to say whose account it is fails the run, and is no word about its position", async () => {
  const { clock, connection, open, connector, faults } = accounts();
  await clock.settle(connection.step("contacts"));
  const later = open().connection("acme", { connector, credential: bearer("first") });
  faults.push(() => json({}, { status: 400 }));
  const receipt = await clock.settle(later.pull("contacts"));
  expect(receipt).toMatchObject({ outcome: "failed", failure: { status: 400 } });
});
