import { expect } from "vitest";
import { pull } from "../src/pull/pull.ts";
import { countsHold } from "../src/receipt/counts.ts";
import { lifeOf } from "../src/tabs/lease.ts";
import type { RunReceipt } from "../src/receipt/receipt.ts";
import { contractWith } from "./contract.ts";
import { pullContext } from "./pull-context.ts";
import type { ContextOptions, TestContext } from "./pull-context.ts";
import { json } from "./vendor.ts";

export const signal = new AbortController().signal;

/** Pulls to the end, on virtual time. Every receipt's counts must add up. */
export async function run(context: TestContext, mode?: "full" | "incremental"): Promise<RunReceipt> {
  const receipt = await context.clock.settle(pull(context, { signal, mode }));
  expect(countsHold(receipt.counts)).toBe(true);
  return receipt;
}

export async function runOf(options: ContextOptions): Promise<{ context: TestContext; receipt: RunReceipt }> {
  const context = pullContext(options);
  return { context, receipt: await run(context) };
}

/** Ids of what is kept aside, in a life as every work of a connection begins it. */
export async function heldIds({ store, connection }: TestContext): Promise<readonly string[]> {
  await lifeOf(store, connection);
  const { items } = await store.quarantine(connection, { limit: 9 });
  return items.map(({ id }) => id);
}

export async function storedKeys({ store }: TestContext): Promise<readonly string[]> {
  return (await store.keys("acme", "contacts", { limit: 1000 })).map(String);
}

/** A vendor that answers with these pages in turn, whatever is asked. */
export function pages(...bodies: readonly unknown[]): () => Response {
  let asked = 0;
  return () => json(bodies[asked++ % bodies.length]);
}

/** A cursor stream without a count. */
export const bare = contractWith({
  pagination: { style: "cursor", cursor: "cursor", nextCursor: "/next", end: "next" },
});
