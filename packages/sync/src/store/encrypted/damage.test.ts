import "fake-indexeddb/auto";
import { systemRandomBytes } from "@waybill/transport";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { beforeEach, expect, test } from "vitest";
import { attack, attacks, prepare, unseen } from "../../../test/attacks.ts";
import { openSealed, sealedName, sealingKey } from "../../../test/sealed-store.ts";
import { key as recordKey, keys } from "../conformance/fixtures.ts";
import { createCipher } from "./cipher.ts";

const key = await sealingKey();
const open = (by: CryptoKey = key) => openSealed({ factory: indexedDB, key: by });
const refused = { code: "storage", failure: { retryable: false, action: "report" } };

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  await prepare(await open());
});

test.each(attacks)("what is read is a failure, never believed and never absent, where somebody $name", async (each) => {
  await attack(each);
  const { store } = await open();
  await expect(each.look(store)).rejects.toMatchObject(refused);
  await store.close();
});

test("to somebody who asks for one record alone, it looks removed where its length says so; whoever reads beside it finds out", async () => {
  await attack(unseen);
  const { store } = await open();
  expect([await unseen.look(store), await store.count("crm", "contacts")]).toEqual([undefined, 8]);
  await expect(store.record("crm", "contacts", recordKey("000002"))).rejects.toMatchObject(refused);
  await store.close();
});

test("without any of that it is read", async () => {
  const { store } = await open();
  for (const { look } of attacks) expect(JSON.stringify(await look(store))).toContain("b");
  await store.close();
});

test("a step of compaction over a segment that cannot be opened changes nothing", async () => {
  const [flips] = attacks;
  if (flips !== undefined) await attack(flips);
  const { store, compactor } = await open();
  const database = await openDB(sealedName);
  const before = await database.getAllKeys("entries");
  compactor.tidy(["crm", "contacts"]);
  await compactor.idle();
  expect(await database.getAllKeys("entries")).toEqual(before);
  expect(await store.hashes("crm", "contacts", keys("000001"))).toEqual(["b of 000001"]);
  database.close();
  await store.close();
});

test("a database on which somebody put the mark of another key opens with that key, and tells nothing", async () => {
  const other = await sealingKey();
  const database = await openDB(sealedName);
  await database.put("meta", (await createCipher(other, systemRandomBytes, sealedName)).mark, "mark");
  database.close();
  const { store } = await open(other);
  for (const { look } of attacks) await expect(look(store)).rejects.toMatchObject(refused);
  await store.close();
});
