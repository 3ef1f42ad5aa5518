import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { beforeEach, expect, test } from "vitest";
import { pullContext } from "../../../test/pull-context.ts";
import { bare, pages, run } from "../../../test/run-pull.ts";
import { onDisk, sealedName, sealingKey } from "../../../test/sealed-store.ts";
import { drift } from "../../drift/index.ts";
import {
  base,
  checkpoint,
  here,
  key,
  keys,
  mutation,
  overlay,
  page,
  quarantined,
  receipt as receiptOf,
  tokens,
} from "../conformance/fixtures.ts";
import { databaseName } from "../idb/database/database-name.ts";
import { openIdbStore } from "../idb/open-idb-store.ts";
import { openEncryptedStore } from "./open-encrypted-store.ts";

const { connection, stream } = here;
const tenant = "t";

const secret = "Ada Lovelace";

/** Something of every kind that holds content. */
const batch = {
  ...here,
  checkpoint: { ...checkpoint(1), observed: { values: [secret] }, token: "position-of-ada" },
  put: [{ ...base("1", { name: secret }), raw: { sent: secret }, hash: "hash-of-ada" }],
  overlay: { put: [overlay("1", { nick: secret })], remove: [] },
  quarantine: { put: [{ ...quarantined("hash-of-keyless"), raw: { name: secret }, cursor: secret }], remove: [] },
  mutations: [{ ...mutation("m", 1), body: { name: secret }, bodyHash: "hash-of-body", baseHash: "hash-of-ada" }],
  tokens: { key: "t", value: { ...tokens("t"), accessToken: secret, refreshToken: secret } },
};

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const told = [secret, "hash-of-ada", "hash-of-body", "hash-of-keyless", "position-of-ada"];

test("nothing on the disk tells what a record, an own change, a write, a quarantined record, a checkpoint or a token holds, nor its hash", async () => {
  const store = await openEncryptedStore({ tenant, key: await sealingKey() });
  await store.commit(batch);
  await store.close();
  const found = await onDisk();
  expect(found).toContain(stream);
  for (const hidden of [...told, btoa(secret)]) expect(found).not.toContain(hidden);
});

test("without a key all of that is on the disk", async () => {
  const store = await openIdbStore({ tenant });
  await store.commit(batch);
  await store.close();
  const found = await onDisk();
  for (const shown of told) expect(found).toContain(shown);
});

test("nothing that a watched run has stored tells what its records hold", async () => {
  const store = await openEncryptedStore({ tenant, key: await sealingKey() });
  const data = [{ id: "a", name: secret }, { name: `${secret} without a key` }];
  const context = pullContext({ store, contract: bare, watch: drift(), vendor: pages({ data, next: null }) });
  const receipt = await run(context);
  expect(JSON.stringify((await store.checkpoint("acme", "contacts"))?.observed)).toContain(secret);
  const { items } = await store.quarantine("acme", { limit: 2 });
  expect(items).toMatchObject([{ run: receipt.id, raw: data[1] }]);
  await store.close();
  const found = await onDisk();
  expect(found).toContain(receipt.id);
  for (const hidden of [secret, btoa(secret), ...items.map(({ id }) => id)]) expect(found).not.toContain(hidden);
});

test("an index that is declared puts nothing on the disk but its name, and records are found by it", async () => {
  const store = await openEncryptedStore({ tenant, key: await sealingKey() });
  await store.commit({ ...here, put: page(3) });
  await store.declareIndexes(connection, { [stream]: ["/n"] });
  await store.commit({ ...here, receipt: receiptOf("r") });
  const { items } = await store.recordsBy(connection, stream, { index: "/n", order: "descending", limit: 2 });
  expect(items.map(({ data }) => data)).toEqual([{ n: 2 }, { n: 1 }]);
  await store.close();
  const database = await openDB(sealedName);
  expect(await database.count("entries")).toBe(1);
  database.close();
});

test("what is kept aside is resolved by the id that it was kept under, in its own stream", async () => {
  const store = await openEncryptedStore({ tenant, key: await sealingKey() });
  const remove = ["hash-of-keyless"];
  await store.commit(batch);
  await store.commit({ connection, stream: "deals", quarantine: { put: [], remove } });
  expect(await store.quarantineCount(connection, stream)).toBe(1);
  await store.commit({ ...here, quarantine: { put: [], remove } });
  expect(await store.quarantineCount(connection, stream)).toBe(0);
  await store.close();
});

test.each(["encrypt", "decrypt"] as const)(
  "a key that can only %s is refused before anything is made",
  async (usage) => {
    const half = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [usage]);
    await expect(openEncryptedStore({ tenant, key: half })).rejects.toThrow(/lacks the usage/);
    expect(await indexedDB.databases()).toEqual([]);
  },
);

test("the next opening with the same key reads all of it", async () => {
  const sameKey = await sealingKey();
  const first = await openEncryptedStore({ tenant, key: sameKey });
  await first.commit(batch);
  await first.close();
  const store = await openEncryptedStore({ tenant, key: sameKey });
  expect(await store.bases(connection, stream, keys("1"))).toEqual(batch.put);
  expect((await store.record(connection, stream, key("1")))?.data).toEqual({ name: secret, nick: secret });
  expect(await store.checkpoint(connection, stream)).toEqual(batch.checkpoint);
  expect(await store.quarantined(connection, stream, ["hash-of-keyless"])).toEqual(batch.quarantine.put);
  expect(await store.mutations(connection, { states: ["queued"], limit: 1 })).toEqual(batch.mutations);
  expect(await store.tokens("t")).toEqual(batch.tokens.value);
  await store.close();
});

