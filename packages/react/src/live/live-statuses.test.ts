import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import type { FailedRecord, Page, SyncSnapshot } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { failedQuery, targetKey } from "../queries.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { createMemorySource } from "../testing/memory-source.ts";
import { createLiveStatuses } from "./live-statuses.ts";

const target = { connection: "hubspot" };
const failure = { stream: "contacts", kind: "quarantine", reason: "too_large", at: 0, attempts: 1 } as const;

function start(snapshots = [exampleSnapshot(target, { phase: "running", revision: 5 })]) {
  const clock = createManualClock();
  const source = createMemorySource({ snapshots });
  const client = new QueryClient();
  const writes: number[] = [];
  const outcomes: string[] = [];
  const blockers: unknown[] = [];
  const live = createLiveStatuses({
    source,
    client,
    clock,
    onChange: (_, before, after) => {
      writes.push(after.progress?.done ?? -1);
      outcomes.push([before, after].flatMap((one) => one?.lastOutcome ?? []).join(" -> "));
      blockers.push([before?.blocker, after.blocker]);
    },
    onError: (error) => {
      throw error;
    },
  });
  const cached = () => client.getQueryData<SyncSnapshot>(targetKey("status", target));
  const move = (done: number) =>
    source.set(target, { progress: { run: "r1", done, totalIsEstimate: true, movedAt: clock.now() } });
  return { clock, source, client, live, writes, outcomes, blockers, cached, move };
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

test("requirement 41: an outcome that is the first thing pushed is told of after what was read", () => {
  const { source, live, client, outcomes } = start([]);
  const history = [...targetKey("history", target), 20];
  live.hold(target);
  client.setQueryData(history, { pages: [], pageParams: [] });
  client.setQueryData(targetKey("status", target), exampleSnapshot(target, { phase: "running" }));
  source.set(target, { phase: "idle", lastOutcome: "complete", receipt: "r1" });
  expect(outcomes).toEqual(["none -> complete"]);
  expect(client.getQueryState(history)?.isInvalidated).toBe(true);
});

test("what was shown as done and comes back is told of", async () => {
  const { clock, source, live, client, blockers } = start();
  source.set(target, { phase: "idle", blocker: "auth" });
  live.hold(target);
  client.setQueryData<SyncSnapshot>(targetKey("status", target), (known) =>
    known === undefined ? known : { ...known, blocker: null, phase: "pending" },
  );
  source.set(target, { blocker: "auth" });
  await clock.advance(250);
  expect(blockers).toEqual([
    [undefined, "auth"],
    [null, "auth"],
  ]);
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

test("a page that is asked for while runs end is shown, and what was there is then read again to its end", async () => {
  const { source, live, client } = start();
  live.hold(target);
  const answers: (() => void)[] = [];
  let given = 0;
  const one = () => ({ ...failure, id: String((given += 1)) });
  const failed = () =>
    new Promise<Page<FailedRecord>>((resolve) => answers.push(() => resolve({ items: [one()], next: "more" })));
  const list = new InfiniteQueryObserver(client, failedQuery({ failed }, target));
  const leave = list.subscribe(() => undefined);
  const answered = async () => {
    answers.shift()?.();
    await new Promise(setImmediate);
    return { items: list.getCurrentResult().data?.pages[0]?.items.length, asked: answers.length };
  };
  await answered();
  void list.fetchNextPage();
  for (const finishedAt of [1, 2, 3]) source.set(target, { phase: "idle", finishedAt });
  expect(await answered()).toEqual({ items: 2, asked: 1 });
  await answered();
  await answered();
  await answered();
  expect(await answered()).toEqual({ items: 2, asked: 0 });
  leave();
});

test("the end of a connection reads the lists of a stream that the source did not let be followed", () => {
  const client = new QueryClient();
  const source = createMemorySource({ snapshots: [exampleSnapshot(target)] });
  const stream = { ...target, stream: "contacts" };
  const errors: unknown[] = [];
  const live = createLiveStatuses({
    source: {
      subscribe: (asked, ...listeners) => {
        if (asked.stream !== undefined) throw new Error("no room");
        return source.subscribe(asked, ...listeners);
      },
    },
    client,
    clock: createManualClock(),
    onChange: () => undefined,
    onError: (error) => errors.push(error),
  });
  live.hold(target);
  live.hold(stream)();
  live.hold(stream);
  expect(errors).toHaveLength(2);
  const history = [...targetKey("history", stream), 20];
  client.setQueryData(history, { pages: [], pageParams: [] });
  source.set(target, { phase: "running" });
  source.set(target, { phase: "idle", finishedAt: 2 });
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
