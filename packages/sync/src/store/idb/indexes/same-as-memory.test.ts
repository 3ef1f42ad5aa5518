import "fake-indexeddb/auto";
import * as fc from "fast-check";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import type { Pointer } from "../../../connector/refs.ts";
import { openTiny } from "../../../../test/compacting-store.ts";
import { answers, take, turns } from "../../../../test/index-turns.ts";
import { here } from "../../conformance/fixtures.ts";
import { createMemoryStore } from "../../memory/create-memory-store.ts";
import type { Handle } from "../open-handle.ts";

const of = [here.connection, here.stream] as const;
const turn = fc.record({ turn: turns, by: fc.constantFrom(0, 1), behind: fc.constantFrom("built", "tidy", "ended") });
const runs = { numRuns: process.env["WAYBILL_LONG"] === "1" ? 200 : 12 };

async function idle({ indexer, compactor }: Handle): Promise<void> {
  await indexer.idle();
  await compactor.idle();
}

test("two tabs that commit, declare, build, compact, end, erase and read in turn find by fields what memory finds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { maxLength: 12 }), async (all) => {
      const factory = new IDBFactory();
      const open = () => openTiny({ factory, tenant: "t" });
      const tabs: [Handle, Handle] = [await open(), await open()];
      const memory = createMemoryStore();
      // A tab finds by what it declared itself, too, whatever the other one has declared since.
      let declared: readonly Pointer[] = [];
      const own: [readonly Pointer[], readonly Pointer[]] = [[], []];
      const want = async (tab: 0 | 1) => {
        await memory.declareIndexes(here.connection, { [here.stream]: [...declared, ...own[tab]] });
        return answers(memory);
      };
      for (const each of [{ turn: declareAll, by: 0, behind: "tidy" } as const, ...all]) {
        const other = each.by === 0 ? 1 : 0;
        const { store, compactor, indexer } = tabs[each.by];
        await take(memory, each.turn);
        await take(store, each.turn);
        if (each.turn.kind !== "commit") declared = own[each.by] = each.turn.kind === "declare" ? each.turn.fields : [];
        // The other tab reads while this one builds and compacts, and after.
        compactor.tidy(of);
        if (each.behind !== "tidy") indexer.catchUp(of);
        expect(await answers(tabs[other].store)).toEqual(await want(other));
        if (each.behind === "ended") {
          await store.close();
          tabs[each.by] = await open();
          own[each.by] = [];
        } else await idle(tabs[each.by]);
        expect(await answers(tabs[other].store)).toEqual(await want(other));
        expect(await answers(tabs[each.by].store)).toEqual(await want(each.by));
      }
      await Promise.all(tabs.map(({ store }) => store.close()));
    }),
    runs,
  );
});

const declareAll = { kind: "declare", fields: ["/n", "/in/n"] } as const;
