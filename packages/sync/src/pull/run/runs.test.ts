import { describe, expect, test } from "vitest";
import { contractWith, cursorStyle, datedBy } from "../../../test/contract.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { fakeVendor, json, rowsOf } from "../../../test/vendor.ts";
import { run, runOf, signal } from "../../../test/run-pull.ts";
import { amendCheckpoint } from "../amend-checkpoint.ts";
import { cancelRun } from "../cancel-run.ts";
import { confirmRemovals } from "../confirm-removals.ts";
import { pull } from "../pull.ts";
import { resetStream } from "../reset.ts";
import { step } from "../step.ts";
import type { StreamContext } from "../stream-context.ts";

describe("runs", () => {
  test("steps of one page give the same run as one pull", async () => {
    const fake = fakeVendor(rowsOf(25));
    const context = pullContext({ vendor: fake.vendor });
    const states: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      states.push((await context.clock.settle(step(context, { signal, maxPages: 1 }))).state);
    }
    expect(states).toEqual(["more", "more", "done"]);
    const whole = await runOf({ vendor: fakeVendor(rowsOf(25)).vendor });
    const [receipt] = (await context.store.receipts("acme", { limit: 1 })).items;
    expect(receipt).toMatchObject({ counts: whole.receipt.counts, digest: whole.receipt.digest, pages: 3 });
  });

  test("a cancelled run ends in its own receipt and leaves the last outcome as it was", async () => {
    const fake = fakeVendor(rowsOf(25));
    const context = pullContext({ vendor: fake.vendor });
    await context.clock.settle(step(context, { signal, maxPages: 1 }));
    const receipt = await context.clock.settle(cancelRun(context));
    expect(receipt).toMatchObject({ outcome: "cancelled", counts: { created: 10 } });
    const checkpoint = await context.store.checkpoint("acme", "contacts");
    expect([checkpoint?.run, checkpoint?.last]).toEqual([undefined, undefined]);
    expect(await context.clock.settle(cancelRun(context))).toBeUndefined();
  });

  test("a changed contract supersedes the open run and reads everything again, saying why", async () => {
    const fake = fakeVendor(rowsOf(25));
    const context = pullContext({ vendor: fake.vendor });
    await context.clock.settle(step(context, { signal, maxPages: 1 }));
    const changed = { ...context, contract: contractWith({ primaryKey: ["/name"] }) };
    const receipt = await run(changed);
    expect(receipt).toMatchObject({ outcome: "complete", mode: "full", why: expect.stringContaining("changed") });
    const all = (await context.store.receipts("acme", { limit: 10 })).items;
    expect(all.map(({ outcome }) => outcome)).toEqual(["complete", "superseded"]);
    // What was stored under the old key is the same records, not further ones.
    expect(receipt.counts).toMatchObject({ received: 25, unchanged: 10, created: 15, swept: 0 });
    expect(await context.store.count("acme", "contacts")).toBe(25);
  });

  test("invariant 58: a checkpoint of another format is refused, and nothing is touched", async () => {
    const fake = fakeVendor(rowsOf(5));
    const context = pullContext({ vendor: fake.vendor });
    await run(context);
    const checkpoint = await context.store.checkpoint("acme", "contacts");
    const foreign = Object.assign({}, checkpoint, { format: 99 });
    await context.store.commit({ connection: "acme", stream: "contacts", checkpoint: foreign });
    const asked = fake.asked.length;
    await expect(context.clock.settle(pull(context, { signal }))).rejects.toMatchObject({ code: "storage" });
    expect(fake.asked).toHaveLength(asked);
    const changes: readonly ((of: StreamContext) => Promise<unknown>)[] = [cancelRun, resetStream, confirmRemovals];
    for (const change of changes) {
      await expect(context.clock.settle(change(context))).rejects.toMatchObject({ code: "storage" });
    }
    expect(await context.store.checkpoint("acme", "contacts")).toEqual(foreign);
  });

  test("invariant 40: an incremental run asks for what changed since the watermark and reads ties again", async () => {
    const contract = contractWith({
      pagination: { ...cursorStyle, total: undefined },
      incremental: { ...datedBy, granularityMs: 1000, order: "asc" },
    });
    const at = (day: number) => `2025-01-${String(day).padStart(2, "0")}T00:00:00.000Z`;
    const fake = fakeVendor(rowsOf(5, (index) => ({ updated_at: at(index + 1) })));
    const context = pullContext({ vendor: fake.vendor, contract });
    await run(context);
    fake.put({ id: "c9", updated_at: at(5) });
    const receipt = await run(context);
    expect(fake.asked.at(-1)).toBe(`?updated_since=${encodeURIComponent(at(5))}&limit=10`);
    expect(receipt).toMatchObject({ mode: "incremental", counts: { received: 2, unchanged: 1, created: 1 } });
  });

  test("invariant 51: changes older than the vendor keeps lead to one full run that says so", async () => {
    const contract = contractWith({
      incremental: { ...datedBy, granularityMs: 1000, order: "asc" },
    });
    const fake = fakeVendor(rowsOf(5, () => ({ updated_at: "2025-01-01T00:00:00.000Z" })));
    const context = pullContext({ vendor: fake.vendor, contract });
    await run(context);
    fake.faults.push(() => json({}, { status: 410 }));
    const receipt = await run(context);
    expect(receipt).toMatchObject({
      mode: "full",
      outcome: "complete",
      why: expect.stringContaining("no longer keeps"),
    });
  });

  test("invariant 59: an engine that was frozen in a page cannot commit it after another finished the run, and answers with that receipt", async () => {
    const fake = fakeVendor(rowsOf(25));
    const frozen = pullContext({ vendor: fake.vendor, owner: "frozen" });
    let wake = () => {};
    const sleeping = new Promise<void>((resolve) => {
      wake = resolve;
    });
    fake.faults.push(undefined, async () => {
      await sleeping;
      return json({ data: [{ id: "stale" }], next: null, total: 1 });
    });
    const stuck = pull(frozen, { signal });
    await frozen.clock.advance(0);
    // Of another clock: the frozen engine's heart does not beat meanwhile.
    const heir = pullContext({ vendor: fake.vendor, store: frozen.store, owner: "heir" });
    const receipt = await run(heir);
    wake();
    expect(await frozen.clock.settle(stuck)).toEqual(receipt);
    expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 25 } });
    expect(await heir.store.count("acme", "contacts")).toBe(25);
    expect((await heir.store.receipts("acme", { limit: 9 })).items).toHaveLength(1);
  });

  test("a pause from another engine stops a run at its checkpoint, though the lease stays where it is", async () => {
    const fake = fakeVendor(rowsOf(25));
    const context = pullContext({ vendor: fake.vendor });
    fake.faults.push(undefined, async () => {
      await context.clock.sleep(1);
      await amendCheckpoint(context, (checkpoint) => ({ ...checkpoint, blocker: "paused" }));
      return json({ data: [{ id: "late" }], next: null, total: 1 });
    });
    await expect(context.clock.settle(pull(context, { signal }))).rejects.toMatchObject({ code: "aborted" });
    expect(await context.store.checkpoint("acme", "contacts")).toMatchObject({ blocker: "paused", run: { pages: 1 } });
    expect(await context.store.count("acme", "contacts")).toBe(10);
  });

  test("invariant 112: a page that was read under a lost lease is not committed, even if nobody has gone on yet", async () => {
    const fake = fakeVendor(rowsOf(25));
    const context = pullContext({ vendor: fake.vendor });
    fake.faults.push(undefined, async () => {
      await context.clock.sleep(1);
      const lease = { owner: "heir", token: 99, heartbeat: 0 };
      await context.store.commit({ connection: "acme", stream: "contacts", lease });
      return json({ data: [{ id: "stale" }], next: null, total: 1 });
    });
    const receipt = await run(context);
    expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 25 } });
    expect(fake.asked).toEqual(["?limit=10", "?limit=10&cursor=10", "?limit=10&cursor=10", "?limit=10&cursor=20"]);
  });
});