test("a store of another key, or opened without one, or made without one, is refused and stays as it was", async () => {
  const sameKey = await sealingKey();
  const store = await openEncryptedStore({ tenant, key: sameKey });
  await store.commit(batch);
  await store.close();
  const before = await onDisk();
  const refused = (reason: RegExp) => ({
    code: "storage",
    failure: { retryable: false, message: expect.stringMatching(reason) },
  });
  await expect(openEncryptedStore({ tenant, key: await sealingKey() })).rejects.toMatchObject(refused(/another key/));
  await expect(openIdbStore({ tenant })).rejects.toMatchObject(refused(/encrypted, and was opened without its key/));
  expect(await onDisk()).toBe(before);
  await openIdbStore({ tenant, name: "plain" }).then((plain) => plain.close());
  const encrypted = openEncryptedStore({ tenant, name: "plain", key: sameKey });
  await expect(encrypted).rejects.toMatchObject(refused(/without encryption/));
});

test("what somebody with the disk moved to another record is not believed there", async () => {
  const sameKey = await sealingKey();
  const first = await openEncryptedStore({ tenant, key: sameKey });
  await first.commit({ ...here, overlay: { put: [overlay("1", { a: 1 }), overlay("2", { a: 2 })], remove: [] } });
  await first.close();
  const database = await openDB(sealedName);
  const row: unknown = await database.get("overlay", [connection, stream, "1"]);
  await database.put("overlay", { ...Object(row), key: "2" }, [connection, stream, "2"]);
  database.close();
  const store = await openEncryptedStore({ tenant, key: sameKey });
  expect((await store.record(connection, stream, key("1")))?.data).toEqual({ a: 1 });
  await expect(store.record(connection, stream, key("2"))).rejects.toMatchObject({ code: "storage" });
  await store.close();
});

/** Puts everything of another tenant in the place of what {@link tenant} has, whose key is the same. */
async function exchange(other: string): Promise<void> {
  const [from, to] = await Promise.all([openDB(databaseName("default", other)), openDB(sealedName)]);
  for (const name of from.objectStoreNames) {
    const [places, rows]: [readonly IDBValidKey[], readonly unknown[]] = [
      await from.getAllKeys(name),
      await from.getAll(name),
    ];
    await to.clear(name);
    for (const [at, place] of places.entries()) await to.put(name, rows[at], place);
  }
  from.close();
  to.close();
}

test("nothing that somebody with the disk moved from one tenant to another with the same key is believed there", async () => {
  const sameKey = await sealingKey();
  const open = (name: string) => openEncryptedStore({ tenant: name, key: sameKey });
  const other = await open("other");
  await other.commit(batch);
  await other.close();
  const store = await open(tenant);
  await exchange("other");
  const reads = [
    () => store.record(connection, stream, key("1")),
    () => store.hashes(connection, stream, keys("1")),
    () => store.checkpoint(connection, stream),
    () => store.quarantine(connection, { limit: 1 }),
    () => store.mutations(connection, { states: ["queued"], limit: 1 }),
    () => store.tokens("t"),
  ];
  for (const read of reads) await expect(read()).rejects.toMatchObject({ code: "storage" });
  await store.close();
  await expect(open(tenant)).rejects.toMatchObject({ code: "storage" });
});

test.each([{ operation: "delete" }, { key: "2" }, { state: "held" }, { idempotencyKey: "another" }, { id: "n" }])(
  "a write that somebody with the disk made into one with %o is not believed",
  async (change) => {
    const sameKey = await sealingKey();
    const first = await openEncryptedStore({ tenant, key: sameKey });
    await first.commit(batch);
    await first.close();
    const database = await openDB(sealedName);
    const row: unknown = await database.get("mutations", [connection, "m"]);
    const made = { ...Object(Reflect.get(Object(row), "mutation")), ...change };
    await database.put("mutations", { ...Object(row), ...change, mutation: made }, [connection, "m"]);
    database.close();
    const store = await openEncryptedStore({ tenant, key: sameKey });
    const reading = store.mutations(connection, { states: ["queued", "held"], limit: 1 });
    await expect(reading).rejects.toMatchObject({ code: "storage" });
    await store.close();
  },
);

test("commits take their numbers in the order in which they were made, however long each takes to seal", async () => {
  const store = await openEncryptedStore({ tenant, key: await sealingKey() });
  const long = { ...here, put: [base("1", { text: "x".repeat(2_000_000) })] };
  expect(await Promise.all([store.commit(long), store.commit({ ...here, put: [base("2")] })])).toEqual([1, 2]);
  await store.close();
});

test("a value that no store keeps is refused, as without encryption", async () => {
  const store = await openEncryptedStore({ tenant, key: await sealingKey() });
  const data = { hidden: () => 1 };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a caller without types may pass
  const record = { ...base("1"), data } as never;
  await expect(store.commit({ ...here, put: [record] })).rejects.toMatchObject({ code: "storage" });
  expect(await store.head()).toBe(0);
  await store.close();
});
