import type { StoredTokens } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import type { Batch, Store } from "./contract.ts";
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

describe("renewed tokens", () => {
  const renewed: StoredTokens = { ...value, accessToken: "a-2" };

  test.each<{
    given: string;
    stored?: boolean;
    meanwhile: (store: Store) => Promise<unknown>;
    want: StoredTokens | undefined;
  }>([
    { given: "nothing", meanwhile: async () => {}, want: renewed },
    { given: "the erasure of their connection", meanwhile: (store) => store.erase("crm"), want: undefined },
    { given: "the erasure of the tenant", meanwhile: (store) => store.erase(), want: undefined },
    { given: "the erasure of another connection", meanwhile: (store) => store.erase("erp"), want: renewed },
    { given: "their removal", meanwhile: (store) => storeTokens(store).remove("crm"), want: undefined },
    {
      given: "their removal and a consent",
      meanwhile: async (store) => {
        await storeTokens(store).remove("crm");
        await storeTokens(store).save("crm", { ...value, accessToken: "a-3" });
      },
      want: { ...value, accessToken: "a-3" },
    },
    { given: "an erasure, being the first", stored: false, meanwhile: (store) => store.erase("crm"), want: undefined },
    { given: "nothing, being the first", stored: false, meanwhile: async () => {}, want: renewed },
  ])("after $given: $want.accessToken", async ({ stored = true, meanwhile, want }) => {
    const store = createMemoryStore();
    if (stored) await storeTokens(store).save("crm", value);
    const claim = await storeTokens(store).claim?.("crm");
    expect(claim?.stored).toEqual(stored ? value : undefined);
    await meanwhile(store);
    expect(await claim?.replace(renewed)).toBe(want === renewed);
    expect(await store.tokens("crm")).toEqual(want);
  });
});
