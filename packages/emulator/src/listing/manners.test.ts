import type { JsonObject, Pagination } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import type { FaultOptions } from "../faults/fault.ts";
import { byCursor, harbor, stillClock } from "../harbor.test.fixture.ts";
import type { PagingManners } from "./manners.ts";
import { contactsBy, origin, styles, walk } from "./styles.test.fixture.ts";

const without = (...names: readonly string[]) =>
  styles.filter(([name]) => !names.some((each) => name.startsWith(each)));

const withManners = (pagination: Pagination, paging: PagingManners, records = 40) =>
  contactsBy(pagination, records, { options: { paging } });

const read = async (emulator: ReturnType<typeof contactsBy>, query = "") => {
  const response = await emulator.fetch(new Request(`${origin}/contacts${query}`));
  return { status: response.status, body: (await response.json()) as JsonObject & { data: readonly JsonObject[] } };
};

function styleNamed(start: string) {
  const found = styles.find(([name]) => name.startsWith(start));
  if (found === undefined) throw new Error(`No style begins with ${start}.`);
  return { pagination: found[1], next: found[2] };
}

describe("pages smaller than what was asked for", () => {
  test.each(without("none"))("lose nothing to a client that believes the answer: %s", async (_, pagination, next) => {
    const emulator = withManners(pagination, { maxPageSize: 3 });
    const { records, sizes } = await walk(emulator, next);
    expect(records).toEqual(emulator.records("contacts"));
    expect(Math.max(...sizes)).toBe(3);
  });

  test("happen by fault as well", async () => {
    const emulator = contactsBy(byCursor);
    emulator.faults.set("small_pages", { max: 2 });
    expect((await read(emulator, "?limit=7")).body.data).toHaveLength(2);
  });
});

describe("empty pages in between", () => {
  const possible = without("none", "keyset", "page until one is empty", "offset by total", "number for a cursor");

  test.each(possible)("are followed by the rest of the list: %s", async (_, pagination, next) => {
    const emulator = withManners(pagination, { emptyEvery: 3 });
    const { records, sizes } = await walk(emulator, next);
    expect(records).toEqual(emulator.records("contacts"));
    expect(sizes.filter((size) => size === 0).length).toBeGreaterThan(0);
    expect(sizes.at(-1)).toBeGreaterThan(0);
  });

  test.each(styles.filter((style) => !possible.includes(style)))(
    "do not come where they would end the list: %s",
    async (_, pagination, next) => {
      const emulator = withManners(pagination, { emptyEvery: 3 });
      expect((await walk(emulator, next)).records).toEqual(emulator.records("contacts"));
    },
  );

  test.each(possible)("leave an empty list empty: %s", async (_, pagination, next) => {
    expect(await walk(withManners(pagination, { emptyEvery: 2 }, 0), next)).toMatchObject({ records: [], sizes: [0] });
  });
});

describe("positions that expire", () => {
  const opaque = styles.filter(([name]) => name.startsWith("cursor") || ["link header", "next URL"].includes(name));

  test.each(opaque)("are refused with 410 once their life is over: %s", async (_, pagination, next) => {
    const clock = stillClock();
    const emulator = contactsBy(pagination, 40, { options: { clock, paging: { cursorTtlMs: 60_000 } } });
    const reading = walk(emulator, next, { onPage: (page) => clock.advance(page === 2 ? 60_000 : 59_999) });
    await expect(reading).rejects.toThrow(/^410/);
  });

  test.each(opaque)("are good until then: %s", async (_, pagination, next) => {
    const clock = stillClock();
    const emulator = contactsBy(pagination, 40, { options: { clock, paging: { cursorTtlMs: 60_000 } } });
    const { records } = await walk(emulator, next, { onPage: () => clock.advance(59_999) });
    expect(records).toEqual(emulator.records("contacts"));
  });

  test("may be refused with 400 instead, and the start never is", async () => {
    const emulator = contactsBy(byCursor);
    const cursor = (await read(emulator)).body["next_cursor"] as string;
    emulator.faults.set("expired_cursors", { status: 400 });
    expect((await read(emulator, `?cursor=${cursor}`)).status).toBe(400);
    expect((await read(emulator)).status).toBe(200);
  });
});

