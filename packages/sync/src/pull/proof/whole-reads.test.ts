import { expect, test } from "vitest";
import { changingRows, changingStream } from "../../../test/changing-rows.ts";
import { contractWith } from "../../../test/contract.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { run, storedKeys } from "../../../test/run-pull.ts";
import type { Batch } from "../../store/index.ts";
import { amendCheckpoint } from "../amend-checkpoint.ts";
import { pullDefaults } from "../settings.ts";

const noon = "1970-01-01T12:00:00.000Z";
const hour = 3_600_000;
const day = 24 * hour;

test("invariant 44: what a vendor writes under an old date is found by the whole read that is due every week", async () => {
  const source = changingRows(5, noon);
  const context = pullContext({ vendor: source.vendor, contract: changingStream({ order: "asc" }) });
  await run(context);
  source.put({ id: "late", updated_at: "1970-01-01T11:00:00.000Z" });
  source.remove("c0");
  await context.clock.advance(3 * day);
  expect(await run(context)).toMatchObject({ mode: "incremental", counts: { created: 0 } });
  await context.clock.advance(4 * day);
  expect(await run(context)).toMatchObject({
    mode: "full",
    why: expect.stringContaining("it is time"),
    counts: { received: 5, created: 1, unchanged: 4 },
  });
  expect(await storedKeys(context)).toContain("late");
  expect(await run(context)).toMatchObject({ mode: "incremental" });
});

test("while whole reads fail, changes are read, and the whole is tried again ever less often", async () => {
  const source = changingRows(5, noon);
  let isBroken = false;
  const vendor = (request: Request): Response | Promise<Response> =>
    isBroken && !new URL(request.url).searchParams.has("updated_since")
      ? new Response("", { status: 500 })
      : source.vendor(request);
  const context = pullContext({ vendor, contract: changingStream({ order: "asc" }), settings: { maxAttempts: 1 } });
  await run(context);
  await context.clock.advance(7 * day);
  isBroken = true;
  expect(await run(context)).toMatchObject({ mode: "full", outcome: "failed" });
  source.put({ id: "new", updated_at: "1970-01-08T11:00:00.000Z" });
  expect(await run(context)).toMatchObject({ mode: "incremental", outcome: "complete", counts: { created: 1 } });
  await context.clock.advance(hour);
  expect(await run(context)).toMatchObject({ mode: "full", outcome: "failed" });
  await context.clock.advance(hour);
  expect(await run(context)).toMatchObject({ mode: "incremental" });
  isBroken = false;
  await context.clock.advance(hour);
  expect(await run(context)).toMatchObject({ mode: "full", outcome: "complete" });
  expect(await run(context)).toMatchObject({ mode: "incremental" });
});

test("a whole read is asked for by hand, or never, where the host says so", async () => {
  const source = changingRows(5, noon);
  const settings = { wholeEveryMs: Infinity };
  const context = pullContext({ vendor: source.vendor, contract: changingStream({ order: "asc" }), settings });
  await run(context);
  await context.clock.advance(400 * day);
  expect(await run(context)).toMatchObject({ mode: "incremental" });
  expect(await run(context, "full")).toMatchObject({ mode: "full" });
});

test("a device's clock that was set makes the next read a whole one", async () => {
  const context = pullContext({ vendor: changingRows(5, noon).vendor, contract: changingStream({ order: "asc" }) });
  context.clock.step(400 * day);
  await run(context);
  context.clock.step(-400 * day);
  expect(await run(context)).toMatchObject({ mode: "full" });
  expect(await run(context)).toMatchObject({ mode: "incremental" });
});

test("a vendor without any filter is read whole each time, and only what differs is written", async () => {
  const source = changingRows(25);
  const context = pullContext({ vendor: source.vendor, contract: contractWith(), settings: { wholeEveryMs: day } });
  await run(context);
  source.put({ id: "c3", updated_at: "2021-01-01T00:00:00.000Z" });
  source.remove("c4");
  const written: string[] = [];
  const { store } = context;
  const watched = {
    ...context,
    store: {
      ...store,
      commit: (batch: Batch) => {
        written.push(
          ...(batch.put ?? []).map(({ key }) => String(key)),
          ...(batch.remove ?? []).map((key) => `-${key}`),
        );
        return store.commit(batch);
      },
    },
  };
  expect(await run(watched)).toMatchObject({ mode: "full", counts: { unchanged: 23, updated: 1, swept: 1 } });
  expect(written).toEqual(["c3", "-c4"]);
  expect(pullDefaults.wholeEveryMs).toBe(7 * day);
});

test("a checkpoint that does not say when everything was read makes the next read a whole one, where any is due by itself", async () => {
  const context = pullContext({ vendor: changingRows(5, noon).vendor, contract: changingStream({ order: "asc" }) });
  await run(context);
  await amendCheckpoint(context, (now) => ({ ...now, wholeAt: undefined }));
  const never = { ...context, settings: { ...context.settings, wholeEveryMs: Infinity } };
  expect(await run(never)).toMatchObject({ mode: "incremental" });
  expect(await run(context)).toMatchObject({ mode: "full", why: expect.stringContaining("it is time") });
  expect(await run(context)).toMatchObject({ mode: "incremental" });
});
