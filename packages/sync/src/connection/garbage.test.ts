import { bearer } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { pullDefaults } from "../pull/settings.ts";
import type { Store } from "../store/index.ts";

const credential = bearer("t");

/** An engine whose caller was checked by no compiler: it may give anything. */
function unchecked() {
  const fake = fakeVendor(rowsOf(30));
  const engine = engineOver({ vendor: fake.vendor, streams: [contractWith()] });
  const call = async (of: object, name: string, ...given: readonly unknown[]): Promise<unknown> => {
    const method: unknown = Reflect.get(of, name);
    if (typeof method !== "function") throw new Error(`There is no ${name}.`);
    return Reflect.apply(method, of, given);
  };
  return { ...engine, fake, call };
}

/** What means nothing where a number of at least one is meant. */
const numbers: readonly unknown[] = [0, -1, Number.NaN, -Infinity, null, "2", {}, [], true];

describe("what means nothing is refused, and begins nothing", () => {
  test.each(numbers)("step() of %o pages", async (maxPages) => {
    const { store, connection, fake, call } = unchecked();
    await expect(call(connection, "step", "contacts", { maxPages })).rejects.toThrow(RangeError);
    expect([fake.asked, await store.head()]).toEqual([[], 0]);
  });

  test.each(["Full", "", 0, null, [], ["full"]])("a mode of %o", async (mode) => {
    const { store, connection, fake, call } = unchecked();
    for (const [name, more] of [["pull"], ["pull", { dryRun: true }], ["step"]] as const)
      await expect(call(connection, name, "contacts", { mode, ...more })).rejects.toThrow(/"full" or "incremental"/);
    expect([fake.asked, await store.head()]).toEqual([[], 0]);
  });

  test.each([null, "a token", 5, {}, [], true, { id: "a" }])("%o as a credential", async (given) => {
    const { clock, open, connector, connection, call } = unchecked();
    await expect(clock.settle(call(connection, "reconnect", given))).rejects.toThrow("is no credential");
    expect(await clock.settle(connection.sync())).toMatchObject([{ outcome: "complete" }]);
    expect(await connection.dispose()).toEqual({ unended: [], unsaved: [] });
    await expect(call(open(), "connection", "acme", { connector, credential: given })).rejects.toThrow(TypeError);
  });

  test.each([null, undefined, "", 5, {}])("%o as the id of a connection", async (id) => {
    const { open, connector, call } = unchecked();
    await expect(call(open(), "connection", id, { connector, credential })).rejects.toThrow("The id of a connection");
  });

  test.each([null, "5", {}, [], true])("dispose() within %o ms", async (withinMs) => {
    const { clock, waybill, connection, call } = unchecked();
    for (const each of [waybill, connection])
      await expect(call(each, "dispose", { withinMs })).rejects.toThrow("so nothing was stopped");
    expect(await clock.settle(connection.sync())).toMatchObject([{ outcome: "complete" }]);
  });

  test.each<{ readonly schedule: unknown }>([
    { schedule: { kind: "daily" } },
    { schedule: {} },
    { schedule: null },
    { schedule: "daily" },
    { schedule: { kind: "interval", everyMs: "60000" } },
    ...[Number.NaN, -1, Infinity, null, "5"].map((jitterMs) => ({
      schedule: { kind: "interval", everyMs: 60_000, jitterMs },
    })),
  ])("$schedule as a schedule", async ({ schedule }) => {
    const { connection, open, connector, call } = unchecked();
    const why = /kind|An interval is at least|A jitter is/;
    await expect(call(connection, "schedule", "contacts", schedule)).rejects.toThrow(why);
    const options = { connector, credential, schedule: { contacts: schedule } };
    await expect(call(open(), "connection", "acme", options)).rejects.toThrow(why);
  });
});

test("a connection whose client cannot be made listens to the store no more", () => {
  const { open, store, connector } = unchecked();
  let listeners = 0;
  const subscribe: Store["subscribe"] = (...given) => {
    const leave = store.subscribe(...given);
    listeners += 1;
    return () => {
      listeners -= 1;
      leave();
    };
  };
  const client = (): never => {
    throw new Error("no client");
  };
  const waybill = open({ store: { ...store, subscribe } });
  const before = listeners;
  expect(() => waybill.connection("acme", { connector, credential, client })).toThrow("no client");
  expect(listeners).toBe(before);
  expect(waybill.connection("acme", { connector, credential }).id).toBe("acme");
});

const settings = Object.entries(pullDefaults).filter(([, value]) => typeof value === "number");

describe.each(settings.map(([name]) => name))("the setting pull.%s", (name) => {
  test.each([null, Number.NaN, -1, "5", {}])("of %o is refused by name", (value) => {
    const { open } = unchecked();
    expect(() => open({ pull: { [name]: value } })).toThrow(new RegExp(`^The option pull\\.${name} is a number`));
  });

  test("of undefined is the default", async () => {
    const { clock, open, connector } = unchecked();
    const waybill = open({ pull: { [name]: undefined } });
    const connection = waybill.connection("acme", { connector, credential });
    waybill.start();
    expect(await clock.settle(connection.sync())).toMatchObject([{ outcome: "complete" }]);
    await clock.settle(waybill.dispose());
  });
});

test("a lease of no time, at which tabs would look without a pause, is refused", () => {
  const { open } = unchecked();
  expect(() => open({ pull: { leaseMs: 0 } })).toThrow("pull.leaseMs is a number of 100 or more");
});

test.each(["Refuse", "", null, 1])("onMappingChange of %o, which would be taken for a remap, is refused", (given) => {
  const { open } = unchecked();
  expect(() => Reflect.apply(open, undefined, [{ pull: { onMappingChange: given } }])).toThrow(
    "The option pull.onMappingChange is one of remap, resync, refuse",
  );
});

test.each([null, { ofAnotherVersion: "x" }])("%o as settings asks for nothing, and is let through", async (pull) => {
  const { clock, open, connector } = unchecked();
  const waybill = Reflect.apply(open, undefined, [{ pull }]);
  const connection = waybill.connection("acme", { connector, credential });
  expect(await clock.settle(connection.sync())).toMatchObject([{ outcome: "complete" }]);
});
