import { createVirtualClock } from "@waybill/transport/testing";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changingStream } from "../../../test/changing-rows.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { run, signal, storedKeys } from "../../../test/run-pull.ts";
import { fakeVendor, json } from "../../../test/vendor.ts";
import { validateConnector } from "../../connector/index.ts";
import { backfill } from "../backfill.ts";
import { resetStream } from "../reset.ts";
import { step } from "../step.ts";

const day = 86_400_000;
const now = createVirtualClock().now();

/**
 * Rows of the days up to now, and a vendor that lists them by window, two a page; `broken` says of the days on which a window begins whether it is refused.
 * Days are counted from the first.
 */
function calendar(days: number, broken: (day: number) => boolean = () => false, status = 500) {
  const begin = now - days * day;
  const at = (number: number, ms = 0): string => new Date(begin + number * day + ms).toISOString();
  const contract = changingStream({ until: "updated_until", start: at(0), spanMs: day });
  const rows = Array.from({ length: days }, (_, number) =>
    [0, 1000, day - 1].map((ms) => ({ id: `${number}-${ms}`, updated_at: at(number, ms) })),
  ).flat();
  const fake = fakeVendor(rows, { cap: 2, stream: { incremental: contract.incremental } });
  const dayOf = (query: URLSearchParams, name: string): number => (Date.parse(query.get(name) ?? "") - begin) / day;
  const asked: string[] = [];
  const context = pullContext({
    contract,
    settings: { maxAttempts: 1 },
    vendor: (request) => {
      const { searchParams: query } = new URL(request.url);
      const from = dayOf(query, "updated_since");
      const to = query.has("updated_until") ? dayOf(query, "updated_until") : "";
      asked.push(`${from}-${to}${query.has("cursor") ? "+" : ""}`);
      return broken(from) ? json({}, { status }) : fake.vendor(request);
    },
  });
  return { at, rows, asked, context };
}

/** Windows that were asked for, each once. */
const first = (asked: readonly string[]): readonly string[] => [
  ...new Set(asked.filter((line) => !line.endsWith("+"))),
];

