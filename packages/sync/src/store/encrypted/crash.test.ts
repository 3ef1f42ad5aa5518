import "fake-indexeddb/auto";
import { systemRandomBytes } from "@waybill/transport";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { expect, test } from "vitest";
import { tinySegments } from "../../../test/compacting-store.ts";
import { dyingConnection } from "../../../test/dying-connection.ts";
import { Died } from "../../../test/dying-store.ts";
import { onDisk, openSealed, sealedName, sealingKey } from "../../../test/sealed-store.ts";
import { base, here, key, keys } from "../conformance/fixtures.ts";
import { everything } from "../conformance/observe.ts";
import type { Batch } from "../contract.ts";
import { commitBatch } from "../idb/commits/commit-batch.ts";
import { createConnection } from "../idb/database/connection.ts";
import { inTurn } from "../idb/in-turn.ts";
import { createCompactor } from "../idb/segments/compactor.ts";
import { createShelf } from "../idb/segments/shelf.ts";
import type { Workbench } from "../idb/segments/workbench.ts";
import { createCipher } from "./cipher.ts";
import { createSealer } from "./create-sealer.ts";

const of = [here.connection, here.stream] as const;
const sealing = await sealingKey();
const cipher = await createCipher(sealing, systemRandomBytes, sealedName);
const open = () => openSealed({ factory: indexedDB, key: sealing });

/** Records that are changed and removed again, over each other, and no compaction. */
async function scatter(): Promise<void> {
  globalThis.indexedDB = new IDBFactory();
  const { store, compactor } = await open();
  await compactor.stop();
  const id = (n: number) => String((n * 37) % 30).padStart(2, "0");
  for (let n = 0; n < 6; n += 1) {
    const records = Array.from({ length: 8 }, (_, at) => base(id(n * 8 + at), { n, at, name: "Ada Lovelace" }));
    const put = records.map((record) => ({ ...record, hash: `${record.hash} in ${n}` }));
    await store.commit({ ...here, put, remove: [key(id(n * 7)), key(id(n * 11 + 3))] });
  }
  await store.close();
}

async function content(): Promise<unknown> {
  const { store } = await open();
  const all = await everything(store, here.connection, [here.stream]);
  await store.close();
  return all;
}

async function segments(): Promise<readonly unknown[]> {
  const database = await openDB(sealedName);
  const entries: readonly unknown[] = await database.getAll("entries");
  database.close();
  return entries;
}

/** Works in a process that dies at its nth writing transaction. Gives how it ended. */
async function untilDeath(
  { nth, when }: { readonly nth: number; readonly when: "before" | "after" },
  work: (bench: Workbench) => Promise<unknown>,
): Promise<unknown> {
  const shelf = createShelf();
  const opening = { factory: indexedDB, name: sealedName, mark: cipher.mark };
  const living = createConnection(opening, () => shelf.forget());
  const connection = dyingConnection(living, nth, when);
  const bench = { connection, shelf, size: tinySegments, sealer: createSealer(cipher), inTurn: inTurn() };
  const outcome = await work(bench).catch((error: unknown) => error);
  await living.close();
  return outcome;
}

async function compact(bench: Workbench): Promise<void> {
  const compactor = createCompactor(bench);
  compactor.tidy(of);
  await compactor.idle();
}

const isSealedWhole = (entries: unknown): boolean => Reflect.get(Object(entries), "sealed") instanceof Uint8Array;
const never = { nth: Number.POSITIVE_INFINITY, when: "after" } as const;

test.each(["before", "after"] as const)(
  "a process that dies %s any step of compaction has lost nothing, and the next goes on",
  async (when) => {
    await scatter();
    const want = await content();
    const many = (await segments()).length;
    let deaths = 0;
    for (let before = -1, now = many; now !== before; deaths += 1) {
      before = now;
      await untilDeath({ nth: 1, when }, compact);
      if (when === "before") await untilDeath({ nth: 2, when }, compact);
      expect(await content()).toEqual(want);
      now = (await segments()).length;
    }
    expect(deaths).toBeGreaterThan(2);
    await untilDeath(never, compact);
    expect(await content()).toEqual(want);
    const left = await segments();
    expect(left.length).toBeLessThan(many);
    expect(left.every(isSealedWhole)).toBe(true);
    const found = await onDisk();
    for (const secret of ["Ada Lovelace", "hash of"]) expect(found).not.toContain(secret);
  },
);

test.each(["before", "after"] as const)(
  "a commit whose process dies %s it is there whole or not at all",
  async (when) => {
    await scatter();
    const batch: Batch = { ...here, put: [base("02", { new: true }), base("x")], remove: keys("05", "07") };
    const died = await untilDeath({ nth: 1, when }, (bench) => commitBatch(bench, batch));
    expect(died).toBeInstanceOf(Died);
    const found = await content();
    await scatter();
    if (when === "after") {
      const { store } = await open();
      await store.commit(batch);
      await store.close();
    }
    expect(found).toEqual(await content());
  },
);
