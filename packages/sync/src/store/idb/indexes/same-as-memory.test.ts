import "fake-indexeddb/auto";
import * as fc from "fast-check";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
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
      for (const each of [{ turn: declareAll, by: 0, behind: "tidy" } as const, ...all]) {
        const [own, other] = each.by === 0 ? tabs : [tabs[1], tabs[0]];
        await take(memory, each.turn);
        await take(own.store, each.turn);
        // The other tab reads while this one builds and compacts, and after.
        own.compactor.tidy(of);
        if (each.behind !== "tidy") own.indexer.catchUp(of);
        const want = await answers(memory);
        expect(await answers(other.store)).toEqual(want);
        if (each.behind === "ended") {
          await own.store.close();
          tabs[each.by] = await open();
        } else await idle(own);
        expect(await answers(other.store)).toEqual(want);
        expect(await answers(tabs[each.by].store)).toEqual(want);
      }
      await Promise.all(tabs.map(({ store }) => store.close()));
    }),
    runs,
  );
});

const declareAll = { kind: "declare", fields: ["/n", "/in/n"] } as const;