describe("a stream that is read window by window", () => {
  test("is asked for from its beginning to the present, each window to where the next begins, and is proven by leaving no time out", async () => {
    const { context, asked } = calendar(3);
    const receipt = await run(context);
    expect(first(asked)).toEqual(["0-1", "1-2", "2-"]);
    expect(receipt).toMatchObject({
      mode: "full",
      outcome: "complete",
      completeness: { proven: true, by: "intervals" },
      counts: { created: 9, duplicate: 2 },
    });
    expect(await storedKeys(context)).toHaveLength(9);
  });

  test("invariant 53: a window in the middle that fails is the only one that the next run reads again", async () => {
    let broken = true;
    const { at, context, asked } = calendar(5, (number) => broken && number === 2);
    const receipt = await run(context);
    expect(receipt).toMatchObject({
      outcome: "partial",
      failure: { status: 500 },
      completeness: {
        proven: false,
        why: expect.stringContaining(`1 range of time could not be read, the first from ${at(2)}`),
      },
    });
    expect(await storedKeys(context)).toHaveLength(13);
    broken = false;
    asked.length = 0;
    expect(await run(context)).toMatchObject({ mode: "incremental", outcome: "complete", counts: { created: 2 } });
    expect(first(asked)).toEqual([expect.stringMatching(/^4\.99\d*-$/), "2-3"]);
    expect(await storedKeys(context)).toHaveLength(15);
    asked.length = 0;
    await run(context);
    expect(first(asked)).toHaveLength(1);
  });

  test("invariant 54: whichever windows fail first and whichever later, the same is stored in the end, and nothing is left to read", async () => {
    const failures = fc.array(fc.uniqueArray(fc.nat(6), { maxLength: 5 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(failures, fc.nat(3), async (rounds, deaths) => {
        let bad: readonly number[] = [];
        const { context, rows } = calendar(7, (number) => bad.includes(number));
        for (const round of rounds) {
          bad = round;
          // A step of one page is what a process leaves that died after it.
          for (let page = 0; page < deaths; page += 1)
            await context.clock.settle(step(context, { signal, maxPages: 1 }));
          await run(context);
        }
        bad = [];
        await run(context);
        await run(context);
        const checkpoint = await context.store.checkpoint("acme", "contacts");
        expect(checkpoint?.gaps).toBeUndefined();
        expect(checkpoint?.last?.outcome).toBe("complete");
        expect(await storedKeys(context)).toEqual(rows.map(({ id }) => id).toSorted());
      }),
      { numRuns: process.env["WAYBILL_LONG"] === "1" ? 1000 : 40 },
    );
  });

  test("invariant 55: a lag that reaches back beyond the beginning asks for nothing before it, in windows and without them", async () => {
    const { context, asked } = calendar(3);
    const windowed = context.contract.incremental;
    if (windowed === undefined) return;
    const { spanMs: _, ...whole } = windowed;
    for (const incremental of [windowed, whole]) {
      const lagging = {
        ...context,
        contract: { ...context.contract, incremental: { ...incremental, lagMs: 100 * day } },
      };
      await run(lagging, "full");
      asked.length = 0;
      expect(await run(lagging)).toMatchObject({ mode: "incremental", outcome: "complete" });
      expect(first(asked)[0]).toMatch(/^0-/);
    }
  });

  test("a vendor that answers nothing at all fails the run after three windows, and nothing is taken for read", async () => {
    const { context, asked } = calendar(9, () => true);
    expect(await run(context)).toMatchObject({ outcome: "failed", failure: { status: 500 } });
    expect(first(asked)).toHaveLength(3);
    expect(await context.store.checkpoint("acme", "contacts")).not.toHaveProperty("watermark.value");
  });

  test("a vendor that goes down on the way leaves the rest for the next run", async () => {
    let broken = true;
    const { context, asked } = calendar(9, (number) => broken && number >= 4);
    expect(await run(context)).toMatchObject({ outcome: "partial" });
    expect(first(asked)).toEqual(["0-1", "1-2", "2-3", "3-4", "4-5", "5-6", "6-7"]);
    broken = false;
    asked.length = 0;
    expect(await run(context)).toMatchObject({ mode: "incremental", outcome: "complete" });
    expect(first(asked).slice(-3)).toEqual(["4-5", "5-6", "6-7"]);
    expect(await storedKeys(context)).toHaveLength(27);
  });

  test.each([
    { name: "from the first on", silent: [0, 1, 2], want: "failed" },
    { name: "in the middle", silent: [2, 3, 4], want: "partial" },
    { name: "and two more later", silent: [1, 2, 3, 5, 6], want: "partial" },
  ])("three windows in a row that never answer keep no other one from being read: $name", async ({ silent, want }) => {
    const { context, rows, asked } = calendar(9, (number) => silent.includes(number));
    expect(await run(context)).toMatchObject({ outcome: want });
    expect(await run(context)).toMatchObject({ outcome: "partial", failure: { status: 500 } });
    const answered = rows.filter(({ id }) => !silent.includes(Number(id.split("-")[0])));
    expect(await storedKeys(context)).toEqual(expect.arrayContaining(answered.map(({ id }) => id)));
    asked.length = 0;
    await run(context);
    // Only these are asked for again, and the present.
    expect(first(asked)).toHaveLength(silent.length + 1);
  });

  test("a vendor that is down is asked for three windows in each run, and all is read once it is back, but for what never answers", async () => {
    let isDown = true;
    const silent = [0, 1, 2, 5];
    const { context, rows, asked } = calendar(40, (number) => isDown || silent.includes(number));
    const counts: number[] = [];
    for (let times = 0; times < 20; times += 1) {
      asked.length = 0;
      await run(context);
      counts.push(first(asked).length);
    }
    expect(counts).toEqual(counts.map(() => 3));
    isDown = false;
    await run(context);
    await run(context);
    await run(context);
    const answering = rows.filter(({ id }) => !silent.includes(Number(id.split("-")[0])));
    expect(await storedKeys(context)).toEqual(expect.arrayContaining(answering.map(({ id }) => id)));
  });

  test("a window that answered at last is a sign again when it no longer does", async () => {
    let silent = [2, 3, 4];
    const { context, asked } = calendar(9, (number) => silent.includes(number));
    await run(context);
    silent = [];
    await run(context);
    silent = [2, 3, 4];
    asked.length = 0;
    await run(context, "full");
    expect(first(asked)).toEqual(["0-1", "1-2", "2-3", "3-4", "4-5"]);
  });

  test.each([400, 404, 410])(
    "a vendor that refuses ranges before its history begins is read from there on: %i",
    async (status) => {
      const { context } = calendar(9, (number) => number < 6, status);
      expect(await run(context)).toMatchObject({ outcome: "partial", failure: { status }, counts: { created: 9 } });
    },
  );

  test("a backfill reads its range window by window, and no other", async () => {
    const { at, context, asked } = calendar(9, (number) => number === 4);
    const range = { from: at(3), to: at(6) };
    const receipt = await context.clock.settle(backfill(context, range, { signal }));
    expect(first(asked)).toEqual(["3-4", "4-5", "5-6"]);
    expect(receipt).toMatchObject({
      mode: "backfill",
      outcome: "partial",
      completeness: { why: expect.stringContaining("ask for the range again to read the rest") },
      counts: { created: 8 },
    });
    const checkpoint = await context.store.checkpoint("acme", "contacts");
    expect(checkpoint).not.toHaveProperty("watermark.value");
    expect(checkpoint).not.toHaveProperty("gaps.0");
  });

  test("a reset forgets what did not answer, and how often everything was tried to be read, after a run without any window too", async () => {
    let silent = [2, 3, 4];
    const { context } = calendar(9, (number) => silent.includes(number));
    const positions = { gaps: undefined, silent: undefined, wholeTried: undefined };
    await run(context);
    expect(await context.store.checkpoint("acme", "contacts")).toMatchObject({ silent: [{}] });
    await resetStream(context);
    expect(await context.store.checkpoint("acme", "contacts")).toMatchObject(positions);
    silent = [0, 1, 2];
    expect(await run(context)).toMatchObject({ outcome: "failed" });
    expect(await context.store.checkpoint("acme", "contacts")).toMatchObject({
      silent: [{}],
      wholeTried: { times: 1 },
    });
    await resetStream(context);
    expect(await context.store.checkpoint("acme", "contacts")).toMatchObject(positions);
  });

  test("needs a connector that says where it begins and how it is bounded", () => {
    const head = { contractVersion: 1, vendor: "v", title: "V", version: "1", baseUrl: "https://v.test", auth: [] };
    const stream = changingStream({ spanMs: day, start: new Date(0).toISOString() });
    expect(() => validateConnector({ ...head, streams: { contacts: stream } })).toThrow(
      /spanMs: expected a stream without/,
    );
  });
});
