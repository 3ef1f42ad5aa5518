import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import { compacting } from "../../../test/compacting-store.ts";
import { openSealed, sealingKey } from "../../../test/sealed-store.ts";
import { storeConformance } from "../conformance/store-conformance.ts";

const factory = new IDBFactory();
const key = await sealingKey();

// Of the tiny segments of a store that compacts after each commit: `conformance.browser.test.ts` is about those that products have.
storeConformance({
  describe,
  test,
  expect,
  shared: true,
  open: async (tenant) => compacting(await openSealed({ factory, key, tenant })),
});
