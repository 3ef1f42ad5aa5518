import { describe, expect, test } from "vitest";
import { failure, FailureError } from "@waybill/transport";
import { step } from "./step.ts";
import { pullContext } from "../../test/pull-context.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import { changingRows, changingStream } from "../../test/changing-rows.ts";
import { run, runOf } from "../../test/run-pull.ts";
import { createMemoryStore } from "../store/index.ts";

describe("failures", () => {
  test.each([
    { name: "a truncated body", answer: () => new Response('{"data":[{"id":"a"}', jsonType), attempts: 2 },
    { name: "an empty body", answer: () => new Response("", jsonType), attempts: 2 },
    { name: "invariant 32: an unavailable vendor", answer: () => json({}, { status: 503 }), attempts: 2 },
  ])("$name is asked for again, and nothing is lost", async ({ answer, attempts }) => {
    const fake = fakeVendor(rowsOf(15));
    fake.faults.push(undefined, answer);
    const { receipt } = await runOf({ vendor: fake.vendor });
    expect(receipt).toMatchObject({ outcome: "complete", attempts, counts: { created: 15 } });
    expect(fake.asked).toEqual(["?limit=10", "?limit=10&cursor=10", "?limit=10&cursor=10"]);
  });

  test.each([
    {
      name: "invariant 33: a web page",
      answer: () => new Response("<!doctype html>", { headers: { "content-type": "text/html" } }),
      code: "contract",
    },
    { name: "no JSON", answer: () => new Response("OK", jsonType), code: "contract" },
    { name: "invariant 34: an error with status 200", answer: () => json({ error: "nope" }), code: "contract" },
    { name: "null for the list", answer: () => json({ data: null }), code: "contract" },
    { name: "a refusal", answer: () => json({}, { status: 403 }), code: "forbidden" },
  ])("$name in place of the list fails the run, and is never taken for an empty list", async ({ answer, code }) => {
    const fake = fakeVendor(rowsOf(15));
    fake.faults.push(undefined, answer);
    const { receipt, context } = await runOf({ vendor: fake.vendor });
    expect(receipt).toMatchObject({ outcome: "failed", failure: { code }, counts: { created: 10 } });
    expect(await context.store.count("acme", "contacts")).toBe(10);
  });

  test("requirement 7: a receipt counts what all attempts of its run read, each record once", async () => {
    const fake = fakeVendor(rowsOf(25));
    const down = () => json({}, { status: 503 });
    fake.faults.push(undefined, down, undefined, down);
    const { receipt } = await runOf({ vendor: fake.vendor });
    expect(receipt).toMatchObject({ outcome: "complete", attempts: 3, pages: 3 });
    expect(receipt.counts).toMatchObject({ received: 25, created: 25, unchanged: 0, duplicate: 0 });
  });

  test("attempts without progress are spent, and progress gives them back", async () => {
    const fake = fakeVendor(rowsOf(25));
    const down = () => json({}, { status: 503 });
    fake.faults.push(down, down, undefined, down, down, undefined, down, down, down);
    const context = pullContext({ vendor: fake.vendor, settings: { maxAttempts: 3 } });
    const receipt = await run(context);
    expect(receipt).toMatchObject({ outcome: "failed", attempts: 7, failure: { code: "unavailable" }, pages: 2 });
  });

  test("invariant 47: a device's clock that is set back by a day holds no retry up", async () => {
    const fake = fakeVendor(rowsOf(15));
    fake.faults.push(undefined, () => json({}, { status: 503 }));
    const context = pullContext({ vendor: fake.vendor });
    const signal = new AbortController().signal;
    for (const state of ["more", "waiting"]) {
      expect(await context.clock.settle(step(context, { signal, maxPages: 1 }))).toMatchObject({ state });
    }
    context.clock.step(-86_400_000);
    expect(await run(context)).toMatchObject({ outcome: "complete", counts: { created: 15 } });
    expect(context.clock.monotonic()).toBeLessThan(60_000);
  });

  test("invariant 47: nor one that is set back while the run begins to wait", async () => {
    const fake = fakeVendor(rowsOf(15));
    fake.faults.push(undefined, () => json({}, { status: 503 }));
    const memory = createMemoryStore();
    const context = pullContext({
      vendor: fake.vendor,
      store: {
        ...memory,
        commit: async (batch) => {
          const commit = await memory.commit(batch);
          // What the step does last: it gives the lease back, and knows already until when to wait.
          if (batch.lease?.owner === "" && fake.asked.length === 2) context.clock.step(-86_400_000);
          return commit;
        },
      },
    });
    expect(await run(context)).toMatchObject({ outcome: "complete", counts: { created: 15 } });
    expect(context.clock.monotonic()).toBeLessThan(60_000);
  });

  test("being offline burns no attempt", async () => {
    const fake = fakeVendor(rowsOf(5));
    const offline = () => {
      throw new FailureError(failure("offline", { message: "no network" }));
    };
    fake.faults.push(...Array.from({ length: 20 }, () => offline));
    const { receipt } = await runOf({ vendor: fake.vendor });
    expect(receipt).toMatchObject({ outcome: "complete", attempts: 1 });
  });

  test("a named time is waited for, not less", async () => {
    const fake = fakeVendor(rowsOf(5));
    fake.faults.push(() => json({}, { status: 429, headers: { "retry-after": "120" } }));
    const context = pullContext({ vendor: fake.vendor });
    const began = context.clock.now();
    await run(context);
    expect(context.clock.now() - began).toBeGreaterThanOrEqual(120_000);
  });

  test("invariant 25: a forgotten cursor begins the list again within the run, and nothing counts twice", async () => {
    const fake = fakeVendor(rowsOf(25));
    fake.faults.push(undefined, undefined, () => json({}, { status: 410 }));
    const { receipt } = await runOf({ vendor: fake.vendor });
    // What came before the list was begun again may be gone by now, so that its count proves nothing.
    expect(receipt).toMatchObject({ outcome: "complete", completeness: { proven: false } });
    expect(receipt.counts).toMatchObject({ received: 45, created: 25, duplicate: 20 });
  });

  test.each([400, 410])(
    "invariant 25: a cursor that is forgotten with %i in a run over changes leads back to the watermark, not to zero",
    async (status) => {
      const context = pullContext({ vendor: changingRows(5).vendor, contract: changingStream() });
      await run(context);
      const fake = changingRows(25, "2030-01-02T00:00:00.000Z");
      fake.faults.push(undefined, undefined, () => json({}, { status }));
      const receipt = await run(
        pullContext({ vendor: fake.vendor, contract: changingStream(), store: context.store, owner: "again" }),
      );
      expect(receipt).toMatchObject({ mode: "incremental", outcome: "complete", counts: { created: 20, updated: 5 } });
      const starts = fake.asked.filter((query) => !query.includes("cursor"));
      expect(starts).toHaveLength(2);
      expect(starts.every((query) => query.includes(`updated_since=${encodeURIComponent(receipt.since ?? "")}`))).toBe(
        true,
      );
      expect(receipt.since).toBeDefined();
    },
  );

  test("a vendor that forgets every cursor fails the run instead of circling", async () => {
    const fake = fakeVendor(rowsOf(25));
    for (let round = 0; round < 20; round += 1) fake.faults.push(undefined, () => json({}, { status: 410 }));
    const { receipt } = await runOf({ vendor: fake.vendor });
    expect(receipt).toMatchObject({ outcome: "failed", failure: { code: "gone" } });
    expect(fake.asked).toHaveLength(8);
  });

  test("a request that we stopped ourselves fails nothing: the run stays open at its checkpoint", async () => {
    const fake = fakeVendor(rowsOf(25));
    fake.faults.push(undefined, () => {
      throw new FailureError(failure("aborted", { message: "the transport was closed" }));
    });
    const context = pullContext({ vendor: fake.vendor });
    await expect(run(context)).rejects.toMatchObject({ code: "aborted" });
    expect(await context.store.checkpoint("acme", "contacts")).toMatchObject({ run: { pages: 1 } });
    expect(await run(context)).toMatchObject({ outcome: "complete", attempts: 1, pages: 3 });
  });
});

const jsonType = { headers: { "content-type": "application/json" } };
