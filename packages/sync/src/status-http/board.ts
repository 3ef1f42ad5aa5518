import type { SyncSnapshot } from "../status/snapshot.ts";
import type { StatusTarget } from "../status/source.ts";
import { isNewer } from "./newer.ts";

export interface Watcher {
  readonly listener: (snapshot: SyncSnapshot) => void;
  readonly onUnreadable: (reason: unknown) => void;
}

/** What is known of each target, and who wants to know. */
export interface Board {
  /** Keeps the later of what is known and what arrived, tells watchers when that is new, and returns it. */
  readonly take: (snapshot: SyncSnapshot) => SyncSnapshot;
  readonly known: (target: StatusTarget) => SyncSnapshot | undefined;
  readonly watch: (target: StatusTarget, watcher: Watcher) => () => void;
  readonly watched: () => readonly StatusTarget[];
  /** Everything known was still so at this time. */
  readonly confirm: (observedAt: number) => void;
  /** What is known can no longer be confirmed. Watchers learn how old it is, and why. */
  readonly doubt: (reason: unknown) => void;
}

interface Entry {
  readonly target: StatusTarget;
  readonly watchers: Set<Watcher>;
  known?: SyncSnapshot | undefined;
  /** Whether watchers were told of a doubt since they last heard a snapshot. */
  doubted: boolean;
}

/** What nobody watches is forgotten beyond this, the longest known first. */
const remembered = 1000;

export function createBoard(): Board {
  const entries = new Map<string, Entry>();
  const entryOf = (target: StatusTarget): Entry => {
    const name = nameOf(target);
    const entry = entries.get(name) ?? { target: bare(target), watchers: new Set(), doubted: false };
    entries.set(name, entry);
    return entry;
  };
  const watchedEntries = () => [...entries.values()].filter(({ watchers }) => watchers.size > 0);
  return {
    take: (snapshot) => {
      const entry = entryOf(snapshot);
      const news = isNewer(snapshot, entry.known);
      const known = news || entry.known === undefined ? snapshot : entry.known;
      entry.known = known;
      if (news || entry.doubted) tell(entry, known);
      forget(entries);
      return known;
    },
    known: (target) => entries.get(nameOf(target))?.known,
    watch: (target, watcher) => {
      const entry = entryOf(target);
      entry.watchers.add(watcher);
      if (entry.known !== undefined) watcher.listener(entry.known);
      return () => entry.watchers.delete(watcher);
    },
    watched: () => watchedEntries().map(({ target }) => target),
    confirm: (observedAt) => {
      for (const entry of watchedEntries()) confirmEntry(entry, observedAt);
    },
    doubt: (reason) => {
      for (const entry of watchedEntries()) {
        entry.doubted = true;
        for (const { onUnreadable } of entry.watchers) onUnreadable(reason);
      }
    },
  };
}

/** A stream that says nothing but that all is as before: what is known is as young as that. */
function confirmEntry(entry: Entry, observedAt: number): void {
  const { known } = entry;
  if (known === undefined || (known.observedAt >= observedAt && !entry.doubted)) return;
  // Not kept: a change that was read a moment earlier and comes a moment later is still news.
  tell(entry, { ...known, observedAt: Math.max(observedAt, known.observedAt) });
}

function tell(entry: Entry, snapshot: SyncSnapshot): void {
  entry.doubted = false;
  for (const { listener } of entry.watchers) listener(snapshot);
}

function forget(entries: Map<string, Entry>): void {
  if (entries.size <= remembered) return;
  for (const [name, { watchers }] of entries) {
    if (watchers.size === 0) return void entries.delete(name);
  }
}

function bare({ connection, stream }: StatusTarget): StatusTarget {
  return stream === undefined ? { connection } : { connection, stream };
}

export function nameOf({ connection, stream }: StatusTarget): string {
  return JSON.stringify([connection, stream ?? null]);
}
