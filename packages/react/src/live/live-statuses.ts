import type { QueryClient, QueryKey } from "@tanstack/react-query";
import type { Clock, StatusSource, StatusTarget, SyncSnapshot } from "@waybill/sync/status";
import { statusOf } from "../describe/status.ts";
import { targetKey, waybillKey, writeSnapshot } from "../queries.ts";
import { hasFinished } from "./has-finished.ts";
import { readAgain } from "./read-again.ts";

/** Progress reaches the screen at most four times a second; what happened, at once. */
const writeEveryMs = 250;

export interface LiveOptions {
  readonly source: Pick<StatusSource, "subscribe">;
  readonly client: QueryClient;
  readonly clock: Clock;
  readonly scope?: string | undefined;
  /** Told after each write to the cache. `before` is what a person knew of; absent on the first. */
  readonly onChange: (target: StatusTarget, before: SyncSnapshot | undefined, after: SyncSnapshot) => void;
  /** Told why what is shown can no longer be confirmed. */
  readonly onDoubt?: ((target: StatusTarget, reason: unknown) => void) | undefined;
  readonly onError: (error: unknown) => void;
}

/** One subscription a target, however many widgets show it. */
export interface LiveStatuses {
  /** Keeps the target's status live until the returned function is called. */
  readonly hold: (target: StatusTarget) => () => void;
  /** Whether it is, and the source took the subscription. */
  readonly isHeld: (target: StatusTarget) => boolean;
}

interface Held {
  holders: number;
  /** Absent where the source refused the subscription. */
  readonly release: (() => void) | undefined;
}

export function createLiveStatuses(options: LiveOptions): LiveStatuses {
  const held = new Map<string, Held>();
  const release = (name: string) => {
    const entry = held.get(name);
    if (entry === undefined || --entry.holders > 0) return;
    held.delete(name);
    entry.release?.();
  };
  const isHeld = (target: StatusTarget) => held.get(nameOf(target))?.release !== undefined;
  return {
    hold: (target) => {
      const name = nameOf(target);
      const entry = held.get(name) ?? { holders: 0, release: follow(target, { ...options, isHeld }) };
      entry.holders += 1;
      held.set(name, entry);
      let done = false;
      return () => {
        if (!done) release(name);
        done = true;
      };
    },
    isHeld,
  };
}

function nameOf(target: StatusTarget): string {
  return JSON.stringify(targetKey("status", target));
}

/** Subscribes, and writes what arrives: news at once, mere progress at most every 250 ms with the last one always written. */
function follow(target: StatusTarget, options: LiveOptions & Pick<LiveStatuses, "isHeld">): Held["release"] {
  const end = new AbortController();
  const queryKey = targetKey("status", target, options);
  /** What the last change led to. Not what is in the cache: a read of its own may have brought the news there first. */
  let told = options.client.getQueryData<SyncSnapshot>(queryKey);
  let latest: SyncSnapshot | undefined;
  let waiting = false;
  let doubted = false;
  let writtenAt = -Infinity;

  const write = (snapshot: SyncSnapshot) => {
    writtenAt = options.clock.monotonic();
    const cached = options.client.getQueryData<SyncSnapshot>(queryKey);
    const before = told ?? cached;
    told = writeSnapshot(options.client, queryKey, snapshot);
    if (told === before) return;
    if (before !== undefined) readChanged(target, [before, told], options);
    options.onChange(target, lastKnown(before, cached, told), told);
  };
  const writeLater = async () => {
    waiting = true;
    await options.clock.sleep(writtenAt + writeEveryMs - options.clock.monotonic(), end.signal);
    waiting = false;
    if (latest !== undefined) write(latest);
  };
  const onUnreadable = (reason: unknown) => {
    doubted = true;
    doubt(queryKey, reason, options);
    options.onDoubt?.(target, reason);
  };
  const listener = (snapshot: SyncSnapshot) => {
    const news = latest === undefined || doubted || isNews(latest, snapshot);
    doubted = false;
    latest = latest !== undefined && latest.revision > snapshot.revision ? latest : snapshot;
    if (news || options.clock.monotonic() - writtenAt >= writeEveryMs) write(latest);
    else if (!waiting) writeLater().catch(ignoreAfter(end.signal, options.onError));
  };
  const unsubscribe = subscribe(target, options, { listener, onUnreadable });
  if (unsubscribe === undefined) return undefined;
  return () => {
    end.abort();
    unsubscribe();
  };
}

interface Listeners {
  readonly listener: (snapshot: SyncSnapshot) => void;
  readonly onUnreadable: (reason: unknown) => void;
}

function subscribe(
  target: StatusTarget,
  { source, onError }: LiveOptions,
  { listener, onUnreadable }: Listeners,
): Held["release"] {
  try {
    return source.subscribe(target, listener, onUnreadable);
  } catch (error) {
    onError(error);
    return undefined;
  }
}

/** What is shown stays and is marked as old, as after a read that failed, until the next snapshot arrives. */
function doubt(queryKey: QueryKey, reason: unknown, { client, clock }: LiveOptions): void {
  const error = reason instanceof Error ? reason : new Error("The status could not be confirmed.", { cause: reason });
  const query = client.getQueryCache().find({ queryKey, exact: true });
  query?.setState({ status: "error", error, errorUpdatedAt: clock.now() });
}

function ignoreAfter(signal: AbortSignal, onError: (error: unknown) => void): (reason: unknown) => void {
  return (reason) => {
    if (!signal.aborted) onError(reason);
  };
}

function isNews(before: SyncSnapshot, after: SyncSnapshot): boolean {
  return (
    before.phase !== after.phase ||
    before.lastOutcome !== after.lastOutcome ||
    before.blocker !== after.blocker ||
    before.connected !== after.connected ||
    hasFinished(before, after)
  );
}

/** A status that was shown in between, such as that of a connection just renewed, is the one that a person knew of. */
function lastKnown(
  told: SyncSnapshot | undefined,
  cached: SyncSnapshot | undefined,
  after: SyncSnapshot,
): SyncSnapshot | undefined {
  if (told === undefined || cached === undefined) return told;
  const shown = statusOf(cached);
  return shown !== statusOf(told) && shown !== statusOf(after) ? cached : told;
}

function readChanged(
  target: StatusTarget,
  [before, after]: readonly [SyncSnapshot, SyncSnapshot],
  { client, isHeld }: Pick<LiveOptions, "client"> & Pick<LiveStatuses, "isHeld">,
): void {
  const { connection } = target;
  // A write that was queued or sent is a commit too: only the revision tells of it.
  if (before.revision !== after.revision) void readAgain(client, { queryKey: [...waybillKey, "outbox", connection] });
  if (!hasFinished(before, after)) return;
  // The end of a connection is that of one of its streams: those that are followed tell of their own.
  const predicate = ({ queryKey: [, , , , stream] }: { readonly queryKey: QueryKey }) =>
    stream === null ||
    stream === target.stream ||
    (target.stream === undefined && typeof stream === "string" && !isHeld({ connection, stream }));
  for (const kind of ofFinishedRuns) void readAgain(client, { queryKey: [...waybillKey, kind, connection], predicate });
}

/** What a finished run changes. */
const ofFinishedRuns = ["history", "failed", "health", "ledger"] as const;
