import { QueryClient } from "@tanstack/react-query";
import type { SyncSnapshot } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { targetKey } from "../queries.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { createMemorySource } from "../testing/memory-source.ts";
import { createLiveStatuses } from "./live-statuses.ts";

const target = { connection: "hubspot" };

function start() {
  const clock = createManualClock();
  const source = createMemorySource({ snapshots: [exampleSnapshot(target, { phase: "running", revision: 5 })] });
  const client = new QueryClient();
  const writes: number[] = [];
  const outcomes: string[] = [];
  const live = createLiveStatuses({
    source,
    client,
    clock,
    onChange: (_, before, after) => {
      writes.push(after.progress?.done ?? -1);
      outcomes.push([before, after].flatMap((one) => one?.lastOutcome ?? []).join(" -> "));
    },
    onError: (error) => {
      throw error;
    },
  });
  const cached = () => client.getQueryData<SyncSnapshot>(targetKey("status", target));
  const move = (done: number) =>
    source.set(target, { progress: { run: "r1", done, totalIsEstimate: true, movedAt: clock.now() } });
  return { clock, source, client, live, writes, outcomes, cached, move };
}

test("requirement 23: a thousand movements in a second are written at most five times, the last one among them", async () => {
  const { clock, live, writes, move } = start();
  live.hold(target);
  for (let i = 1; i <= 1000; i += 1) {
    move(i);
    await clock.advance(1);
  }
  await clock.advance(1_000);
  expect(writes.length).toBeLessThanOrEqual(6);
  expect(writes.at(-1)).toBe(1000);
});

test("a change of phase is written at once", () => {
  const { source, live, cached } = start();
  live.hold(target);
  source.set(target, { phase: "idle", lastOutcome: "complete" });
  expect(cached()).toMatchObject({ phase: "idle", lastOutcome: "complete" });
});

test("requirement 41: an outcome that a read brought first is told of once, when it is pushed, and lists are read again", () => {
  const { source, live, client, outcomes } = start();
  live.hold(target);
  const ended = exampleSnapshot(target, { lastOutcome: "complete", receipt: "r1", revision: 6 });
  const history = [...targetKey("history", target), 20];
  client.setQueryData(history, { pages: [], pageParams: [] });
  client.setQueryData(targetKey("status", target), ended);
  source.set(target, ended);
  expect(outcomes).toEqual(["none", "none -> complete"]);
  expect(client.getQueryState(history)?.isInvalidated).toBe(true);
});

test("the lists of a connection are read again when one of its streams finishes, though the receipt stays that of a worse one", () => {
  const { source, live, client } = start();
  source.set(target, { lastOutcome: "failed", receipt: "r1", finishedAt: 1 });
  live.hold(target);
  const history = [...targetKey("history", target), 20];
  client.setQueryData(history, { pages: [], pageParams: [] });
  source.set(target, { observedAt: 5 });
  expect(client.getQueryState(history)?.isInvalidated).toBe(false);
  source.set(target, { finishedAt: 2 });
  expect(client.getQueryState(history)?.isInvalidated).toBe(true);
});

test("requirement 12: an event with a lower revision changes nothing", () => {
  const { source, live, cached } = start();
  live.hold(target);
  source.set(target, { phase: "idle", lastOutcome: "failed", revision: 9 });
  source.set(target, { phase: "running", revision: 8 });
  expect(cached()).toMatchObject({ phase: "idle", revision: 9 });
});

test("many holders share one subscription, which ends with the last of them", () => {
  const { source, live } = start();
  const releases = Array.from({ length: 100 }, () => live.hold(target));
  expect(source.subscribers()).toBe(1);
  for (const release of releases) {
    release();
    release();
  }
  expect(source.subscribers()).toBe(0);
});

test("requirement 10: what a source can no longer confirm is marked as old and stays, until the next snapshot", async () => {
  const client = new QueryClient();
  const known = exampleSnapshot(target, { lastOutcome: "complete" });
  const told: { tell?: (snapshot: SyncSnapshot) => void; doubt?: ((reason: unknown) => void) | undefined } = {};
  const live = createLiveStatuses({
    source: {
      subscribe: (_, listener, onUnreadable) => {
        told.tell = listener;
        told.doubt = onUnreadable;
        return () => undefined;
      },
    },
    client,
    clock: createManualClock(),
    onChange: () => undefined,
    onError: (error) => {
      throw error;
    },
  });
  live.hold(target);
  told.tell?.(known);
  const state = () => client.getQueryState<SyncSnapshot>(targetKey("status", target));
  told.doubt?.(new Error("no answer"));
  expect([state()?.status, state()?.data?.lastOutcome]).toEqual(["error", "complete"]);
  told.tell?.({ ...known, observedAt: 5 });
  expect([state()?.status, state()?.data?.observedAt]).toEqual(["success", 5]);
});
