import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { pullContext } from "../../test/pull-context.ts";
import { bare, signal } from "../../test/run-pull.ts";
import { json } from "../../test/vendor.ts";
import { hashRecord } from "../record/hash-record.ts";
import { asRecordKey } from "../record/record-key.ts";
import { openIdbStore } from "../store/idb/index.ts";
import type { Store } from "../store/index.ts";
import { pull } from "./pull.ts";

const here = { connection: "acme", stream: "contacts" } as const;
const a = asRecordKey("a");

/** A tab that has read a stream, with its vendor, and another one on the same store. */
async function twoTabs() {
  const where = { tenant: "t", indexedDB: new IDBFactory() };
  const [own, other] = [await openIdbStore(where), await openIdbStore(where)];
  let looks = 0;
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
    vendor: (request) => {
      const at = Number(new URL(request.url).searchParams.get("cursor") ?? 0);
      return json({ data: [{ id: ["a", "b", "c"][at], n: 1 }], next: at < 2 ? String(at + 1) : null });
    },
  });
  const read = () => pull(context, { signal, mode: "full" });
  await read();
  looks = 0;
  const close = () => Promise.all([own.close(), other.close()]);
  return { read, own, other, close, looks: () => looks };
}

test("a stream that this tab has read is compared with what is remembered of it", async () => {
  const { read, close, looks } = await twoTabs();
  expect(await read()).toMatchObject({ outcome: "complete", counts: { received: 3, unchanged: 3 } });
  expect(looks()).toBe(0);
  await close();
});

test("what another tab wrote meanwhile is found before anything is committed by what was remembered", async () => {
  const { read, own, other, close, looks } = await twoTabs();
  const data = { id: "a", n: 2 };
  await other.commit({ ...here, put: [{ key: a, data, hash: hashRecord(data), run: "elsewhere" }] });
  const receipt = await read();
  expect(receipt).toMatchObject({ outcome: "complete", pages: 3, counts: { received: 3, updated: 1, unchanged: 2 } });
  expect((await own.record("acme", "contacts", a))?.data).toEqual({ id: "a", n: 1 });
  expect(looks()).toBeGreaterThan(0);
  await close();
});