describe("a window that paging cannot leave", () => {
  test.each(without("none"))("refuses the first page beyond it with 400: %s", async (_, pagination, next) => {
    await expect(walk(withManners(pagination, { resultWindow: 21 }), next)).rejects.toThrow(/^400/);
    const { records } = await walk(withManners(pagination, { resultWindow: 49 }), next);
    expect(records).toHaveLength(40);
  });

  test.each(without("none", "offset by total", "page by total"))(
    "or just ends, while the count goes on to tell of all: %s",
    async (_, pagination, next) => {
      const emulator = withManners(pagination, { resultWindow: 21, beyondWindow: "ends" });
      expect((await walk(emulator, next)).records).toEqual(emulator.records("contacts").slice(0, 21));
    },
  );

  test("is the one that the contract declares, where nothing else is said", async () => {
    const { incremental } = harbor().streams["contacts"] ?? {};
    const dated = incremental === undefined ? undefined : { ...incremental, maxResults: 14 };
    const { pagination, next } = styleNamed("page until one is empty");
    await expect(walk(contactsBy(pagination, 40, { incremental: dated }), next)).rejects.toThrow(/^400/);
    const paging = { resultWindow: 100 };
    expect(await walk(contactsBy(pagination, 40, { incremental: dated, options: { paging } }), next)).toMatchObject({
      pages: 7,
    });
  });

  test("tells the count of all records", async () => {
    const emulator = withManners(byCursor, { resultWindow: 5, beyondWindow: "ends" });
    expect((await read(emulator, "?limit=7")).body).toMatchObject({ total: 40, has_more: false });
  });
});

describe("a flag that contradicts the position", () => {
  const contradicting = async (mode: FaultOptions["contradicting_end"]["mode"]) => {
    const emulator = contactsBy(byCursor, 15);
    const cursor = (await read(emulator)).body["next_cursor"] as string;
    emulator.faults.set("contradicting_end", { mode });
    return { first: (await read(emulator)).body, last: (await read(emulator, `?cursor=${cursor}`)).body };
  };

  test("says on the last page that more follow, without a position", async () => {
    const { first, last } = await contradicting("more_without_next");
    expect(last).toMatchObject({ has_more: true, next_cursor: null });
    expect(first).toMatchObject({ has_more: true, next_cursor: expect.any(String) as string });
  });

  test("says on every other page that nothing follows, beside a position", async () => {
    const { first, last } = await contradicting("next_without_more");
    expect(first).toMatchObject({ has_more: false, next_cursor: expect.any(String) as string });
    expect(last).toMatchObject({ has_more: false, next_cursor: null });
  });
});

describe("records that move while they are read", () => {
  test("shift pages by number: one is skipped, or read twice", async () => {
    const { pagination, next } = styleNamed("page from 0");
    const shifted = async (by: number) => {
      const emulator = contactsBy(pagination, 21);
      emulator.faults.set("shifting_pages", { by });
      return { truth: emulator.records("contacts"), seen: (await walk(emulator, next)).records };
    };
    const late = await shifted(1);
    expect(late.seen).toEqual([...late.truth.slice(0, 7), ...late.truth.slice(8)]);
    const early = await shifted(-1);
    expect(early.seen).toEqual([...early.truth.slice(0, 7), ...early.truth.slice(6)]);
  });

  test("do not shift positions that name a record", async () => {
    const { pagination, next } = styleNamed("cursor");
    const emulator = contactsBy(pagination, 21);
    emulator.faults.set("shifting_pages", { by: -2 });
    expect((await walk(emulator, next)).records).toEqual(emulator.records("contacts"));
  });

  test.each([
    ["touched", 21, 2],
    ["removed", 19, 0],
    ["added", 23, 2],
  ] as const)("are really %s, once before each page but the first", async (mode, held, changed) => {
    const { pagination, next } = styleNamed("cursor");
    const clock = stillClock();
    const emulator = contactsBy(pagination, 21, { options: { clock } });
    const before = new Set(emulator.records("contacts").map((record) => JSON.stringify(record)));
    emulator.faults.set("moving_records", { mode, request: [2, 3] });
    await walk(emulator, next, { onPage: () => clock.advance(1000) });
    const after = emulator.records("contacts").filter((record) => !before.has(JSON.stringify(record)));
    expect([emulator.count("contacts"), after.length]).toEqual([held, changed]);
  });

  test("are dated by when they move, also by a request that was asked long before", async () => {
    const { pagination, next } = styleNamed("cursor");
    const clock = stillClock();
    const emulator = contactsBy(pagination, 21, { options: { clock } });
    const before = new Set(emulator.records("contacts").map((record) => JSON.stringify(record)));
    emulator.faults.set("slow", { ms: 60_000 });
    emulator.faults.set("moving_records", { mode: "touched", request: 2 });
    const asked: number[] = [];
    await walk(emulator, next, { onPage: () => asked.push(clock.now()) });
    const [moved] = emulator.records("contacts").filter((record) => !before.has(JSON.stringify(record)));
    expect(moved).toMatchObject({ updated_at: new Date(asked[1] ?? 0).toISOString().replace(".000", "") });
  });
});
