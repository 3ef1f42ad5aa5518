import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import { compacting } from "../../../test/compacting-store.ts";
import { openSealed, sealingKey } from "../../../test/sealed-store.ts";
import { storeConformance } from "../conformance/store-conformance.ts";

const factory = new IDBFactory();
const key = await sealingKey();

storeConformance({
  describe,
  test,
  expect,
  shared: true,
  open: async (tenant) => compacting(await openSealed({ factory, key, tenant })),
});
