import * as fc from "fast-check";
import type { Incremental, JsonObject, StreamContract } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "../emulator.ts";
import { ask, harbor, harborDocument, startHarbor, stillClock } from "../harbor.test.fixture.ts";
import { contactsBy, styles, walk } from "./styles.test.fixture.ts";

const incremental: Incremental = {
  param: "updated_since",
  until: "updated_until",
  cursorField: "/updated_at",
  kind: "updated",
  format: "date-time",
  granularityMs: 1000,
  order: "asc",
  lagMs: 0,
};

const minute = 60_000;
const contacts = (emulator: Emulator) =>
  emulator.records("contacts") as readonly (JsonObject & { updated_at: string })[];
const data = async (emulator: Emulator, query: string): Promise<readonly JsonObject[]> =>
  ((await (await ask(emulator, `/contacts?limit=50&${query}`)).json()) as { data: JsonObject[] }).data;

const vendorWith = (change: Partial<Incremental>, more: Partial<StreamContract> = {}): Emulator =>
  startHarbor({
    connector: harbor({ incremental: { ...incremental, ...change }, deletes: undefined, ...more }),
    contract: "strict",
    records: 40,
  }).emulator;

const orders = [
  { order: "asc" },
  { order: "desc" },
  { order: "unknown" },
  { order: "asc", kind: "created" },
  { order: "unknown", kind: "event-time" },
] as const;

describe.each(orders)("a list in order $order of $kind instants", (change) => {
  test("shows what is between two bounds, both included, whatever was written meanwhile", async () => {
    const emulator = vendorWith(change);
    const [first, second] = contacts(emulator);
    emulator.update("contacts", first?.["id"] ?? null, { name: "Ada" });
    emulator.remove("contacts", second?.["id"] ?? null);
    emulator.create("contacts", { name: "Grace" });
    const all = contacts(emulator);
    const instants = all.map(({ updated_at: at }) => at).toSorted();
    await fc.assert(
      fc.asyncProperty(fc.nat(39), fc.nat(39), async (from, to) => {
        const [since = "", until = ""] = [instants[from], instants[to]];
        const wanted = all.filter(({ updated_at: at }) => at >= since && at <= until);
        expect(await data(emulator, `updated_since=${since}&updated_until=${until}`)).toEqual(wanted);
        expect(await data(emulator, `updated_until=${until}`)).toEqual(all.filter(({ updated_at: at }) => at <= until));
      }),
      { numRuns: 30 },
    );
    expect(emulator.violations()).toEqual([]);
  });
});

describe("a bound means all of the unit that it is written in", () => {
  const day = 86_400_000;
  const noon = Date.UTC(2026, 1, 3, 12);
  const formats = [
    { format: "date", granularityMs: 1000, write: (at: number) => new Date(at).toISOString().slice(0, 10), unit: day },
    { format: "epoch-s", granularityMs: 1, write: (at: number) => `${Math.floor(at / 1000)}`, unit: 1000 },
    { format: "epoch-ms", granularityMs: minute, write: (at: number) => `${at}`, unit: minute },
    { format: "date-time", granularityMs: 1, write: (at: number) => new Date(at).toISOString(), unit: 1 },
    { format: "opaque", granularityMs: 1, write: (at: number) => new Date(at).toISOString(), unit: 1 },
  ] as const;

  test.each(formats)("$format", async ({ format, granularityMs, write, unit }) => {
    const clock = stillClock(noon);
    const connector = harbor({ incremental: { ...incremental, format, granularityMs }, deletes: undefined });
    const options = {
      document: harborDocument,
      connector,
      clock,
      records: 0,
      newestAt: 0,
      contract: "report",
    } as const;
    const emulator = createEmulator(options);
    const begin = Math.floor(noon / unit) * unit;
    for (const at of [begin - 1, begin, begin + unit - 1, begin + unit]) {
      clock.advance(at - clock.now());
      emulator.create("contacts", { name: `${at}` });
    }
    const inside = unit === 1 ? [`${begin}`, `${begin}`] : [`${begin}`, `${begin + unit - 1}`];
    const bounds = `updated_since=${write(noon)}&updated_until=${write(noon)}`;
    const names = (await data(emulator, bounds)).map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(inside));
  });
});

test.each(styles)("windows that meet are all of a list, read page by page: %s", async (_, pagination, next) => {
  const emulator = contactsBy(pagination, 40, { incremental, options: { contract: "strict" } });
  const middle = contacts(emulator)[20]?.updated_at ?? "";
  const early = await walk(emulator, next, { query: `limit=7&updated_until=${middle}` });
  const late = await walk(emulator, next, { query: `limit=7&updated_since=${middle}` });
  const ids = [...early.records, ...late.records].map((record) => JSON.stringify(record));
  expect([...new Set(ids)]).toEqual(contacts(emulator).map((record) => JSON.stringify(record)));
  expect(ids).toHaveLength(40 + contacts(emulator).filter(({ updated_at: at }) => at === middle).length);
});

describe.each(["asc", "desc", "unknown"] as const)("a record without a value, in a list in order %s", (order) => {
  test.each([
    "updated_since=2000-01-01T00:00:00Z",
    "updated_until=2100-01-01T00:00:00Z",
    "updated_since=2000-01-01T00:00:00Z&updated_until=2100-01-01T00:00:00Z",
  ])("is in no range: %s", async (bounds) => {
    const emulator = vendorWith({ order, cursorField: "/called_at" }, { primaryKey: ["/id", "/called_at"] });
    const made = emulator.create("contacts", { called_at: null }) as JsonObject;
    const ids = (records: readonly JsonObject[]) => records.map(({ id }) => id);
    expect(ids(await data(emulator, ""))).toContain(made["id"]);
    expect(ids(await data(emulator, bounds))).not.toContain(made["id"]);
  });
});

test("a bound that is no instant is refused by its name", async () => {
  const response = await ask(vendorWith({}), "/contacts?updated_until=tomorrow");
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("updated_until")]);
});
