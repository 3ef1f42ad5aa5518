import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { type TestContext, type Vendor, pullContext } from "../../test/pull-context.ts";
import { run, signal } from "../../test/run-pull.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import type { Pagination } from "../connector/index.ts";
import { cancelRun } from "../pull/cancel-run.ts";
import { step } from "../pull/step.ts";
import { explainRun } from "./index.ts";

const waitMs = 540_000;

/** An engine whose transport waits within the second page, until it is told to stop; and another one of the same store. */
function twoEngines() {
  const fake = fakeVendor(rowsOf(35));
  const [stop, done] = [new AbortController(), { waitedMs: 0 }];
  const vendor: Vendor = async (request) => {
    if (fake.asked.length === 1 && !stop.signal.aborted) await first.clock.sleep(2 * waitMs, stop.signal);
    return fake.vendor(request);
  };
  const made = pullContext({ vendor });
  const first: TestContext = { ...made, meter: () => ({ ...made.meter(), ...done }) };
  const { store, clock } = first;
  const second = pullContext({ vendor: fake.vendor, store, clock, owner: "engine-2" });
  const waits = async (): Promise<void> => {
    const stopped = step(first, { signal: stop.signal }).catch(() => {});
    await clock.advance(waitMs);
    done.waitedMs = waitMs;
    stop.abort(new Error("stopped"));
    await clock.settle(stopped);
  };
  return { first, second, waits };
}

const tookOf = async ({ store }: TestContext, id: string) => (await explainRun(store, id))?.took;

test("an engine that waited, and goes on after another one that died, says of no time twice what became of it", async () => {
  const { first, second, waits } = twoEngines();
  await waits();
  await second.clock.settle(step(second, { signal, maxPages: 1 }));
  const receipt = await run(first);
  expect(receipt).toMatchObject({ waitedMs: 0, log: { events: [{ kind: "left", waitedMs: waitMs }] } });
  expect(await tookOf(first, receipt.id)).toMatch(/^It took 9 min 0 s .* Of that, 9 min 0 s until somebody went on/);
});

test("what an engine waited for in one run is no time of the next", async () => {
  const { first, second, waits } = twoEngines();
  await waits();
  await run(second);
  const next = await run(first, "full");
  expect(next).toMatchObject({ startedAt: next.finishedAt, waitedMs: 0 });
});

test("an engine that goes on with what it waited for itself tells that", async () => {
  const { first, waits } = twoEngines();
  await waits();
  const receipt = await run(first);
  expect(receipt).toMatchObject({ waitedMs: waitMs });
  expect(await tookOf(first, receipt.id)).toMatch(/Of that, 9 min 0 s between retries/);
});

test("an engine that goes on with another one's run tells what it waited for itself, though it was stopped meanwhile", async () => {
  const { first, second, waits } = twoEngines();
  await second.clock.settle(step(second, { signal, maxPages: 1 }));
  await waits();
  const receipt = await run(first);
  expect(receipt).toMatchObject({ waitedMs: waitMs });
  expect(await tookOf(first, receipt.id)).toMatch(/^It took 9 min 0 s .* Of that, 9 min 0 s between retries/);
});

test("an engine that waited, and gives up what another one went on with, says of no time twice what became of it", async () => {
  const { first, second, waits } = twoEngines();
  await waits();
  await second.clock.settle(step(second, { signal, maxPages: 1 }));
  const receipt = await first.clock.settle(cancelRun(first));
  expect(receipt).toMatchObject({ waitedMs: 0, log: { events: [{ kind: "left", waitedMs: waitMs }] } });
});

const pageSize = { param: "limit", size: 10 };
const pagination: Pagination = { style: "offset", offset: "skip", hasMore: "/more", end: "has-more", pageSize };

test("a page that is asked for again where the one before it ended is asked for from then on: an engine that dies there left it then", async () => {
  const fake = fakeVendor(rowsOf(25), { pagination });
  const done = { waitedMs: 0 };
  const dead = new AbortController();
  const vendor: Vendor = async (request) => {
    if (fake.asked.length === 0) return fake.vendor(request);
    if (done.waitedMs > 0) await made.clock.sleep(2 * waitMs, dead.signal);
    await made.clock.sleep(waitMs);
    done.waitedMs = waitMs;
    return json({}, { status: 400 });
  };
  const contract = contractWith({ pagination });
  const made = pullContext({ vendor, contract, settings: { maxInFlight: 1 } });
  const { store, clock } = made;
  const died = step({ ...made, meter: () => ({ ...made.meter(), ...done }) }, { signal: dead.signal }).catch(() => {});
  await clock.advance(2 * waitMs);
  dead.abort(new Error("died"));
  await clock.settle(died);
  const receipt = await run(pullContext({ vendor: fake.vendor, contract, store, clock, owner: "engine-2" }));
  expect(receipt).toMatchObject({ waitedMs: waitMs });
  expect(receipt.log?.events[0]).toMatchObject({ kind: "left", waitedMs: waitMs });
  expect(await tookOf(made, receipt.id)).toMatch(
    /^It took 18 min 0 s .* Of that, 9 min 0 s between retries .*, 9 min 0 s until somebody went on/,
  );
});
