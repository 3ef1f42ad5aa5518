import type { Lock } from "@waybill/transport";
import { noStream } from "./no-stream.ts";

/** The lock beside a lease: the platform frees it when the tab dies that has both. */
export interface BesideLease {
  readonly connection: string;
  readonly stream: string;
  /** Of the lease. */
  readonly owner: string;
  readonly lock?: Lock | undefined;
}

/** Marks of syncs take each other's place, so that the lock beside one is its owner's. */
function lockName({ connection, stream, owner }: BesideLease): string {
  return `waybill:${connection}:${stream === noStream ? owner : stream}`;
}

/** Holds the lock until what it gives is called. One that cannot be had yet is not waited for. */
export function keepLocked(beside: BesideLease): () => Promise<void> {
  const done = new AbortController();
  const ended = () =>
    new Promise<void>((resolve) => {
      if (done.signal.aborted) resolve();
      done.signal.addEventListener("abort", () => resolve(), { once: true });
    });
  const locked = beside.lock?.hold(lockName(beside), ended, done.signal).catch(() => {});
  return async () => {
    done.abort();
    await locked;
  };
}

/** Resolves once nobody holds the lock; nothing without locks. Rejects where a browser refuses locks with the storage of a site: the heartbeat alone tells. */
export function lockFreed(beside: BesideLease, signal: AbortSignal): Promise<void> | undefined {
  return beside.lock?.hold(lockName(beside), async () => undefined, signal);
}
