import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterAll, expect, test } from "vitest";
import { openTiny, tinySegments } from "../../../../test/compacting-store.ts";
import { answers } from "../../../../test/index-turns.ts";
import { planted, removeAll } from "../../../../test/planted.ts";
import type { Bug } from "../../../../test/planted.ts";
import { base, here, key, overlay, page } from "../../conformance/fixtures.ts";
import type { Batch, Store } from "../../contract.ts";
import { createMemoryStore } from "../../memory/create-memory-store.ts";
import type { Handle } from "../open-handle.ts";

/** Each is one line of indexes, as somebody might get it wrong. They are made in a copy of the sources. */
const bugs: Readonly<Record<string, Bug>> = {
  "believes an entry of a record that was written again": {
    file: "indexes/standing.ts",
    right: "record !== undefined && commitOf(record) === commit",
    wrong: "record !== undefined",
  },
  "shows a record where the vendor has it beside where own changes have it": {
    file: "indexes/read-by.ts",
    right: "if (!own.has(key)) best.offer(place, key);",
    wrong: "best.offer(place, key);",
  },
  "fills a page with entries that no longer hold": {
    file: "indexes/read-by.ts",
    right: "missing -= believed.length;",
    wrong: "missing -= some.length;",
  },
  "says that an index holds what it has not read yet": {
    file: "indexes/build-step.ts",
    right: "covered: more ? { ...covered, segments: last.id } :",
    wrong: "covered:",
  },
  "leaves the last commit out of what it reads beside an index": {
    file: "indexes/uncovered.ts",
    right: "row.commit > commit &&",
    wrong: "row.commit > commit + 1 &&",
  },
  "takes the newest segment for one that an index holds": {
    file: "indexes/uncovered.ts",
    right: "id > segments)",
    wrong: "id > segments + 1)",
  },
  "lets the oldest entry of a place win": {
    file: "indexes/walk-index.ts",
    right: "commitOf(other) < commitOf(found)",
    wrong: "commitOf(other) > commitOf(found)",
  },
  "leaves a segment of an index out": {
    file: "indexes/walk-index.ts",
    right: "ahead.slice(at, at + together)",
    wrong: "ahead.slice(at, at + together - 1)",
  },
  "drops entries that hold when it compacts an index": {
    file: "indexes/rows-that-hold.ts",
    right: "key: row.hash,",
    wrong: "key: row.key,",
  },
};

const of = [here.connection, here.stream] as const;
const folders: string[] = [];

/** Values come back to what they were before; records go and come again. */
function batchOf(round: number): Batch {
  const id = (at: number) => String((round * 31 + at * 17) % 60).padStart(2, "0");
  const ids = Array.from({ length: 12 }, (_, at) => id(at));
  const put = ids.map((text, at) => base(text, { n: (round * 5 + at * 3) % 7, in: { n: `${at % 3}` } }));
  const own = [overlay(id(3), { n: 3.5 }), overlay(id(20), { n: round % 4 })];
  const settled = Array.from({ length: 4 }, (_, at) => key(id(at * 7 + 5)));
  return {
    ...here,
    put: round % 5 === 4 ? [] : put,
    remove: [key(id(40)), key(id(41))],
    overlay: { put: round % 3 === 0 ? own : [], remove: settled },
  };
}

/** More than one step takes into an index. */
const many = { connection: here.connection, stream: "deals", put: page(120) };

async function allOfMany(store: Store): Promise<string> {
  const { items } = await store.recordsBy(many.connection, many.stream, { index: "/n", limit: 200 });
  return JSON.stringify(items);
}

/** Two tabs that write, build, compact and read, held to memory after every commit. True: they told the same throughout. */
async function holds(open: (factory: IDBFactory) => Promise<Handle>): Promise<boolean> {
  const factory = new IDBFactory();
  const tabs = [await open(factory), await open(factory)] as const;
  const memory = createMemoryStore();
  try {
    for (const store of [memory, tabs[0].store]) {
      await store.commit(many);
      await store.declareIndexes(here.connection, { [here.stream]: ["/n", "/in/n"], [many.stream]: ["/n"] });
    }
    await tabs[0].indexer.idle();
    const wanted = await allOfMany(memory);
    for (const { store } of tabs) if ((await allOfMany(store)) !== wanted) return false;
    for (let round = 0; round < 16; round += 1) {
      const [one, other] = round % 2 === 0 ? tabs : [tabs[1], tabs[0]];
      for (const store of [memory, one.store]) await store.commit(batchOf(round));
      if (round % 4 === 3) one.compactor.tidy(of);
      if (round % 2 === 0) one.indexer.catchUp(of);
      const want = JSON.stringify(await answers(memory));
      if (JSON.stringify(await answers(other.store)) !== want) return false;
      await one.indexer.idle();
      if (JSON.stringify(await answers(one.store)) !== want) return false;
    }
    return true;
  } catch {
    return false;
  } finally {
    await Promise.all(tabs.map(({ store }) => store.close()));
  }
}

afterAll(() => removeAll(folders));

test("the indexes as they are tell what memory tells", async () => {
  expect(await holds((factory) => openTiny({ factory, tenant: "t" }))).toBe(true);
});

test.each(Object.entries(bugs))("a store that %s is found out", async (_name, bug) => {
  const openHandle = await planted(bug, folders);
  expect(await holds((factory) => openHandle({ factory, name: "planted", size: tinySegments }))).toBe(false);
});
