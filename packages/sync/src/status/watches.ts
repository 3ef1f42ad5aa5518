import { throwLater } from "../throw-later.ts";
import type { CommitEvent } from "../store/contract.ts";
import { noStream } from "../tabs/no-stream.ts";
import { createPulse } from "./pulse.ts";
import { readStreams } from "./read-streams.ts";
import type { ReadOptions } from "./read-streams.ts";
import type { SyncSnapshot } from "./snapshot.ts";
import type { StatusSource, StatusTarget } from "./source.ts";

export interface WatchOptions extends ReadOptions {
  /** Told whenever live facts of a connection change. */
  onLive(listener: (connection: string) => void): () => void;
}

/** At most four readings of a connection a second, the last one always. */
const readingIntervalMs = 250;
/** Of the turns in which work that goes on is looked at, this many pass between looks at a connection at rest. */
const turnsAtRest = 12;

interface Watcher {
  readonly target: StatusTarget;
  readonly listener: (snapshot: SyncSnapshot) => void;
  readonly onUnreadable?: ((reason: unknown) => void) | undefined;
  /** Whether something happened that it was not told of. */
  due: boolean;
  told?: SyncSnapshot | undefined;
}

interface Watched {
  readonly watchers: Set<Watcher>;
  readonly hurry: () => void;
  readonly end: () => void;
}

/** Tells all who watch a connection, or streams of it, of the same reading: what two of them hear is of one moment. */
export function createWatches(options: WatchOptions): StatusSource["subscribe"] {
  const connections = new Map<string, Watched>();
  return (target, listener, onUnreadable) => {
    const { connection, stream } = target;
    const watched = connections.get(connection) ?? watch(options, connection);
    connections.set(connection, watched);
    const watcher: Watcher = { target: { connection, stream }, listener, onUnreadable, due: true };
    watched.watchers.add(watcher);
    watched.hurry();
    return () => {
      watched.watchers.delete(watcher);
      if (watched.watchers.size > 0 || connections.get(connection) !== watched) return;
      connections.delete(connection);
      watched.end();
    };
  };
}

function watch(options: WatchOptions, connection: string): Watched {
  const watchers = new Set<Watcher>();
  const ended = new AbortController();
  const pulse = createPulse(options.clock, readingIntervalMs, async () => {
    // Those that begin to watch in one go hear of one reading.
    await Promise.resolve();
    await tell(options, connection, watchers);
  });
  const stirred = (concerns: (target: StatusTarget) => boolean): void => {
    for (const watcher of watchers) watcher.due ||= concerns(watcher.target);
    pulse.poke();
  };
  /** Work of a tab that died ends without a word, and so may the store: a newer version of the product takes its database. */
  const lookOn = async (): Promise<void> => {
    for (let turn = 1; ; turn += 1) {
      await options.clock.sleep(options.leaseMs / 3, ended.signal);
      const isBusy = [...watchers].some(({ told }) => told?.phase !== "idle");
      if (isBusy || turn % turnsAtRest === 0) stirred(() => true);
    }
  };
  lookOn().catch(() => {});
  const ends = [
    options.store.subscribe((event) => {
      if (event.connection === connection) stirred((target) => isAbout(event, target));
    }),
    options.onLive((changed) => {
      if (changed === connection) stirred(() => true);
    }),
  ];
  const end = (): void => {
    ended.abort();
    pulse.stop();
    for (const unsubscribe of ends) unsubscribe();
  };
  return { watchers, hurry: () => pulse.hurry(), end };
}

async function tell(options: WatchOptions, connection: string, watchers: ReadonlySet<Watcher>): Promise<void> {
  const hearing = [...watchers].map((watcher) => ({ watcher, due: watcher.due }));
  for (const { watcher } of hearing) watcher.due = false;
  const targets = hearing.map(({ watcher }) => watcher.target);
  const reading = await readStreams(options, connection, targets).catch((reason: unknown) => {
    for (const { watcher } of hearing) {
      watcher.due = true;
      if (watchers.has(watcher)) watcher.onUnreadable?.(reason);
    }
    throw reason;
  });
  for (const { watcher, due } of hearing) {
    if (!watchers.has(watcher)) continue;
    try {
      hear(watcher, due, reading);
    } catch (error) {
      // Its owner's: the others are told all the same.
      throwLater(error);
    }
  }
}

function hear(watcher: Watcher, due: boolean, reading: (target: StatusTarget) => SyncSnapshot): void {
  const { told, target, listener, onUnreadable } = watcher;
  let snapshot: SyncSnapshot;
  try {
    snapshot = reading(target);
  } catch (reason) {
    if (due) onUnreadable?.(reason);
    return;
  }
  // What stops all streams may have happened to another one.
  const isNews = due || snapshot.blocker !== told?.blocker;
  if (!isNews || snapshot.revision < (told?.revision ?? 0)) return;
  watcher.told = snapshot;
  listener(snapshot);
}

function isAbout(event: CommitEvent, { stream }: StatusTarget): boolean {
  return [undefined, noStream, stream].includes(event.stream) || stream === undefined;
}
