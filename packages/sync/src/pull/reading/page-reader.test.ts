import { describe, expect, test } from "vitest";
import { changingRows } from "../../../test/changing-rows.ts";
import { contractWith, cursorStyle } from "../../../test/contract.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { run, signal } from "../../../test/run-pull.ts";
import { json } from "../../../test/vendor.ts";
import { createMemoryStore } from "../../store/index.ts";
import type { Batch } from "../../store/index.ts";
import { amendCheckpoint } from "../amend-checkpoint.ts";
import { pull } from "../pull.ts";
import { step } from "../step.ts";

/** A vendor that takes 50 ms a page and a store that takes 40 ms a commit, and what they did at which time. */
function slow(rows = changingRows(45)) {
  const log: string[] = [];
  const memory = createMemoryStore();
  const at = (what: string) => log.push(`${context.clock.monotonic()} ${what}`);
  const context = pullContext({
    contract: contractWith({ pagination: { ...cursorStyle, total: undefined } }),
    vendor: async (request) => {
      const page = new URL(request.url).searchParams.get("cursor") ?? "0";
      at(`asked ${page}`);
      await context.clock.sleep(50);
      return rows.vendor(request);
    },
    store: {
      ...memory,
      commit: async (batch: Batch) => {
        if (batch.put === undefined) return memory.commit(batch);
        await context.clock.sleep(40);
        const number = await memory.commit(batch);
        at(`written ${String(batch.put[0]?.key)}`);
        return number;
      },
    },
  });
  return { context, log, rows };
}

describe("the next page", () => {
  test("is asked for while the one before it is written, which takes no longer than the vendor does", async () => {
    const { context, log } = slow();
    const receipt = await run(context);
    expect(log).toEqual([
      "0 asked 0",
      "50 asked 10",
      "90 written c0",
      "100 asked 20",
      "140 written c10",
      "150 asked 30",
      "190 written c20",
      "200 asked 40",
      "240 written c30",
      "290 written c40",
    ]);
    expect(receipt).toMatchObject({
      outcome: "complete",
      pages: 5,
      requests: 5,
      counts: { received: 45, created: 45 },
    });
  });

  test("is not asked for by a step that does not go on to it", async () => {
    const { context, log } = slow();
    await context.clock.settle(step(context, { signal, maxPages: 2 }));
    expect(log.filter((line) => line.includes("asked"))).toEqual(["0 asked 0", "50 asked 10"]);
  });

  test("is left when somebody paused the stream while the one before it was written, and nobody hears of it", async () => {
    const { context, log } = slow();
    const pulling = pull(context, { signal });
    const refused = context.clock.settle(pulling).catch((error: unknown) => error);
    await context.clock.advance(70);
    await amendCheckpoint(context, (now) => ({ ...now, blocker: "paused" }));
    expect(await refused).toMatchObject({ code: "aborted" });
    expect(log.filter((line) => line.includes("asked"))).toEqual(["0 asked 0", "50 asked 10"]);
    expect(await context.store.count("acme", "contacts")).toBe(0);
  });

  test("that fails is settled after the one before it is written", async () => {
    const source = changingRows(25);
    let asked = 0;
    const context = pullContext({
      vendor: (request) => ((asked += 1) === 2 ? json({}, { status: 503 }) : source.vendor(request)),
    });
    expect(await context.clock.settle(step(context, { signal }))).toMatchObject({ state: "waiting" });
    expect(await context.store.checkpoint("acme", "contacts")).toMatchObject({ run: { pages: 1, requests: 2 } });
    expect(await run(context)).toMatchObject({ outcome: "complete", attempts: 2, requests: 4 });
  });

  test("is not asked for where the vendor leads back to one that was read", async () => {
    const asked: (string | null)[] = [];
    const context = pullContext({
      vendor: (request) => {
        const cursor = new URL(request.url).searchParams.get("cursor");
        asked.push(cursor);
        return json({ data: [{ id: `r${asked.length}` }], next: cursor === "b" ? "a" : cursor === "a" ? "b" : "a" });
      },
    });
    expect(await run(context)).toMatchObject({ outcome: "failed", failure: { code: "pagination_loop" } });
    expect(asked).toEqual([null, "a", "b"]);
  });
});
