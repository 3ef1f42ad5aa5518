import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { expect, test } from "vitest";
import {
  base,
  checkpoint,
  here,
  key,
  keys,
  mutation,
  overlay,
  quarantined,
  receipt,
  tokens,
} from "../conformance/fixtures.ts";
import { collect } from "../conformance/observe.ts";
import type { Store } from "../contract.ts";
import { databaseName } from "./database/database-name.ts";
import { openIdbStore } from "./open-idb-store.ts";
import { openStore } from "./open-store.ts";

const { connection, stream } = here;
const of = [connection, stream] as const;

/** A store with something in every object store, one of whose rows is then damaged behind its back. */
async function damaged(store: string, rowKey: IDBValidKey, row: unknown): Promise<Store> {
  globalThis.indexedDB = new IDBFactory();
  const handle = await openIdbStore({ tenant: "t" });
  await handle.commit({
    ...here,
    put: [base("1")],
    overlay: { put: [overlay("2", {})], remove: [] },
    quarantine: { put: [quarantined("q")], remove: [] },
    seen: { run: "run-1", keys: keys("1") },
    checkpoint: checkpoint(1),
    lease: { owner: "a", token: 1, heartbeat: 1 },
    mutations: [mutation("m", 1)],
    receipt: receipt("r"),
    tokens: { key: "t", value: tokens("t") },
    limits: { bucket: "b", state: { remaining: 1, resetAt: 1 } },
  });
  // Blocks of one run become a row when another run's come.
  await handle.commit({
    ...here,
    seen: { run: "run-2", keys: keys(...Array.from({ length: 1_000 }, (_, n) => `${n}`)) },
  });
  await handle.commit({ ...here, seen: { run: "run-1", keys: keys("1") } });
  const database = await openDB(databaseName("default", "t"));
  const found: unknown = await database.get(store, rowKey);
  if (found === undefined)
    throw new Error(`the test damages a row that is not there: ${store} ${JSON.stringify(rowKey)}`);
  await database.put(store, row, rowKey);
  database.close();
  await handle.close();
  // A handle that wrote a segment remembers it: what is on the disk is read by the next.
  return openIdbStore({ tenant: "t" });
}

interface Damage {
  readonly store: string;
  readonly key: IDBValidKey;
  readonly row: unknown;
  readonly read: (store: Store) => Promise<unknown>;
}

