import "fake-indexeddb/auto";
import { IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";
import { openTiny, tinySegments } from "../../../../test/compacting-store.ts";
import { dyingConnection } from "../../../../test/dying-connection.ts";
import { base, here, key } from "../../conformance/fixtures.ts";
import { everything } from "../../conformance/observe.ts";
import { createConnection } from "../database/connection.ts";
import type { Connection } from "../database/connection.ts";
import type { Handle } from "../open-handle.ts";
import { databaseName } from "../database/database-name.ts";
import { inTurn } from "../in-turn.ts";
import { createCompactor } from "./compactor.ts";
import { allSegments } from "./directory.ts";
import type { Directory } from "./directory.ts";
import { segmentOf, settledLevel } from "./segment.ts";
import { createShelf } from "./shelf.ts";
import { takeStep } from "./take-step.ts";

const { connection, stream } = here;
const of = [connection, stream] as const;

/** Nine pages in no order, some records changed and some removed again: many segments over each key. */
async function scattered(factory = new IDBFactory(), whose = "first"): Promise<IDBFactory> {
  const { store, compactor } = await openTiny({ factory, tenant: "t" });
  await compactor.stop();
  const id = (n: number) => String((n * 37) % 60).padStart(2, "0");
  for (let n = 0; n < 9; n += 1) {
    const put = Array.from({ length: 10 }, (_, at) => base(id(n * 10 + at), { n, at, whose }));
    await store.commit({ ...here, put, remove: [key(id(n * 7)), key(id(n * 11 + 3))] });
  }
  await store.close();
  return factory;
}

async function contentOf(factory: IDBFactory): Promise<unknown> {
  const { store } = await openTiny({ factory, tenant: "t" });
  const content = await everything(store, connection, [stream]);
  await store.close();
  return content;
}

/** Compacts in a process that dies. */
async function compactUntilDeath(factory: IDBFactory, nth: number, when: "before" | "after"): Promise<void> {
  const shelf = createShelf();
  const living = createConnection({ factory, name: databaseName("default", "t") }, () => shelf.forget());
  const dying = dyingConnection(living, nth, when);
  const compactor = createCompactor({ connection: dying, shelf, size: tinySegments, inTurn: inTurn() });
  compactor.tidy(of);
  await compactor.idle();
  await living.close();
}

async function segmentsOf(factory: IDBFactory): Promise<number> {
  const living = createConnection({ factory, name: databaseName("default", "t") }, () => undefined);
  const count = await living.read(["entries"], (tx) => tx.objectStore("entries").count());
  await living.close();
  return count;
}

afterEach(() => void vi.restoreAllMocks());

test.each(["before", "after"] as const)(
  "a process that dies %s any step of compaction has lost nothing, and the next one goes on",
  async (when) => {
    const factory = await scattered();
    const want = await contentOf(factory);
    const many = await segmentsOf(factory);
    let deaths = 0;
    for (let before = many, now = -1; now !== before; deaths += 1) {
      before = now === -1 ? many : now;
      await compactUntilDeath(factory, 1, when);
      if (when === "before") await compactUntilDeath(factory, 2, "before");
      expect(await contentOf(factory)).toEqual(want);
      now = await segmentsOf(factory);
    }
    expect(deaths).toBeGreaterThan(2);
    await compactUntilDeath(factory, Number.POSITIVE_INFINITY, "after");
    expect(await contentOf(factory)).toEqual(want);
    expect(await segmentsOf(factory)).toBeLessThan(many);
  },
);

test("a step whose transaction fails at any of its writes has written nothing", async () => {
  const factory = await scattered();
  const want = await contentOf(factory);
  const many = await segmentsOf(factory);
  for (const [nth, method] of [0, 1, 2, 5, 9].flatMap((at) => [[at, "put"] as const, [at, "delete"] as const])) {
    const plain = Reflect.get(IDBObjectStore.prototype, method);
    let calls = 0;
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function fails(
      this: IDBObjectStore,
      ...row: unknown[]
    ) {
      calls += 1;
      if (calls > nth) throw new DOMException("full", "QuotaExceededError");
      return Reflect.apply(plain, this, row);
    });
    await compactUntilDeath(factory, Number.POSITIVE_INFINITY, "after");
    vi.restoreAllMocks();
    expect(calls, `${method}s`).toBeGreaterThan(nth);
    expect(await segmentsOf(factory)).toBe(many);
    expect(await contentOf(factory)).toEqual(want);
  }
});

test("compaction leaves one row of each record and no trace of those that were removed", async () => {
  const factory = await scattered();
  await compactUntilDeath(factory, Number.POSITIVE_INFINITY, "after");
  const living = createConnection({ factory, name: databaseName("default", "t") }, () => undefined);
  const segments = await living.read(["entries"], (tx) => tx.objectStore("entries").getAllKeys());
  await living.close();
  const { store } = await openTiny({ factory, tenant: "t" });
  const entries = segments.reduce((sum, each) => sum + (segmentOf(each)?.count ?? 0), 0);
  expect(entries).toBe(await store.count(connection, stream));
  await store.close();
});

test("a step whose segments another tab replaced meanwhile, and of which records are gone since, writes nothing", async () => {
  const factory = await scattered();
  const other = await openTiny({ factory, tenant: "t" });
  const shelf = createShelf();
  const living = createConnection({ factory, name: databaseName("default", "t") }, () => shelf.forget());
  let interrupted = false;
  const overtaken: Connection = {
    ...living,
    async write(span, run) {
      if (!interrupted) await otherTabEmpties(other);
      interrupted = true;
      return living.write(span, run);
    },
  };
  const compactor = createCompactor({ connection: overtaken, shelf, size: tinySegments, inTurn: inTurn() });
  compactor.tidy(of);
  await compactor.idle();
  expect(interrupted).toBe(true);
  expect(await other.store.keys(...of, { limit: 100 })).toEqual([]);
  expect(await segmentsOf(factory)).toBe(0);
  await Promise.all([living.close(), other.store.close()]);
});

test("a step of a database that the browser has replaced meanwhile by one with the same segments writes nothing", async () => {
  const factory = await scattered();
  const shelf = createShelf();
  const living = createConnection({ factory, name: databaseName("default", "t") }, () => shelf.forget());
  let want: unknown;
  const replaced: Connection = {
    ...living,
    async write(span, run) {
      want ??= await replaceDatabase(factory);
      return living.write(span, run);
    },
  };
  const bench = { connection: replaced, shelf, size: tinySegments, inTurn: inTurn() };
  const choose = (directory: Directory) => ({ inputs: allSegments(directory), level: settledLevel });
  expect(await takeStep(bench, of, choose)).toBeUndefined();
  await living.close();
  expect(await contentOf(factory)).toEqual(want);
});

/** Another database in the place of the first: as many commits and segments, of other records. Gives its content. */
async function replaceDatabase(factory: IDBFactory): Promise<unknown> {
  await new Promise((resolve) => {
    factory.deleteDatabase(databaseName("default", "t")).addEventListener("success", resolve);
  });
  await scattered(factory, "other");
  return contentOf(factory);
}

/** Sorts everything, removes every record, and sorts again until no removal is left. */
async function otherTabEmpties({ store, compactor }: Handle): Promise<void> {
  compactor.tidy(of);
  await compactor.idle();
  await store.commit({ ...here, remove: await store.keys(...of, { limit: 100 }) });
  compactor.tidy(of);
  await compactor.idle();
}
