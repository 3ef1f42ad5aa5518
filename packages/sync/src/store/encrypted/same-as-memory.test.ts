import "fake-indexeddb/auto";
import * as fc from "fast-check";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { compacting } from "../../../test/compacting-store.ts";
import { randomBatch, tellsAfter } from "../../../test/random-batch.ts";
import { openSealed, sealingKey } from "../../../test/sealed-store.ts";
import { createMemoryStore } from "../memory/create-memory-store.ts";

test("after any sequence of batches, compacted after each or as it happens, an encrypted store tells what memory tells", async () => {
  const compact = fc.constantFrom("all", "itself", "nothing");
  await fc.assert(
    fc.asyncProperty(fc.array(randomBatch, { maxLength: 10 }), compact, async (batches, how) => {
      const sealed = await openSealed({ factory: new IDBFactory(), key: await sealingKey() });
      expect(await tellsAfter(compacting(sealed, how), batches)).toEqual(
        await tellsAfter(createMemoryStore(), batches),
      );
    }),
    { numRuns: process.env["WAYBILL_LONG"] === "1" ? 500 : 20 },
  );
});
