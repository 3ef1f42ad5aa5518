import { failure } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith, datedBy } from "../../test/contract.ts";
import { pullContext } from "../../test/pull-context.ts";
import type { TestContext } from "../../test/pull-context.ts";
import { run, signal } from "../../test/run-pull.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import { backfill } from "./backfill.ts";
import type { Checkpoint } from "./checkpoint/checkpoint.ts";

const old = "2020-01-01T00:00:00.000Z";
const late = "2020-01-02T00:00:00.000Z";

/** Ten records, of a vendor that counts its whole stream whatever it is asked for; one of them was changed later. */
function counted() {
  const fake = fakeVendor(rowsOf(10, (index) => ({ updated_at: index === 9 ? late : old })));
  const vendor: typeof fake.vendor = async (request) => {
    const body: unknown = await (await fake.vendor(request)).json();
    return json(Object.assign({}, body, { total: fake.count() }));
  };
  return { fake, context: pullContext({ vendor, contract: contractWith({ incremental: datedBy }) }) };
}

async function since(context: TestContext, from = late): Promise<RunReceipt> {
  return context.clock.settle(backfill(context, { from }, { signal }));
}

/** What the next run goes on from, and what is shown of the stream. */
async function standing({ store }: TestContext): Promise<Partial<Checkpoint>> {
  const { version: _, receiptDigest: __, ...rest } = (await store.checkpoint("acme", "contacts")) ?? { version: 0 };
  return rest;
}

test("invariant 56: a backfill that the vendor's count contradicts is partial, and leaves it to the next run whether everything is read", async () => {
  const { fake, context } = counted();
  await run(context);
  const before = await standing(context);
  fake.put({ id: "missed", updated_at: old });
  expect(await since(context)).toMatchObject({
    mode: "backfill",
    outcome: "partial",
    completeness: {
      proven: false,
      why: "the vendor counts 11 records, 1 arrived, and 10 are stored; a full run shows whether any are missing",
    },
  });
  expect(await standing(context)).toEqual(before);
  expect(await run(context)).toMatchObject({ mode: "incremental" });
});

test("invariant 56: a backfill to which the vendor counts fewer than are stored says that a full run shows which are gone", async () => {
  const { fake, context } = counted();
  await run(context);
  await run(context);
  const before = await standing(context);
  expect(before).toMatchObject({ totals: "stream" });
  fake.remove("c3");
  expect(await since(context)).toMatchObject({
    outcome: "complete",
    completeness: {
      proven: false,
      why: "the vendor counts 9 records in all, and 10 are stored; a full run shows which are gone",
    },
  });
  expect(await standing(context)).toEqual(before);
  expect(await run(context, "full")).toMatchObject({ counts: { swept: 1 } });
});

test("invariant 56: a backfill whose count agrees with what is stored is proven, and teaches later runs nothing of how the vendor counts", async () => {
  const { context } = counted();
  await run(context);
  const before = await standing(context);
  expect(await since(context)).toMatchObject({ reported: 10, completeness: { proven: true, by: "total" } });
  expect(await standing(context)).toEqual(before);
});

test("a backfill of what is gone from this browser does not say that everything is read", async () => {
  const { context } = counted();
  const lostBecause = failure("storage", { message: "The browser removed it." });
  const emptied = { ...context, store: { ...context.store, lostBecause } };
  expect(await since(emptied)).not.toHaveProperty("why");
  expect(await run(emptied)).toMatchObject({ mode: "full", why: expect.stringContaining("gone from this browser") });
});
