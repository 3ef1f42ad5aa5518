import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import { storeConformance } from "../../conformance/store-conformance.ts";
import { openCompacting } from "../../../../test/compacting-store.ts";

const factory = new IDBFactory();

storeConformance({ describe, test, expect, shared: true, open: (tenant) => openCompacting({ factory, tenant }) });
