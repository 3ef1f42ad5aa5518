import "fake-indexeddb/auto";
import type { Failure } from "@waybill/transport";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { writeFormatOne } from "../../../test/format-one.ts";
import { base, key } from "../conformance/fixtures.ts";
import { databaseName } from "./database/database-name.ts";
import { openStore } from "./open-store.ts";
import { databaseVersion } from "./database/schema.ts";

const name = databaseName("default", "t");
const of = ["crm", "contacts"] as const;

/** A store of the first format, with one record. */
async function writeOld(): Promise<void> {
  const [connection, stream] = of;
  await writeFormatOne(name, { commit: 1, rows: [{ connection, stream, row: { ...base("1"), commit: 1 } }] });
}

/** What to tell, and a promise of what it was told. */
function whenBlocked(): { readonly onBlocked: (failure: Failure) => void; readonly told: Promise<Failure> } {
  let onBlocked: (failure: Failure) => void = () => undefined;
  const told = new Promise<Failure>((resolve) => {
    onBlocked = resolve;
  });
  return { onBlocked, told };
}

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  await writeOld();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("invariant 106: an upgrade waits for a tab that holds on to the old version, says so, and goes on once it lets go", async () => {
  const holding = await openDB(name, 1);
  const { onBlocked, told } = whenBlocked();
  const opening = openStore({ tenant: "t", onBlocked });
  expect(await told).toMatchObject({ code: "storage", action: "fix", message: expect.stringMatching(/Another tab/) });
  holding.close();
  const store = await opening;
  expect([store.durable, await store.count(...of)]).toEqual([true, 1]);
  expect((await store.record(...of, key("1")))?.data).toEqual(base("1").data);
  await store.close();
});

test("an upgrade that has to wait is told to the page where nobody else is to be told", async () => {
  const { onBlocked, told } = whenBlocked();
  vi.stubGlobal("reportError", ({ failure }: { readonly failure: Failure }) => onBlocked(failure));
  const holding = await openDB(name, 1);
  const opening = openStore({ tenant: "t" });
  expect(await told).toMatchObject({ code: "storage" });
  holding.close();
  await (await opening).close();
});

test("the wait for another tab can be ended, and what opens afterwards is let go again", async () => {
  const holding = await openDB(name, 1);
  const { onBlocked, told } = whenBlocked();
  const stop = new AbortController();
  const opening = openStore({ tenant: "t", onBlocked, signal: stop.signal });
  await told;
  stop.abort(new Error("enough"));
  await expect(opening).rejects.toThrow("enough");
  holding.close();
  const closed = new Promise<number>((resolve) => {
    vi.spyOn(IDBDatabase.prototype, "close").mockImplementation(function spied(this: IDBDatabase) {
      resolve(this.version);
    });
  });
  expect(await closed).toBe(databaseVersion);
});

test.each(["UnknownError", "QuotaExceededError"])(
  "an upgrade that fails with %s is no reason to go on in memory, where nothing would be found",
  async (reason) => {
    const fails = vi.spyOn(IDBDatabase.prototype, "deleteObjectStore").mockImplementation(() => {
      throw new DOMException("the disk", reason);
    });
    await expect(openStore({ tenant: "t" })).rejects.toMatchObject({
      code: "storage",
      failure: { message: expect.stringMatching(/left as it was|still there/), cause: { name: reason } },
    });
    fails.mockRestore();
    const store = await openStore({ tenant: "t" });
    expect([store.durable, await store.count(...of)]).toEqual([true, 1]);
    await store.close();
  },
);

test("a database that cannot be opened for a defect may hold something, so nothing goes on without it", async () => {
  vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("Internal error opening backing store.", "UnknownError");
  });
  await expect(openStore({ tenant: "t" })).rejects.toMatchObject({ code: "storage", failure: { retryable: true } });
});