const owner = { connection };
const counts = { base: 1, quarantine: 1, version: 1, epoch: 0 };
/** The key of the one segment's entries. */
const segment = [...of, 1, 9, 1, JSON.stringify({ data: base("1").data }).length, "1", "1"];
const damages: readonly Damage[] = [
  { store: "entries", key: segment, row: null, read: (store) => store.hashes(...of, keys("1")) },
  { store: "entries", key: segment, row: undefined, read: (store) => store.keys(...of, { limit: 5 }) },
  {
    store: "entries",
    key: segment,
    row: { keys: ["1"], hashes: [], ends: [9], origins: [], origin: [0] },
    read: (store) => store.keys(...of, { limit: 5 }),
  },
  { store: "bodies", key: [...of, 1], row: undefined, read: (store) => store.record(...of, key("1")) },
  { store: "bodies", key: [...of, 1], row: new Uint8Array(3), read: (store) => store.records(...of, { limit: 5 }) },
  {
    store: "bodies",
    key: [...of, 1],
    row: new TextEncoder().encode(`{"data":{"id":"1"]}`),
    read: (store) => store.bases(...of, keys("1")),
  },
  { store: "overlay", key: [...of, "2"], row: { key: "2", patch: 4 }, read: (store) => store.record(...of, key("2")) },
  { store: "overlay", key: [...of, "2"], row: [], read: (store) => store.records(...of, { limit: 5 }) },
  { store: "streams", key: [...of], row: { ...counts, base: "1" }, read: (store) => store.count(...of) },
  { store: "streams", key: [...of], row: { base: 1 }, read: (store) => store.quarantineCount(...of) },
  {
    store: "streams",
    key: [...of],
    row: { ...counts, checkpoint: { version: 1, text: JSON.stringify({ ...checkpoint(1), format: 2 }) } },
    read: (store) => store.checkpoint(...of),
  },
  {
    store: "streams",
    key: [...of],
    row: { ...counts, checkpoint: { version: 1, text: "{" } },
    read: (store) => store.checkpoint(...of),
  },
  {
    store: "streams",
    key: [...of],
    row: { ...counts, checkpoint: {} },
    read: (store) => store.commit({ ...here, expect: { checkpoint: 0 } }),
  },
  { store: "streams", key: [...of], row: { ...counts, lease: { owner: "a" } }, read: (store) => store.lease(...of) },
  {
    store: "streams",
    key: [...of],
    row: { ...counts, lease: 1 },
    read: (store) => store.commit({ ...here, expect: { lease: { token: 0 } } }),
  },
  {
    store: "streams",
    key: [...of],
    row: { ...counts, seen: [] },
    read: (store) => collect(store.seen(...of, "run-1")),
  },
  {
    store: "streams",
    key: [...of],
    row: { ...counts, seen: { run: "run-1", blocks: [{ commit: 3, count: 1, keys: `{"0":"1"}` }] } },
    read: (store) => collect(store.seen(...of, "run-1")),
  },
  { store: "seen", key: [...of, "run-2", 2], row: { commit: 1 }, read: (store) => collect(store.seen(...of, "run-2")) },
  {
    store: "quarantine",
    key: [...of, "q"],
    row: { connection, stream, order: 1 },
    read: (store) => store.quarantine(connection, { limit: 5 }),
  },
  {
    store: "mutations",
    key: [connection, "m"],
    row: { connection, state: "queued", sequence: 1, mutation: { ...mutation("m", 1), format: 9 } },
    read: (store) => store.mutations(connection, { states: ["queued"], limit: 5 }),
  },
  {
    store: "receipts",
    key: [connection, 1],
    row: { connection, stream, commit: 1, id: "r", receipt: { ...receipt("r"), format: 9 } },
    read: (store) => store.receipt("r"),
  },
  {
    store: "receipts",
    key: [connection, 1],
    row: { connection, stream, commit: 1, id: "r" },
    read: (store) => store.receipts(connection, { limit: 5 }),
  },
  { store: "tokens", key: "t", row: { ...owner, value: { accessToken: "x" } }, read: (store) => store.tokens("t") },
  { store: "limits", key: "b", row: { ...owner, value: {} }, read: (store) => store.limits("b") },
  {
    store: "limits",
    key: "b",
    row: { ...owner, value: { remaining: NaN, resetAt: 1 } },
    read: (store) => store.limits("b"),
  },
];

test.each(damages)(
  "invariant 57: a row of $store that cannot be read is a failure, never absent ($key, $row)",
  async (damage) => {
    const store = await damaged(damage.store, damage.key, damage.row);
    await expect(damage.read(store)).rejects.toMatchObject({
      code: "storage",
      failure: { retryable: false, action: "report", message: expect.stringMatching(/cannot be read/) },
    });
    await store.close();
  },
);

test.each(["1", {}])("a commit number that cannot be read (%j) stops the opening", async (row) => {
  await expect(damaged("changes", [3, 0], row)).rejects.toMatchObject({
    code: "storage",
    failure: { retryable: false },
  });
});

test.each([0.5, -1.5])(
  "no damage: %s calls left of a limit, which a call of a fractional cost leaves",
  async (remaining) => {
    const store = await damaged("limits", "b", { ...owner, value: { remaining, resetAt: 1 } });
    expect(await store.limits("b")).toEqual({ remaining, resetAt: 1 });
    await store.close();
  },
);

test("a connection with damaged rows can be erased", async () => {
  const store = await damaged("tokens", "t", { ...owner, value: "damaged" });
  await store.erase(connection);
  expect(await store.tokens("t")).toBe(undefined);
  await store.close();
});

test("a store of another format is refused, by openStore too: memory would look as if nothing had been stored", async () => {
  await expect(damaged("meta", "format", { format: 4 })).rejects.toMatchObject({ code: "storage" });
  for (const open of [openIdbStore, openStore]) {
    await expect(open({ tenant: "t" })).rejects.toMatchObject({
      code: "storage",
      failure: { retryable: false, message: expect.stringMatching(/has format 4, and this version reads format 3/) },
    });
  }
});
