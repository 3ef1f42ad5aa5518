import "fake-indexeddb/auto";
import { isFailureError } from "@waybill/transport";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { attack, attacks, prepare } from "../../../test/attacks.ts";
import { plantedSources, removeAll } from "../../../test/planted.ts";
import type { Bug } from "../../../test/planted.ts";
import { onDisk, openSealed, parts, sealedName, sealingKey } from "../../../test/sealed-store.ts";
import type { Parts } from "../../../test/sealed-store.ts";
import { base, here, key } from "../conformance/fixtures.ts";
import { everything } from "../conformance/observe.ts";
import type { Batch } from "../contract.ts";
import { createMemoryStore } from "../memory/create-memory-store.ts";

/** Each is one line of what is sealed, as somebody might get it wrong. */
const bugs: Readonly<Record<string, Bug>> = {
  "seals everything with one IV": {
    file: "../encrypted/cipher.ts",
    right: "const iv = Uint8Array.from(randomBytes(ivBytes));",
    wrong: "const iv = new Uint8Array(ivBytes).fill(7);",
  },
  "binds nothing to its place": {
    file: "../encrypted/cipher.ts",
    right: "encoder.encode(JSON.stringify([database, place]))",
    wrong: "encoder.encode(String(place).slice(0, 0))",
  },
  "believes segments in the clear": {
    file: "../encrypted/create-sealer.ts",
    right: 'if (sealed === undefined) throw unreadable("segment");',
    wrong: "if (sealed === undefined) return entries.hashes;",
  },
  "opens a segment under another stream": {
    file: "../encrypted/create-sealer.ts",
    right: 'return ["hashes", connection, stream, keys, ends];',
    wrong: 'return ["hashes", connection, keys, ends];',
  },
  "believes columns that were cut": {
    file: "../encrypted/create-sealer.ts",
    right: 'return ["hashes", connection, stream, keys, ends];',
    wrong: 'return ["hashes", connection, stream];',
  },
  "takes an earlier version's bodies for those of its hashes": {
    file: "../encrypted/create-sealer.ts",
    right: 'return ["bodies", connection, stream, keys, ends, hashes];',
    wrong: 'return ["bodies", connection, stream, keys, ends];',
  },
  "keeps hashes in the clear beside the sealed ones": {
    file: "../encrypted/create-sealer.ts",
    right: "{ ...entries, hashes: [], sealed }",
    wrong: "{ ...entries, sealed }",
  },
  "writes what a step of compaction opened": {
    file: "segments/take-step.ts",
    right: "(await sealer?.sealSegments(of, merged)) ?? merged",
    wrong: "merged",
  },
  "loses removals": {
    file: "commits/pack-batch.ts",
    right: "const gone = [...new Set<string>(remove)].filter((key) => !stay.has(key));",
    wrong: "const gone = [...new Set<string>(remove)].filter((key) => stay.has(key));",
  },
  "gives each record the hash of its neighbour": {
    file: "../encrypted/create-sealer.ts",
    right: "known.set(sealed, Promise.resolve(hashes));",
    wrong: "known.set(sealed, Promise.resolve(hashes.toReversed()));",
  },
};

const folders: string[] = [];
const sealing = await sealingKey();
const secret = "Ada Lovelace";

function batchOf(n: number): Batch {
  const id = (at: number) => String((n * 31 + at * 17) % 30).padStart(2, "0");
  const records = Array.from({ length: 6 }, (_, at) => base(id(at), { n, at, name: secret }));
  const put = records.map((record) => ({ ...record, hash: `hash of ${record.key} in ${n}` }));
  return { ...here, put, remove: [key(id(11)), key(id(16))] };
}

/** Held to memory after every commit, with another handle's eyes too. True: it told the same throughout. */
async function tellsTheSame(made: Parts): Promise<boolean> {
  const options = { factory: indexedDB, key: sealing };
  const memory = createMemoryStore();
  const { store, compactor } = await openSealed(options, made);
  try {
    for (let n = 0; n < 4; n += 1) {
      for (const each of [memory, store]) await each.commit(batchOf(n));
      if (n % 2 === 1) compactor.tidy([here.connection, here.stream]);
      await compactor.idle();
      const other = await openSealed(options, made);
      const told = await Promise.all(
        [memory, store, other.store].map((each) => everything(each, here.connection, [here.stream])),
      );
      await other.store.close();
      if (new Set(told.map((each) => JSON.stringify(each))).size > 1) return false;
    }
    return true;
  } finally {
    await store.close();
  }
}

/** Whether nothing on the disk tells a secret, and no IV is there twice. */
async function hides(): Promise<boolean> {
  const database = await openDB(sealedName);
  const [entries, bodies]: readonly unknown[][] = await Promise.all([
    database.getAll("entries"),
    database.getAll("bodies"),
  ]);
  database.close();
  const sealed = [...(bodies ?? []), ...(entries ?? []).map((each) => Reflect.get(Object(each), "sealed"))];
  const ivs = sealed.map((each) => (each instanceof Uint8Array ? each.subarray(0, 12).join() : "none"));
  const found = await onDisk();
  return new Set(ivs).size === ivs.length && !found.includes(secret) && !found.includes("hash of");
}

/** Whether no attack is believed. */
async function withstands(made: Parts): Promise<boolean> {
  for (const each of attacks) {
    globalThis.indexedDB = new IDBFactory();
    const options = { factory: indexedDB, key: sealing };
    await prepare(await openSealed(options, made));
    await attack(each);
    const { store } = await openSealed(options, made);
    const believed = await each.look(store).then(
      () => true,
      () => false,
    );
    await store.close();
    if (believed) return false;
  }
  return true;
}

async function holds(made: Parts): Promise<boolean> {
  globalThis.indexedDB = new IDBFactory();
  try {
    return (await tellsTheSame(made)) && (await hides()) && (await withstands(made));
  } catch (error) {
    // Any other error is one of the test's own.
    if (isFailureError(error)) return false;
    throw error;
  }
}

async function partsOf(folder: string): Promise<Parts> {
  const names = ["encrypted/cipher", "encrypted/create-sealer", "encrypted/encrypted-store", "idb/open-unindexed"];
  const modules: readonly Partial<Parts>[] = await Promise.all(
    names.map((each) => import(/* @vite-ignore */ join(folder, "store", `${each}.ts`))),
  );
  return Object.assign({ ...parts }, ...modules);
}

afterAll(() => removeAll(folders));

test("the encrypted store as it is holds, in such a copy too", async () => {
  const right = "known.set(sealed, hashes);";
  const nothing = { file: "../encrypted/create-sealer.ts", right, wrong: right };
  expect(await holds(await partsOf(plantedSources(nothing, folders)))).toBe(true);
});

test.each(Object.entries(bugs))("a store that %s is found out", async (_name, bug) => {
  expect(await holds(await partsOf(plantedSources(bug, folders)))).toBe(false);
});
