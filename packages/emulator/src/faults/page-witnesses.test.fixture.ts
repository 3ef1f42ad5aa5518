// oxlint-disable vitest/no-standalone-expect -- every witness is called by a test of its own
import type { JsonObject, Pagination } from "@waybill/sync/connector";
import { expect } from "vitest";
import type { Emulator } from "../emulator.ts";
import { ask, harbor, startHarbor } from "../harbor.test.fixture.ts";
import type { Witnesses } from "./witnesses.test.fixture.ts";

type Page = JsonObject & { readonly data: readonly JsonObject[] };

const page = async (emulator: Emulator, path?: string): Promise<Page> =>
  (await ask(emulator, path)).json() as Promise<Page>;
const status = async (emulator: Emulator, path?: string): Promise<number> => (await ask(emulator, path)).status;
const pageSize = { param: "limit", size: 10 };
const listedBy = (pagination: Pagination): Emulator =>
  startHarbor({ connector: harbor({ deletes: undefined, pagination: { pageSize, ...pagination } }) }).emulator;

/** Faults of pages, and of the way from one to the next. */
export const pageWitnesses = {
  async duplicated_records() {
    const { emulator } = startHarbor();
    emulator.faults.set("duplicated_records", { every: 3 });
    const { data, total } = await page(emulator, "/contacts?limit=50");
    const ids = data.map(({ id }) => id);
    expect(new Set(ids).size).toBe(50);
    expect(ids.length).toBeGreaterThan(55);
    expect(total).toBe(60);
  },
  async dropped_records() {
    const { emulator } = startHarbor();
    emulator.faults.set("dropped_records", { every: 3 });
    const { data, total } = await page(emulator, "/contacts?limit=50");
    expect(data.length).toBeGreaterThan(20);
    expect(data.length).toBeLessThan(45);
    expect(total).toBe(60);
  },
  async shifting_pages() {
    const emulator = listedBy({ style: "offset", offset: "skip", total: "/total", end: "total" });
    const ids = async (path: string) => (await page(emulator, path)).data.map(({ id }) => id);
    const all = (emulator.records("contacts") as readonly JsonObject[]).map(({ id }) => id);
    emulator.faults.set("shifting_pages", { by: 2 });
    expect(await ids("/contacts?skip=10&limit=10")).toEqual(all.slice(12, 22));
    emulator.faults.set("shifting_pages", { by: -2 });
    expect(await ids("/contacts?skip=10&limit=10")).toEqual(all.slice(8, 18));
    expect(await ids("/contacts?limit=10")).toEqual(all.slice(0, 10));
  },
  async moving_records() {
    const { emulator, clock } = startHarbor();
    const { next_cursor: cursor } = await page(emulator);
    emulator.faults.set("moving_records");
    clock.advance(60_000);
    await page(emulator);
    const moved = () =>
      (emulator.records("contacts") as readonly JsonObject[]).filter(
        ({ updated_at: at }) => Date.parse(at as string) === clock.now(),
      );
    expect(moved()).toHaveLength(0);
    await page(emulator, `/contacts?cursor=${cursor as string}`);
    expect(moved()).toHaveLength(1);
  },
  async endless_pages() {
    const { emulator } = startHarbor({ records: 5 });
    emulator.faults.set("endless_pages", { mode: "forever" });
    const { next_cursor: cursor } = await page(emulator);
    emulator.faults.set("endless_pages", { mode: "same" });
    expect((await page(emulator, `/contacts?cursor=${cursor as string}`))["next_cursor"]).toBe(cursor);
  },
  async foreign_next() {
    const link = listedBy({ style: "link-header" });
    link.faults.set("foreign_next");
    const header = (await ask(link)).headers.get("link");
    expect(header).toMatch(/^<https:\/\/elsewhere\.example\/contacts\?cursor=[^>]+>; rel="next"$/);
    const url = listedBy({ style: "next-url", nextUrl: "/next", end: "next" });
    url.faults.set("foreign_next", { origin: "https://evil.example:8443" });
    expect((await page(url))["next"]).toMatch(/^https:\/\/evil\.example:8443\/contacts\?/);
  },
  async small_pages() {
    const { emulator } = startHarbor();
    emulator.faults.set("small_pages");
    expect((await page(emulator, "/contacts?limit=10")).data).toHaveLength(3);
  },
  async empty_pages() {
    const { emulator } = startHarbor();
    emulator.faults.set("empty_pages", { every: 2 });
    const { next_cursor: second } = await page(emulator);
    const empty = await page(emulator, `/contacts?cursor=${second as string}`);
    expect(empty).toMatchObject({ data: [], has_more: true });
    expect((await page(emulator, `/contacts?cursor=${empty["next_cursor"] as string}`)).data).toHaveLength(10);
  },
  async expired_cursors() {
    const { emulator } = startHarbor();
    const { next_cursor: cursor } = await page(emulator);
    emulator.faults.set("expired_cursors");
    expect([await status(emulator), await status(emulator, `/contacts?cursor=${cursor as string}`)]).toEqual([
      200, 410,
    ]);
  },
  async expired_sync_tokens() {
    const syncToken = { token: "/sync_token", param: "sync_token" } as const;
    const { emulator } = startHarbor({ connector: harbor({ incremental: undefined, deletes: undefined, syncToken }) });
    const after = async () => {
      const { next_cursor: cursor } = await page(emulator, "/contacts?limit=50");
      const last = await page(emulator, `/contacts?limit=50&cursor=${cursor as string}`);
      return `/contacts?sync_token=${last["sync_token"] as string}`;
    };
    const before = await after();
    expect(await status(emulator, before)).toBe(200);
    emulator.faults.set("expired_sync_tokens", { times: 1 });
    expect(await status(emulator, before)).toBe(410);
    const anew = await after();
    expect([await status(emulator, anew), await status(emulator, before)]).toEqual([200, 410]);
  },
  async contradicting_end() {
    const { emulator } = startHarbor({ records: 5 });
    emulator.faults.set("contradicting_end");
    expect(await page(emulator)).toMatchObject({ has_more: true, next_cursor: null });
  },
  async changing_totals() {
    const { emulator } = startHarbor();
    const totals = async (mode: "above" | "below" | "wandering") => {
      emulator.faults.set("changing_totals", { mode });
      const all = [];
      for (let i = 0; i < 12; i++) all.push(Number((await page(emulator))["total"]));
      return all;
    };
    expect((await totals("above")).every((total) => total > 60)).toBe(true);
    expect((await totals("below")).every((total) => total < 60)).toBe(true);
    const wandering = await totals("wandering");
    const seen = [wandering.includes(60), Math.min(...wandering) < 60, Math.max(...wandering) > 60];
    expect(seen).toEqual([false, true, true]);
  },
  async result_window() {
    const emulator = listedBy({ style: "offset", offset: "skip", end: "empty-page" });
    const at = (skip: number) => `/contacts?skip=${skip}&limit=10`;
    emulator.faults.set("result_window", { records: 30 });
    expect([await status(emulator, at(20)), await status(emulator, at(30))]).toEqual([200, 400]);
    emulator.faults.set("result_window", { records: 30, mode: "ends" });
    expect((await page(emulator, at(30))).data).toEqual([]);
  },
} satisfies Witnesses;
