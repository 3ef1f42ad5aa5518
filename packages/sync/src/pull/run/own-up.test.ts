import { failure, FailureError } from "@waybill/transport";
import { expect, test } from "vitest";
import { pullContext } from "../../../test/pull-context.ts";
import type { TestContext } from "../../../test/pull-context.ts";
import { run, signal } from "../../../test/run-pull.ts";
import { fakeVendor, json, rowsOf } from "../../../test/vendor.ts";
import type { Store } from "../../store/index.ts";
import { amendCheckpoint } from "../amend-checkpoint.ts";
import { cancelRun } from "../cancel-run.ts";
import { pull } from "../pull.ts";

/** Requests that all receipts of the stream own up to. */
async function told({ store }: TestContext): Promise<number> {
  const { items } = await store.receipts("acme", { stream: "contacts", limit: 99 });
  return items.reduce((sum, receipt) => sum + (receipt.kind === "run" ? receipt.requests : 0), 0);
}

/** An engine that hangs in the second page of three, and what wakes it. */
async function frozen() {
  const fake = fakeVendor(rowsOf(25));
  const context = pullContext({ vendor: fake.vendor, owner: "frozen" });
  let wake = () => {};
  const sleeping = new Promise<void>((resolve) => {
    wake = resolve;
  });
  fake.faults.push(undefined, async (request) => {
    await sleeping;
    return fake.emulator.fetch(request);
  });
  const stuck = pull(context, { signal });
  await context.clock.advance(0);
  // Of another clock: the frozen engine's heart does not beat meanwhile.
  const heir = pullContext({ vendor: fake.vendor, store: context.store, owner: "heir" });
  return { fake, context, heir, stuck, wake: () => wake() };
}

test("what an engine asked for after another one had taken its run over is told by its next run", async () => {
  const { fake, context, heir, stuck, wake } = await frozen();
  // The page that was on its way was told with the page before it.
  expect(await run(heir)).toMatchObject({ pages: 3, requests: 4 });
  wake();
  const receipt = await context.clock.settle(stuck);
  expect([receipt.requests, fake.asked.length]).toEqual([4, 5]);
  expect(await run(context)).toMatchObject({ pages: 3, requests: 4 });
  expect([fake.asked.length, await told(heir)]).toEqual([8, 8]);
});

test("what was asked under a lost lease is told by the run that goes on", async () => {
  const fake = fakeVendor(rowsOf(25));
  const context = pullContext({ vendor: fake.vendor });
  fake.faults.push(undefined, async () => {
    await context.clock.sleep(1);
    const lease = { owner: "heir", token: 99, heartbeat: 0 };
    await context.store.commit({ connection: "acme", stream: "contacts", lease });
    return json({ data: [{ id: "stale" }], next: null, total: 1 });
  });
  expect(await run(context)).toMatchObject({ pages: 3, requests: 4 });
  expect(fake.asked).toHaveLength(4);
});

test("what a pause from elsewhere or an abort made worthless is told by the run once it goes on", async () => {
  const fake = fakeVendor(rowsOf(25));
  const context = pullContext({ vendor: fake.vendor });
  const stop = new AbortController();
  fake.faults.push(
    undefined,
    async (request) => {
      await amendCheckpoint(context, (checkpoint) => ({ ...checkpoint, blocker: "paused" }));
      return fake.emulator.fetch(request);
    },
    undefined,
    () => {
      stop.abort(new Error("enough"));
      return json({ data: [] });
    },
  );
  await expect(context.clock.settle(pull(context, { signal }))).rejects.toMatchObject({ code: "aborted" });
  await amendCheckpoint(context, (checkpoint) => ({ ...checkpoint, blocker: undefined }));
  await expect(context.clock.settle(pull(context, { signal: stop.signal }))).rejects.toThrow("enough");
  expect(await run(context)).toMatchObject({ pages: 3, requests: fake.asked.length });
  expect(fake.asked.length).toBeGreaterThan(4);
});

test("a cancelled run tells of the page that was on its way, and the next run of none twice", async () => {
  const { fake, context, stuck, wake } = await frozen();
  expect(await context.clock.settle(cancelRun(context))).toMatchObject({ outcome: "cancelled", pages: 1, requests: 2 });
  wake();
  await context.clock.settle(stuck);
  await run(context);
  expect([fake.asked.length, await told(context)]).toEqual([6, 6]);
});

test("what was asked before everything was erased is told by no run since", async () => {
  const { fake, context, heir, stuck, wake } = await frozen();
  await context.store.erase("acme");
  wake();
  await context.clock.settle(stuck.catch(() => {}));
  const before = fake.asked.length;
  expect(await run(context)).toMatchObject({ pages: 3, requests: 3 });
  expect([fake.asked.length - before, await told(heir)]).toEqual([3, 3]);
});

interface Failing {
  readonly isWritten: boolean;
  /** Commits that it says the same of afterwards. */
  readonly more?: number | undefined;
}

/** A store that says of one commit of a run that it failed. */
function failingAt(store: Store, nth: number, { isWritten, more = 0 }: Failing): Store {
  let left = nth;
  const commit: Store["commit"] = async (batch) => {
    if (batch.checkpoint?.run === undefined && batch.receipt === undefined) return store.commit(batch);
    left -= 1;
    if (left > 0 || left < -more) return store.commit(batch);
    if (isWritten) await store.commit(batch);
    throw new FailureError(failure("storage", { message: "The connection is gone." }));
  };
  return { ...store, commit };
}

test("what storage wrote although it said that it failed has not failed, and is told once; what it did not write is told later", async () => {
  const fake = fakeVendor(rowsOf(25));
  const context = pullContext({ vendor: fake.vendor });
  for (const nth of [1, 2, 3])
    for (const isWritten of [true, false]) {
      const pulled = pull({ ...context, store: failingAt(context.store, nth, { isWritten }) }, { signal });
      const ended = await context.clock.settle(pulled.catch(({ code }: FailureError) => ({ outcome: code })));
      expect([nth, ended.outcome]).toEqual([nth, isWritten ? "complete" : "storage"]);
      await run(context);
      expect([nth, isWritten, await told(context)]).toEqual([nth, isWritten, fake.asked.length]);
    }
});

test("what storage did not write is told by the engine's next run, however much another one asked for the run meanwhile", async () => {
  const fake = fakeVendor(rowsOf(25));
  const context = pullContext({ vendor: fake.vendor });
  const heir = pullContext({ vendor: fake.vendor, store: context.store, owner: "heir" });
  const failing = { ...context, store: failingAt(context.store, 2, { isWritten: false, more: 9 }) };
  await expect(context.clock.settle(pull(failing, { signal }))).rejects.toMatchObject({ code: "storage" });
  expect((await run(heir)).requests).toBeLessThan(fake.asked.length);
  await run(context);
  expect(await told(context)).toBe(fake.asked.length);
});
