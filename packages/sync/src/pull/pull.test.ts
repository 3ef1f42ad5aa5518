import { expect, test } from "vitest";
import { countsHold } from "../receipt/counts.ts";
import { pullContext } from "../../test/pull-context.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { pull } from "./pull.ts";

const signal = new AbortController().signal;

test("a list is read to its end and every record is stored once", async () => {
  const fake = fakeVendor(rowsOf(25));
  const context = pullContext({ vendor: fake.vendor });
  const receipt = await context.clock.settle(pull(context, { signal }));
  expect(receipt).toMatchObject({
    outcome: "complete",
    mode: "full",
    pages: 3,
    completeness: { proven: true, by: "total" },
  });
  expect(receipt.counts).toMatchObject({ received: 25, created: 25 });
  expect(countsHold(receipt.counts)).toBe(true);
  expect(await context.store.count("acme", "contacts")).toBe(25);
  expect(fake.asked).toEqual(["?limit=10", "?limit=10&cursor=10", "?limit=10&cursor=20"]);
});

test("a second run finds everything unchanged and chains its receipt to the first", async () => {
  const fake = fakeVendor(rowsOf(12));
  const context = pullContext({ vendor: fake.vendor });
  const first = await context.clock.settle(pull(context, { signal }));
  const second = await context.clock.settle(pull(context, { signal }));
  expect(second.counts).toMatchObject({ received: 12, unchanged: 12, created: 0 });
  expect(first.previous).toBeUndefined();
  expect(second.previous).toMatch(/^[0-9a-f]{64}$/);
  expect(second.digest).toBe(first.digest);
});
