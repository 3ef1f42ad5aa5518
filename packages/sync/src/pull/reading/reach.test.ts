import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changingStream } from "../../../test/changing-rows.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { run, storedKeys } from "../../../test/run-pull.ts";
import { json } from "../../../test/vendor.ts";
import { validateConnector } from "../../connector/index.ts";
import type { Incremental, StreamContract } from "../../connector/index.ts";

const at = (ms: number): string => new Date(ms).toISOString();

interface Search {
  /** Times of the records, in milliseconds. */
  readonly times: readonly number[];
  /** Most records that can be reached by one question. */
  readonly most: number;
  readonly beyond: "refused" | "ends";
  readonly format?: "date-time" | "date" | undefined;
  readonly bounded?: boolean | undefined;
  /** Whether a range leaves out the value that it ends with. */
  readonly exclusive?: boolean | undefined;
  readonly classes?: StreamContract["classes"];
}

/** A search engine: pages of two, and no more of a result than its first records. */
function search({ times, most, beyond, format = "date-time", bounded = true, exclusive = false, classes }: Search) {
  const rows = times.map((time, n) => ({
    id: `r${n}`,
    updated_at: format === "date" ? at(time).slice(0, 10) : at(time),
  }));
  const asked: string[] = [];
  const incremental: Partial<Incremental> = { until: "updated_until", start: rows[0]?.updated_at ?? at(0), format };
  const context = pullContext({
    contract: {
      ...changingStream({ ...incremental, start: format === "date" ? "1970-01-01" : at(0), maxResults: most }),
      pagination: { style: "offset", offset: "skip", end: "empty-page", pageSize: { param: "limit", size: 2 } },
      classes,
    },
    settings: { maxAttempts: 1 },
    vendor: (request) => {
      const query = new URL(request.url).searchParams;
      const [since, until, skip] = [
        query.get("updated_since") ?? "",
        query.get("updated_until"),
        Number(query.get("skip")),
      ];
      asked.push(`${since}/${until ?? ""}+${skip}`);
      if (beyond === "refused" && skip + 2 > most)
        return json({ error: "result window is too large" }, { status: 422 });
      const isBefore = (time: string): boolean => until === null || (exclusive ? time < until : time <= until);
      const listed = rows.filter((row) => !bounded || (row.updated_at >= since && isBefore(row.updated_at)));
      return json({ data: listed.slice(0, most).slice(skip, skip + 2) });
    },
  });
  context.clock.step(1_000_000_000 - context.clock.now());
  return { rows, asked, context };
}

const both = ["refused", "ends"] as const;

