import type { StoredTokens } from "@waybill/transport";
import { expect, test } from "vitest";
import type { Batch } from "./contract.ts";
import { createMemoryStore } from "./memory/create-memory-store.ts";
import { storeTokens } from "./store-tokens.ts";

const value: StoredTokens = { format: 1, accessToken: "a-1", tokenType: "Bearer", refreshToken: "r-1" };

test("tokens are loaded as they were saved, until they are removed", async () => {
  const tokens = storeTokens(createMemoryStore());
  expect(await tokens.load("crm")).toBe(undefined);
  await tokens.save("crm", value);
  expect(await tokens.load("crm")).toEqual(value);
  await tokens.remove("crm");
  expect(await tokens.load("crm")).toBe(undefined);
});

test("every change of tokens is committed with strict durability", async () => {
  const store = createMemoryStore();
  const batches: Batch[] = [];
  const commit = async (batch: Batch) => {
    batches.push(batch);
    return store.commit(batch);
  };
  const tokens = storeTokens({ ...store, commit });
  await tokens.save("crm", value);
  await tokens.remove("crm");
  expect(batches.map(({ durability }) => durability)).toEqual(["strict", "strict"]);
});

test("tokens go with their connection: the one that was named, else the one of their key", async () => {
  const store = createMemoryStore();
  await storeTokens(store).save("crm", value);
  await storeTokens(store, "crm").save("crm at eu", value);
  await storeTokens(store, "erp").save("erp", value);
  await store.erase("crm");
  const left = await Promise.all(["crm", "crm at eu", "erp"].map((key) => store.tokens(key)));
  expect(left).toEqual([undefined, undefined, value]);
});
