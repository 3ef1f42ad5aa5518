import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { pullContext } from "../../../test/pull-context.ts";
import { bare, signal } from "../../../test/run-pull.ts";
import { json } from "../../../test/vendor.ts";
import { hashRecord } from "../../record/hash-record.ts";
import { asRecordKey } from "../../record/record-key.ts";
import { openIdbStore } from "../../store/idb/index.ts";
import type { Store } from "../../store/index.ts";
import { pull } from "../pull.ts";
import type { Account } from "../stream-context.ts";

const here = { connection: "acme", stream: "contacts" } as const;
const a = asRecordKey("a");

/** A tab that has read a stream of one record a page, with its vendor, and another one on the same store. `every`: called at each request since. */
async function twoTabs(
  ids: readonly string[] = ["a", "b", "c"],
  every?: (other: Store) => Promise<unknown>,
  account?: Account,
) {
  const where = { tenant: "t", indexedDB: new IDBFactory() };
  const [own, other] = [await openIdbStore(where), await openIdbStore(where)];
  let looks = 0;
  let asked = 0;
  let isRead = false;
  const counted: Store = {
    ...own,
    hashes: (...of) => {
      looks += 1;
      return own.hashes(...of);
    },
  };
  const context = pullContext({
    contract: bare,
    store: counted,
    vendor: async (request) => {
      asked += 1;
      if (isRead) await every?.(other);
      const at = Number(new URL(request.url).searchParams.get("cursor") ?? 0);
      return json({ data: [{ id: ids[at], n: 1 }], next: at + 1 < ids.length ? String(at + 1) : null });
    },
  });
  const read = () => pull({ ...context, account }, { signal, mode: "full" });
  await read();
  [looks, asked, isRead] = [0, 0, true];
  const close = () => Promise.all([own.close(), other.close()]);
  return { read, own, other, close, looks: () => looks, asked: () => asked };
}

test("a stream that this tab has read is compared with what is remembered of it", async () => {
  const { read, close, looks } = await twoTabs();
  expect(await read()).toMatchObject({ outcome: "complete", counts: { received: 3, unchanged: 3 } });
  expect(looks()).toBe(0);
  await close();
});

test("what another tab wrote meanwhile is found before anything is committed by what was remembered", async () => {
  const { read, own, other, close, looks, asked } = await twoTabs();
  const data = { id: "a", n: 2 };
  await other.commit({ ...here, put: [{ key: a, data, hash: hashRecord(data), run: "elsewhere" }] });
  const receipt = await read();
  const counts = { received: 3, updated: 1, unchanged: 2 };
  expect(receipt).toMatchObject({ outcome: "complete", pages: 3, requests: 3, counts });
  expect(asked()).toBe(3);
  expect((await own.record("acme", "contacts", a))?.data).toEqual({ id: "a", n: 1 });
  expect(looks()).toBeGreaterThan(0);
  await close();
});

const many = Array.from({ length: 40 }, (_, at) => `r${String(at).padStart(2, "0")}`);

/** A version of a record that no vendor sent: each one another. */
function rowsElsewhere() {
  let n = 1;
  return (id: string) => {
    const data = { id, n: (n += 1) };
    return { key: asRecordKey(id), data, hash: hashRecord(data), run: "elsewhere" };
  };
}

test("a tab that writes rows all the time has no page asked for again", async () => {
  const row = rowsElsewhere();
  const { read, close, asked } = await twoTabs(many, (other) => other.commit({ ...here, put: [row("elsewhere")] }));
  const receipt = await read();
  expect(receipt).toMatchObject({ outcome: "complete", pages: 40, requests: 40, counts: { unchanged: 40 } });
  expect(asked()).toBe(40);
  await close();
});

test("records that change under pages that wait are put back, each page under its own number", async () => {
  const row = rowsElsewhere();
  let requests = 0;
  const { read, own, close, asked } = await twoTabs(many, async (other) => {
    requests += 1;
    if (requests === 6) await other.commit({ ...here, put: many.map(row) });
  });
  const receipt = await read();
  expect(receipt).toMatchObject({ outcome: "complete", pages: 40, requests: 40 });
  const { updated, unchanged } = receipt.counts;
  expect(updated + unchanged).toBe(40);
  expect(asked()).toBe(40);
  const bases = await own.bases("acme", "contacts", many.map(asRecordKey));
  const restored = bases.filter((base) => base?.run === receipt.id);
  expect(restored).toHaveLength(updated);
  expect(updated).toBeGreaterThan(30);
  for (const base of restored)
    expect(base).toMatchObject({ data: { n: 1 }, page: many.indexOf(String(base?.key)) + 1 });
  await close();
});

test("pages that wait are put back where the credentials change, too: none of them is asked for again, and each request is told", async () => {
  const row = rowsElsewhere();
  let [looked, generation] = [0, 0];
  const { read, other, close, asked } = await twoTabs(many, undefined, {
    current: async () => {
      looked += 1;
      if (looked === many.length + 6) {
        generation += 1;
        await other.commit({ ...here, put: many.map(row) });
      }
      return { ok: true, account: "a1" };
    },
    generation: () => generation,
    bound: async () => "a1",
  });
  // The sixth page: asked for early, then once by each credential.
  const receipt = await read();
  expect(asked()).toBe(42);
  expect(receipt).toMatchObject({ outcome: "complete", pages: 40, requests: 42 });
  await close();
});

test("a tab that is taken over while its pages wait commits none of them", async () => {
  const { read, own, close, asked } = await twoTabs(many.slice(0, 3), async (other) => {
    const checkpoint = await other.checkpoint("acme", "contacts");
    if (asked() !== 2 || checkpoint === undefined) return;
    await other.commit({
      ...here,
      put: [rowsElsewhere()("r00")],
      checkpoint: { ...checkpoint, version: checkpoint.version + 1 },
    });
  });
  expect(await read()).toMatchObject({ outcome: "complete", pages: 3 });
  expect((await own.record("acme", "contacts", asRecordKey("r00")))?.data).toEqual({ id: "r00", n: 1 });
  await close();
});