describe("a vendor that lets nobody reach more than the first records of a result", () => {
  test.each(both)(
    "invariant 18: is asked for ranges of time that hold fewer, and none is lost where they meet (%s)",
    async (beyond) => {
      const times = fc.array(
        fc.nat({ max: 5_000_000 }).map((time) => time * 200),
        { minLength: 1, maxLength: 60 },
      );
      await fc.assert(
        fc.asyncProperty(times, fc.integer({ min: 9, max: 15 }), async (given, most) => {
          const { context, rows } = search({ times: [...new Set(given)], most, beyond });
          expect(await run(context)).toMatchObject({
            outcome: "complete",
            completeness: { proven: true, by: "intervals" },
          });
          expect(await storedKeys(context)).toEqual(rows.map(({ id }) => id).toSorted());
        }),
        { numRuns: 40 },
      );
    },
  );

  test.each(both)(
    "invariant 19: where as many share one value, the run says so, goes on with the rest, and ends (%s)",
    async (beyond) => {
      const many = Array.from({ length: 30 }, () => 500_000_000);
      const { context, rows } = search({ times: [1000, ...many, 900_000_000], most: 10, beyond });
      expect(await run(context)).toMatchObject({
        outcome: "partial",
        failure: { code: "contract", message: expect.stringContaining("to 1970-01-06T18:53:20.000Z more records") },
        completeness: { proven: false },
      });
      const stored = await storedKeys(context);
      expect(stored).toEqual(expect.arrayContaining(["r0", `r${rows.length - 1}`]));
      expect(stored.length).toBeLessThan(rows.length);
    },
  );

  test.each([
    { kind: undefined, tells: /^From 1970-01-06T.* more records may have their/ },
    { kind: "pii", tells: /^In one range more records may have their/ },
  ] as const)("is told of with the range only where its field is not classed ($kind)", async ({ kind, tells }) => {
    const times = Array.from({ length: 14 }, () => 500_000_000);
    const classes = kind === undefined ? undefined : { "/updated_at": kind };
    const receipt = await run(search({ times, most: 10, beyond: "refused", classes }).context);
    expect(receipt).toMatchObject({ outcome: "partial", failure: { message: expect.stringMatching(tells) } });
    expect(/range of time could not be read, the first from 1970/.test(JSON.stringify(receipt))).toBe(!kind);
    expect(JSON.stringify(receipt).includes("1970-")).toBe(!kind);
  });

  test("is asked for two days together, and no closer, where days are all that it can be told", async () => {
    const days = Array.from({ length: 33 }, (_, n) => Math.floor(n / 3) * 86_400_000);
    const { context, asked } = search({ times: days, most: 8, beyond: "refused", format: "date" });
    expect(await run(context)).toMatchObject({ outcome: "complete", counts: { created: 33 } });
    expect(asked).toContain("1970-01-03/1970-01-04+0");
  });

  test.each([false, true])(
    "loses no day without saying so, whether or not a range holds the day that it ends with (%s)",
    async (exclusive) => {
      const days = Array.from({ length: 40 }, (_, n) => Math.floor(n / 12) * 86_400_000);
      const { context } = search({ times: days, most: 8, beyond: "refused", format: "date", exclusive });
      expect(await run(context)).toMatchObject({
        outcome: "partial",
        failure: { code: "contract", message: expect.stringContaining("a shorter range cannot be asked for") },
        completeness: { proven: false },
      });
    },
  );

  test("that does not keep to what it is asked for is told of, instead of being asked for ever smaller parts", async () => {
    const times = Array.from({ length: 30 }, (_, n) => n * 10_000_000);
    const { context, asked } = search({ times, most: 10, beyond: "refused", bounded: false });
    expect(await run(context)).toMatchObject({
      outcome: "failed",
      failure: {
        code: "contract",
        message: expect.stringContaining("outside of what updated_since and updated_until ask for"),
      },
    });
    expect(asked.length).toBeLessThan(100);
  });

  test.each(both)("is taken at its word by position, where pages lack records that it counts (%s)", async (beyond) => {
    const rows = Array.from({ length: 60 }, (_, n) => ({
      id: `r${n}`,
      updated_at: at(n * 10_000_000),
      hidden: n % 3 === 0,
    }));
    const context = pullContext({
      contract: {
        ...changingStream({ until: "updated_until", start: at(0), maxResults: 20 }),
        pagination: {
          style: "page",
          page: "page",
          first: 1,
          hasMore: "/more",
          end: "has-more",
          pageSize: { param: "limit", size: 4 },
        },
      },
      settings: { maxAttempts: 1 },
      vendor: (request) => {
        const query = new URL(request.url).searchParams;
        const [since, until] = [query.get("updated_since") ?? "", query.get("updated_until") ?? "9"];
        const from = (Number(query.get("page")) - 1) * 4;
        if (from + 4 > 20) return json({}, { status: 422 });
        const found = rows.filter((row) => row.updated_at >= since && row.updated_at <= until);
        const reached = beyond === "ends" ? found.slice(0, 20) : found;
        const data = reached.slice(from, from + 4).filter(({ hidden }) => !hidden);
        return json({ data, more: from + 4 < reached.length });
      },
    });
    context.clock.step(1_000_000_000 - context.clock.now());
    expect(await run(context)).toMatchObject({ outcome: "complete", completeness: { proven: true } });
    expect(await storedKeys(context)).toHaveLength(rows.filter(({ hidden }) => !hidden).length);
  });

  test("needs a connector that says how a range is asked for", () => {
    const head = { contractVersion: 1, vendor: "v", title: "V", version: "1", baseUrl: "https://v.test", auth: [] };
    const stream = changingStream({ maxResults: 10_000 });
    expect(() => validateConnector({ ...head, streams: { contacts: stream } })).toThrow(
      /maxResults: expected a stream/,
    );
  });
});
