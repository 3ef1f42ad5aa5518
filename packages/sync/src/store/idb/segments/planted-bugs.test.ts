import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterAll, expect, test } from "vitest";
import { openTiny, tinySegments } from "../../../../test/compacting-store.ts";
import { planted, removeAll } from "../../../../test/planted.ts";
import type { Bug } from "../../../../test/planted.ts";
import { base, key } from "../../conformance/fixtures.ts";
import { everything } from "../../conformance/observe.ts";
import type { Batch } from "../../contract.ts";
import { createMemoryStore } from "../../memory/create-memory-store.ts";
import type { Handle } from "../open-handle.ts";

/** Each is one line of compaction, or of reading and committing beside it, as somebody might get it wrong. They are made in a copy of the sources. */
const bugs: Readonly<Record<string, Bug>> = {
  "lets the oldest row of a key win": {
    file: "segments/merge.ts",
    right: "other.commit < row.commit",
    wrong: "other.commit > row.commit",
  },
  "forgets removals that still hide a row": {
    file: "segments/merge.ts",
    right: "body.length > 0 || needed(key)",
    wrong: "body.length > 0",
  },
  "writes rows anew under another's commit": {
    file: "segments/pack.ts",
    right: "origin.push(placeOf({ run, commit }, origins, places));",
    wrong: "origin.push(Math.min(0, placeOf({ run, commit }, origins, places)));",
  },
  "does not tell other tabs that segments are gone": {
    file: "segments/change-segments.ts",
    right: "{ ...row, version, packed, ...(removed.length > 0 && { epoch: version }) }",
    wrong: "{ ...row, version, packed }",
  },
  "gives an id twice": {
    file: "segments/change-segments.ts",
    right: "await writeStep(tx, head, version)",
    wrong: "await writeStep(tx, head, head.segments)",
  },
  "loses the counts": {
    file: "segments/change-segments.ts",
    right: "{ ...row, version, packed, ...(removed.length > 0 && { epoch: version }) }",
    wrong: "{ base: 0, quarantine: 0, version, epoch: version }",
  },
  "leaves out the last row of a segment that is cut": {
    file: "segments/pack.ts",
    right: "packed.push(pack(rows.slice(from, at)));",
    wrong: "packed.push(pack(rows.slice(from, at - 1)));",
  },
  "takes a removal for nothing before older rows are met": {
    file: "segments/find.ts",
    right: "  const other = newest.get(keyOf(found));",
    wrong: "  if (isGone(found.entries, found.at)) return;\n  const other = newest.get(keyOf(found));",
  },
  "believes its own memory of another tab's stream": {
    file: "segments/shelf.ts",
    right: "seen !== undefined && (await current) === true",
    wrong: "seen !== undefined",
  },
  "commits by its own memory of what another tab has written since": {
    file: "commits/commit-batch.ts",
    right: "return (await current) ? carried : takenBack;",
    wrong: "return carried;",
  },
  "takes what waits of another run's seen keys for nothing": {
    file: "rows/seen-blocks.ts",
    right: "const full = other === undefined ? [] : [other];",
    wrong: "const full: readonly SeenRow[] = [];",
  },
};

const streams = ["contacts"];
const folders: string[] = [];

type Open = (factory: IDBFactory) => Promise<Handle>;

/** What one tab commits in a round, and the other before it has read what the first one did. */
function batchesOf(n: number): { readonly batch: Batch; readonly after: Batch } {
  const of = { connection: "crm", stream: "contacts" };
  const id = (at: number) => String((n * 31 + at * 17) % 40).padStart(2, "0");
  const put = Array.from({ length: n % 4 === 3 ? 0 : 6 }, (_, at) => base(id(at), { n, at }));
  const remove = Array.from({ length: 3 }, (_, at) => key(id(at * 5 + 11)));
  const seen = { run: `run-${n % 2}`, keys: put.map((record) => record.key) };
  return { batch: { ...of, put, remove, seen }, after: { ...of, put: [base(id(n), { after: n })] } };
}

/** Two tabs that write, remove, compact at once and read, held to memory after every commit. True: they told the same throughout. */
async function holds(open: Open): Promise<boolean> {
  const factory = new IDBFactory();
  const tabs = [await open(factory), await open(factory)] as const;
  const memory = createMemoryStore();
  try {
    for (let n = 0; n < 24; n += 1) {
      const { batch, after } = batchesOf(n);
      const [one, other] = n % 2 === 0 ? tabs : [tabs[1], tabs[0]];
      for (const store of [memory, one.store]) await store.commit(batch);
      for (const store of [memory, other.store]) await store.commit(after);
      const want = await everything(memory, "crm", streams);
      for (const { compactor } of n % 8 === 7 ? tabs : []) compactor.tidy(["crm", "contacts"]);
      for (let look = 0; look < 2; look += 1) {
        for (const { store } of tabs) if (!sameAs(await everything(store, "crm", streams), want)) return false;
        for (const { compactor } of tabs) await compactor.idle();
      }
    }
    return true;
  } catch {
    return false;
  } finally {
    await Promise.all(tabs.map(({ store }) => store.close()));
  }
}

function sameAs(found: unknown, want: unknown): boolean {
  return JSON.stringify(found) === JSON.stringify(want);
}

afterAll(() => removeAll(folders));

test("the store as it is tells what memory tells", async () => {
  expect(await holds((factory) => openTiny({ factory, tenant: "t" }))).toBe(true);
});

test.each(Object.entries(bugs))("a store that %s is found out", async (_name, bug) => {
  const openHandle = await planted(bug, folders);
  expect(await holds((factory) => openHandle({ factory, name: "planted", size: tinySegments }))).toBe(false);
});
