import { expect, test } from "vitest";
import { bearer } from "@waybill/transport";
import { engineOver } from "../../test/engine.ts";
import { pullContext } from "../../test/pull-context.ts";
import type { TestContext } from "../../test/pull-context.ts";
import { run, signal } from "../../test/run-pull.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import { step } from "../pull/step.ts";
import { explainOpenRun, explainRun } from "./index.ts";

const told = ({ store, clock }: TestContext) =>
  explainOpenRun(store, { connection: "acme", stream: "contacts", now: clock.now() });
const limited = () => json({}, { status: 429, headers: { "retry-after": "600" } });

test("a run that is open tells what it has stored and who goes on with it", async () => {
  const context = pullContext({ vendor: fakeVendor(rowsOf(25)).vendor });
  expect(await told(context)).toBeUndefined();
  await context.clock.settle(step(context, { signal, maxPages: 1 }));
  await context.clock.advance(38 * 60_000);
  const open = await told(context);
  expect(open).toMatchObject({
    planned: "Read everything (full).",
    events: [],
    took: expect.stringMatching(/^It has been open for 38 min 0 s in 1 attempt \(1 request by its last commit\)\.$/),
    stored: "1 page with 10 records of 25 that the vendor counts, the last at 2030-01-01T00:00:00.000Z.",
    now: "Nobody works on it: the next sync, or an engine that is started, goes on with it.",
  });
  expect(await explainRun(context.store, open?.run ?? "")).toBeUndefined();
  const receipt = await run(context);
  expect(receipt).toMatchObject({ id: open?.run, correlationId: open?.correlationId });
  expect(await told(context)).toBeUndefined();
  const ended = await explainRun(context.store, receipt.id);
  expect(ended?.took).toBe(
    "It took 38 min 0 s in 1 attempt (3 requests by its receipt). Of that, 38 min 0 s until somebody went on with it.",
  );
  expect(ended?.events.map(({ what }) => what)).toEqual([
    "Nothing of it was stored for 38 min 0 s before page 2, until 2030-01-01T00:38:00.000Z: it was paused, its tab or process was gone, or no job came.",
  ]);
});

test("a queue whose jobs come a minute apart makes one event of that, and none where they follow at once", async () => {
  const context = pullContext({ vendor: fakeVendor(rowsOf(65)).vendor });
  for (const waitMs of [0, 60_000, 60_000, 5000, 60_000]) {
    await context.clock.settle(step(context, { signal, maxPages: 1 }));
    await context.clock.advance(waitMs);
  }
  const receipt = await run(context);
  expect(receipt.log).toEqual({
    events: [expect.objectContaining({ kind: "left", page: 6, waitedMs: 180_000 })],
    left: 0,
  });
});

test("the time until a customer reconnected is one until somebody went on with the run", async () => {
  const fake = fakeVendor(rowsOf(25));
  fake.faults.push(undefined, () => json({}, { status: 401 }));
  const { clock, store, connection } = engineOver({ vendor: fake.vendor });
  await clock.settle(connection.pull("contacts").catch(() => {}));
  await clock.advance(600_000);
  fake.faults.length = 0;
  await clock.settle(connection.reconnect(bearer("second")));
  await clock.settle(connection.pull("contacts"));
  const { items } = await store.receipts("acme", { limit: 9 });
  const ended = await explainRun(store, items.at(-1)?.id ?? "");
  expect(ended?.events.map(({ what }) => what)).toEqual([
    "Page 2 was refused with unauthorized (HTTP 401), and the run waited for the customer to reconnect.",
    expect.stringMatching(/^Nothing of it was stored for 10 min 0 s before page 2, until /),
  ]);
});

test("one that waits tells until when and for what, and what of its time was waiting", async () => {
  const fake = fakeVendor(rowsOf(25));
  fake.faults.push(undefined, limited, limited);
  const context = pullContext({ vendor: fake.vendor });
  await context.clock.settle(step(context, { signal }));
  await context.clock.advance(600_000);
  await context.clock.settle(step(context, { signal }));
  await context.clock.advance(60_000);
  const open = await told(context);
  expect(open?.events.map(({ what }) => what)).toEqual([
    "Page 2 failed with rate_limited (HTTP 429), and the next attempt was due at 2030-01-01T00:10:00.000Z.",
    "Page 2 failed with rate_limited (HTTP 429), and the next attempt was due at 2030-01-01T00:20:00.000Z.",
  ]);
  expect(open?.now).toBe(
    "It waits for its next attempt, due at 2030-01-01T00:20:00.000Z. " +
      "Nobody works on it: the next sync, or an engine that is started, goes on with it. The last attempt failed with rate_limited: HTTP 429",
  );
  expect(open?.took).toBe(
    "It has been open for 11 min 0 s in 2 attempts (3 requests by its last commit). Of that, 11 min 0 s until attempts were due.",
  );
});

test("one that is read now names the last sign of life of who reads it", async () => {
  const fake = fakeVendor(rowsOf(25));
  const seen: (string | undefined)[] = [];
  const context: TestContext = pullContext({
    vendor: async (request) => {
      seen.push((await told(context))?.now);
      return fake.vendor(request);
    },
  });
  await run(context);
  expect(new Set(seen)).toEqual(
    new Set([
      "The last sign of who works on it is of 2030-01-01T00:00:00.000Z. Where that does not move, the tab or process is gone, and an engine that is started takes over.",
    ]),
  );
});

test("one that is paused, or refused, waits for a person", async () => {
  const fake = fakeVendor(rowsOf(25));
  const { clock, store, connection } = engineOver({ vendor: fake.vendor });
  const now = async () =>
    (await explainOpenRun(store, { connection: "acme", stream: "contacts", now: clock.now() }))?.now;
  await clock.settle(connection.step("contacts", { maxPages: 1 }));
  await clock.settle(connection.pause("contacts"));
  expect(await now()).toBe("It is paused, and waits until somebody resumes it.");
  fake.faults.push(...Array.from({ length: 4 }, () => () => json({}, { status: 401 })));
  await clock.settle(connection.resume("contacts"));
  await clock.settle(connection.pull("contacts").catch(() => {}));
  expect(await now()).toMatch(/^It waits for the customer to reconnect\. The last attempt failed with unauthorized: /);
  fake.faults.length = 0;
  await clock.settle(connection.reconnect(bearer("second")));
  await clock.settle(connection.pull("contacts"));
  expect(await now()).toBeUndefined();
});

test("time in which an engine waited for an answer, until it was told to stop, is not said to be one of nothing", async () => {
  const fake = fakeVendor(rowsOf(25));
  const stop = new AbortController();
  const context: TestContext = pullContext({
    vendor: async (request) => {
      if (fake.asked.length === 1 && !stop.signal.aborted) await context.clock.sleep(600_000, stop.signal);
      return fake.vendor(request);
    },
  });
  const stopped = step(context, { signal: stop.signal }).catch(() => {});
  await context.clock.advance(540_000);
  stop.abort(new Error("stopped"));
  await context.clock.settle(stopped);
  expect((await run(context)).log).toBeUndefined();
});
