import { expect, test } from "vitest";
import { changingRows, changingStream } from "../../../test/changing-rows.ts";
import { pullContext } from "../../../test/pull-context.ts";
import type { TestContext } from "../../../test/pull-context.ts";
import { run } from "../../../test/run-pull.ts";
import { explainRun } from "../../explain/index.ts";
import { readVendorClock } from "./vendor-clock.ts";

const hour = 3_600_000;
const clockSkewMs = 300_000;

test.each([
  { name: "the vendor's", date: 500_000, want: { vendorTime: 498_000 } },
  { name: "the vendor's, behind the device's", date: -hour, want: { vendorTime: -hour - 2000 } },
  {
    name: "the device's, and how far the vendor's is ahead",
    date: 500_000 + hour,
    want: { vendorTime: 500_000 - clockSkewMs - 2000, aheadMs: hour },
  },
  { name: "none without a date", date: Number.NaN, want: undefined },
])("the time of an answer is $name", ({ date, want }) => {
  const header = () => (Number.isNaN(date) ? null : new Date(date).toUTCString());
  expect(readVendorClock({ header, tookMs: 2000 }, { now: 500_000, clockSkewMs })).toEqual(want);
});

/** A vendor whose answers and records are stamped by clocks of their own. */
function stampedVendor(skew: { answers: number; records: number }): {
  context: TestContext;
  change: (id: string) => void;
} {
  const fake = changingRows(3);
  const context = pullContext({
    contract: changingStream({ granularityMs: 1000 }),
    vendor: async (request) => {
      const answer = await fake.vendor(request);
      answer.headers.set("date", new Date(context.clock.now() + skew.answers).toUTCString());
      return answer;
    },
  });
  const change = (id: string) => {
    const at = Math.floor((context.clock.now() + skew.records) / 1000) * 1000;
    fake.put({ id, updated_at: new Date(at).toISOString() });
  };
  return { context, change };
}

test.each([
  { name: "two minutes", answers: 120_000 },
  { name: "two hours", answers: 2 * hour },
])("a vendor whose answers are stamped $name ahead of its records loses no change", async ({ answers }) => {
  const { context, change } = stampedVendor({ answers, records: 0 });
  change("before");
  await run(context);
  await context.clock.advance(60_000);
  change("after");
  expect(await run(context)).toMatchObject({ mode: "incremental", outcome: "complete", counts: { created: 1 } });
  expect(await context.store.count("acme", "contacts")).toBe(5);
});

test("a vendor's clock that is far ahead is told in the receipt", async () => {
  const { context } = stampedVendor({ answers: 2 * hour, records: 0 });
  const receipt = await run(context);
  expect(receipt.log?.events).toMatchObject([{ kind: "skewed", page: 1, aheadMs: expect.closeTo(2 * hour, -4) }]);
  const told = await explainRun(context.store, receipt.id);
  expect(told?.events[0]?.what).toContain("ahead of this device's");
});

test("a vendor's clock that is set back behind the watermark is noticed, and everything is read", async () => {
  const skew = { answers: 200_000, records: 200_000 };
  const { context, change } = stampedVendor(skew);
  change("before");
  await run(context);
  Object.assign(skew, { answers: -hour, records: -hour });
  await context.clock.advance(60_000);
  change("after");
  const receipt = await run(context);
  expect(receipt).toMatchObject({ mode: "full", outcome: "complete", why: expect.stringContaining("set back") });
  expect(receipt.counts).toMatchObject({ received: 5, created: 1, unchanged: 4 });
  expect(receipt.log?.events).toMatchObject([{ kind: "set-back" }]);
});

test("servers of a vendor whose clocks differ by seconds are no clock that was set back", async () => {
  const skew = { answers: 2000, records: 0 };
  const { context, change } = stampedVendor(skew);
  change("now");
  await run(context);
  Object.assign(skew, { answers: -1000 });
  expect(await run(context)).toMatchObject({ mode: "incremental", outcome: "complete" });
});
